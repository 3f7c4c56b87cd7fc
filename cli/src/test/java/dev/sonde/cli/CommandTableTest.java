package dev.sonde.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonde.cli.command.CommandException;
import dev.sonde.cli.command.CommandTable;
import dev.sonde.cli.command.CommandTable.Listed;
import dev.sonde.cli.setting.Settings;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandTableTest {
    private final CommandTable table = table();

    private static CommandTable table() {
        CommandTable table = new CommandTable();
        Commands.addTo(table, new Settings());
        return table;
    }

    @Test
    void everyCommandHasASummaryThatIsASentence() {
        List<Listed> all = table.below("");
        assertThat(all).hasSizeGreaterThan(100);
        for (Listed listed : all) {
            assertThat(listed.command().summary()).as(listed.name()).matches("[A-Z$].*\\.");
            assertThat(listed.command().details()).as(listed.name()).doesNotEndWith("\n");
        }
    }

    @Test
    void everyNameFindsItsCommand() {
        for (Listed listed : table.below("")) {
            for (String name : listed.names()) {
                assertThat(table.find(name).command()).as(name).isSameAs(listed.command());
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "b, break",
        "br, break",
        "brea, break",
        "c, continue",
        "cont, continue",
        "ni, nexti",
        "si, stepi",
        "r, run",
        "q, quit",
        "h, help",
        "d, delete",
        "k, kill",
        "i b, info breakpoints",
        "info thr, info threads",
        "tb, tbreak",
        "wat, watch",
        "det, detach",
        "set env, set environment",
        "show arg, show args",
        "dis, disable",
        "en once, enable once",
        "t, thread",
        "thr app all, thread apply all",
        "breakpoint l, breakpoint list",
        "!ls, shell",
    })
    void abbreviationsMeanWhatGdbUsersExpect(String typed, String name) {
        assertThat(table.find(typed).name()).isEqualTo(name);
    }

    @Test
    void whatFollowsTheNameIsTheArguments() {
        assertThat(table.find("  break   *main + 4  if x ").arguments()).isEqualTo("*main + 4  if x");
        assertThat(table.find("x/4xw $sp").arguments()).isEqualTo("/4xw $sp");
        assertThat(table.find("p$rax").arguments()).isEqualTo("$rax");
        assertThat(table.find("thread 3").arguments()).isEqualTo("3");
        assertThat(table.find("delete 1 2").arguments()).isEqualTo("1 2");
        assertThat(table.find("set $rax = 1").arguments()).isEqualTo("$rax = 1");
        assertThat(table.find("set {int}&x = 1").arguments()).isEqualTo("{int}&x = 1");
        assertThat(table.find("!echo a").arguments()).isEqualTo("echo a");
    }

    @Test
    void unknownWordsAreReportedInGdbsWords() {
        assertThatThrownBy(() -> table.find("foo 1"))
                .isInstanceOf(CommandException.class)
                .hasMessage("Undefined command: \"foo\".  Try \"help\".");
        assertThatThrownBy(() -> table.find("info foo"))
                .hasMessage("Undefined info command: \"foo\".  Try \"help info\".");
        assertThatThrownBy(() -> table.find("1+1")).hasMessage("Undefined command: \"1\".  Try \"help\".");
        assertThatThrownBy(() -> table.find("%")).hasMessage("Undefined command: \"%\".  Try \"help\".");
    }

    @Test
    void ambiguousWordsListWhatTheyCouldBe() {
        assertThatThrownBy(() -> table.find("st"))
                .isInstanceOf(CommandException.class)
                .hasMessageMatching("Ambiguous command \"st\": .*start, starti, .*");
        assertThatThrownBy(() -> table.find("info s"))
                .hasMessageStartingWith("Ambiguous info command \"s\": ")
                .hasMessageContaining("sharedlibrary");
    }

    @Test
    void twoCommandsOfOneNameAreRefused() {
        assertThatThrownBy(() -> Commands.addTo(table, new Settings())).isInstanceOf(IllegalArgumentException.class);
    }
}

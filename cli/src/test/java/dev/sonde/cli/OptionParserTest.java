package dev.sonde.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonde.cli.Options.Action;
import dev.sonde.cli.Options.Request;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OptionParserTest {
    @Test
    void commandsAndFilesKeepTheirOrder() {
        Options options = OptionParser.parse("-ex", "a", "-x", "f", "--eval-command=b", "--command", "g", "prog");
        assertThat(options.actions())
                .containsExactly(
                        new Action.Line("a", false),
                        new Action.Script("f", false),
                        new Action.Line("b", false),
                        new Action.Script("g", false));
        assertThat(options.program()).contains("prog");
    }

    @Test
    void earlyCommandsAreMarked() {
        assertThat(OptionParser.parse("-iex", "a", "-ix", "f").actions())
                .containsExactly(new Action.Line("a", true), new Action.Script("f", true));
    }

    @Test
    void argsTakesEverythingBehindIt() {
        Options options = OptionParser.parse("--batch", "--args", "prog", "-x", "--help", "--");
        assertThat(options.program()).contains("prog");
        assertThat(options.arguments()).contains(List.of("-x", "--help", "--"));
        assertThat(options.batch()).isTrue();
        assertThat(options.quiet()).isTrue();
    }

    @Test
    void oneDashAndTwoMeanTheSame() {
        assertThat(OptionParser.parse("--nx", "-batch", "--q")).isEqualTo(OptionParser.parse("-nx", "--batch", "-q"));
    }

    @Test
    void prefixesWorkAsLongAsTheyAreUnique() {
        assertThat(OptionParser.parse("--eval", "a").actions()).containsExactly(new Action.Line("a", false));
        assertThat(OptionParser.parse("--vers").request()).isEqualTo(Request.VERSION);
        assertThatThrownBy(() -> OptionParser.parse("--init", "a"))
                .isInstanceOf(UsageException.class)
                .hasMessage("option '--init' is ambiguous");
    }

    @Test
    void theProcessIsAnOptionOrTheSecondWord() {
        assertThat(OptionParser.parse("-p", "12").pid()).contains("12");
        assertThat(OptionParser.parse("--pid=12").pid()).contains("12");
        assertThat(OptionParser.parse("prog", "12").coreOrPid()).contains("12");
        assertThat(OptionParser.parse("-c", "file").core()).contains("file");
        assertThat(OptionParser.parse("--core=file", "prog").core()).contains("file");
        assertThatThrownBy(() -> OptionParser.parse("-p", "1", "prog", "12")).isInstanceOf(UsageException.class);
    }

    @Test
    void theOthers() {
        Options options = OptionParser.parse("-cd", "/tmp", "--tty=/dev/pts/1", "--silent");
        assertThat(options.directory()).contains("/tmp");
        assertThat(options.terminal()).contains("/dev/pts/1");
        assertThat(options.quiet()).isTrue();
        assertThat(OptionParser.parse("-h").request()).isEqualTo(Request.HELP);
        assertThat(OptionParser.parse("--", "-odd").program()).contains("-odd");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--foo", "-ex", "--batch=1", "-z", "--args"})
    void nonsenseIsRefused(String word) {
        assertThatThrownBy(() -> OptionParser.parse(word))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("option '-");
    }

    @Test
    void tooManyWordsAreRefused() {
        assertThatThrownBy(() -> OptionParser.parse("a", "1", "b"))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("--args");
    }
}

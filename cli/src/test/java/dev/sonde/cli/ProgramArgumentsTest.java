package dev.sonde.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonde.cli.command.CommandException;
import dev.sonde.cli.command.session.ProgramFile;
import dev.sonde.cli.execution.ProgramArguments;
import dev.sonde.engine.inferior.Stdio;
import dev.sonde.engine.inferior.Stdio.Place;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProgramArgumentsTest {
    private static final Path HERE = Path.of("/here");

    private static ProgramArguments parse(String line) {
        return ProgramArguments.parse(line, HERE);
    }

    @Test
    void blanksSeparateAndQuotesProtect() {
        assertThat(parse("  a  'b c' \"d \\\" e\" f\\ g h'i'\"j\" '' ").words())
                .containsExactly("a", "b c", "d \" e", "f g", "hij", "");
        assertThat(parse("").words()).isEmpty();
        assertThat(parse("$HOME * ~").words()).containsExactly("$HOME", "*", "~");
        assertThat(parse("\"a\\nb\"").words()).containsExactly("a\\nb");
    }

    @Test
    void withoutRedirectionEverythingIsInherited() {
        assertThat(parse("a b").stdio()).isEqualTo(Stdio.inherit());
    }

    @Test
    void redirections() {
        ProgramArguments arguments = parse("a <in >'out file' 2>>err b");
        assertThat(arguments.words()).containsExactly("a", "b");
        assertThat(arguments.input()).isEqualTo(new Place.File(Path.of("/here/in"), false));
        assertThat(arguments.output()).isEqualTo(new Place.File(Path.of("/here/out file"), false));
        assertThat(arguments.error()).isEqualTo(new Place.File(Path.of("/here/err"), true));
        assertThat(parse(">> /abs").output()).isEqualTo(new Place.File(Path.of("/abs"), true));
        assertThat(parse("> o 2>&1").error()).isEqualTo(new Place.SameAsOutput());
        assertThat(parse("&> o").error()).isEqualTo(new Place.SameAsOutput());
        assertThat(parse("2 > o").words()).containsExactly("2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"'a", "\"a", ">", "a <", "a | b", "a; b", "a &"})
    void nonsenseIsRefused(String line) {
        assertThatThrownBy(() -> parse(line)).isInstanceOf(CommandException.class);
    }

    @Test
    void quotedArgumentsAreTakenApartIntoTheSame() {
        List<String> odd = List.of("plain", "a b", "it's", "\"", "\\", "", ">x", "$HOME", "a\tb");
        assertThat(parse(ProgramFile.quoted(odd)).words()).isEqualTo(odd);
    }
}

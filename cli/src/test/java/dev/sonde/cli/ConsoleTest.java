package dev.sonde.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonde.cli.console.Console;
import dev.sonde.cli.console.Dialogue;
import dev.sonde.cli.console.OutputAbandonedException;
import dev.sonde.cli.console.Style;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import org.junit.jupiter.api.Test;

class ConsoleTest {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final Console console = console();

    private Console console() {
        PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        return Console.plain(out, out);
    }

    private String shown() {
        console.flush();
        return bytes.toString(StandardCharsets.UTF_8);
    }

    /** A user who gives these answers. */
    private record Answers(Queue<String> answers) implements Dialogue {
        static Answers of(String... answers) {
            return new Answers(new ArrayDeque<>(List.of(answers)));
        }

        @Override
        public Optional<String> ask(String prompt) {
            return Optional.ofNullable(answers.poll());
        }

        @Override
        public int columns() {
            return 100;
        }

        @Override
        public int rows() {
            return 24;
        }
    }

    @Test
    void withoutAUserTheAnswerIsTheUsualOne() {
        assertThat(console.query("Sure? ")).isTrue();
        assertThat(console.queryReluctantly("Really? ")).isFalse();
        assertThat(shown()).isEqualTo("""
                        Sure? (y or n) [answered Y; input not from terminal]
                        Really? (y or [n]) [answered N; input not from terminal]
                        """);
    }

    @Test
    void withoutConfirmationNothingIsAsked() {
        console.confirming(false);
        assertThat(console.query("Sure? ")).isTrue();
        assertThat(console.queryReluctantly("Really? ")).isFalse();
        assertThat(shown()).isEmpty();
    }

    @Test
    void aUserIsAskedUntilTheAnswerIsClear() {
        console.dialogue(Answers.of("what", "n", "yes", ""));
        assertThat(console.query("Sure? ")).isFalse();
        assertThat(console.query("Sure? ")).isTrue();
        assertThat(console.queryReluctantly("Really? ")).isFalse();
        assertThat(shown()).isEqualTo("Please answer y or n.\n");
        assertThat(console.query("End of input? ")).isTrue();
    }

    @Test
    void aFullPageStopsUntilTheUserGoesOnOrHasSeenEnough() {
        console.dialogue(Answers.of("", "q"));
        console.height(3);
        console.startPage();
        for (int i = 0; i < 5; i++) {
            console.println("line");
        }
        assertThatThrownBy(() -> console.println("line")).isInstanceOf(OutputAbandonedException.class);
    }

    @Test
    void coloursAreForTerminals() {
        assertThat(console.styled(Style.FUNCTION, "main")).isEqualTo("main");
        console.colours(true);
        assertThat(console.styled(Style.FUNCTION, "main")).isEqualTo("\033[33mmain\033[m");
    }
}

package dev.sonde.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sonde.testprograms.TestProgram;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Variables, types and expressions at many places of programs of each language, here and in gdb, text against text.
 *
 * <p>The commands are in files of this package's resources. A line {@code ~ REASON} says why the command behind it is
 * answered differently; such a command must be answered differently. {@code @break TEXT} stops where the source has that
 * text.
 */
class VariableComparisonTest {
    private static final String EXPECTED_DIFFERENCE = "~ ";
    private static final String BREAK = "@break ";

    /** A command, and why its answers differ; empty if they must not. */
    private record Question(String command, String reason) {}

    @ParameterizedTest
    @CsvSource({
        "data,data.c,-O0,97",
        "classes,classes.cc,-O0,97",
        "shapes,shapes.rs,,97",
        "optimized,optimized.c,-O2,97",
        "containers-cc,containers.cc,-std=c++20 -DWITH_PATHS -w,94",
        "containers-cc,containers.cc,-std=c++20 -DWITH_PATHS -w -D_GLIBCXX_USE_CXX11_ABI=0,94",
        "containers-rs,containers.rs,,82",
        "tables,tables.cc,-O0,97"
    })
    void answersAsGdbDoes(String name, String source, String flag, int floorPercent) throws IOException {
        assumeTrue(BatchRun.hasGdb(), "gdb 13 is not installed");
        TestProgram program = TestProgram.of(source);
        assumeTrue(program.canCompile(), "no compiler for " + source);
        Path compiled = (flag == null ? program : program.flags(flag.split(" "))).compile();
        List<Question> questions = questions(name, compiled.resolveSibling(source));
        List<String> commands = new ArrayList<>(List.of("unset environment"));
        for (Question question : questions) {
            commands.add("echo [[ " + question.command().replace("\\", "\\\\") + " ]]\\n");
            commands.add(question.command());
        }
        List<String> theirs = answers(
                source.endsWith(".rs") ? BatchRun.rustGdb(compiled, commands) : BatchRun.gdb(compiled, commands));
        List<String> ours = answers(BatchRun.sonde(compiled, commands));
        List<String> wrong = new ArrayList<>();
        int alike = 0;
        for (int i = 0; i < questions.size(); i++) {
            String expected = answer(theirs, i);
            String actual = answer(ours, i);
            boolean same = expected.equals(actual);
            alike += same ? 1 : 0;
            Question question = questions.get(i);
            if (same && !question.reason().isEmpty()) {
                wrong.add(question.command() + " is answered alike now: " + question.reason());
            } else if (!same && question.reason().isEmpty()) {
                wrong.add("gdb:   " + expected + "\nSonde: " + actual);
            }
        }
        System.out.println(name + ": " + alike + " of " + questions.size() + " answered as by gdb");
        assertThat(wrong).isEmpty();
        // Reasons are for the few: nearly all is to be alike.
        assertThat(alike).isGreaterThanOrEqualTo(questions.size() * floorPercent / 100);
    }

    private static String answer(List<String> answers, int index) {
        return index < answers.size() ? answers.get(index) : "(nothing)";
    }

    /** The output cut before each command; the numbers of values and our suggestions for misspelt names do not count. */
    private static List<String> answers(List<String> lines) {
        String text = String.join("\n", lines)
                .replaceAll("(?m)^\\$\\d+ = ", "")
                .replaceAll("in current context\\.  Did you mean .*", "in current context.");
        return List.of(text.split("(?=\\[\\[ )", -1)).stream()
                .filter(part -> part.startsWith("[[ "))
                .map(String::strip)
                .toList();
    }

    private static List<Question> questions(String name, Path source) throws IOException {
        List<String> code = Files.readAllLines(source);
        List<Question> questions = new ArrayList<>();
        String reason = "";
        for (String line : resource("variables/" + name + ".txt")) {
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            if (line.startsWith(EXPECTED_DIFFERENCE)) {
                reason = line.substring(EXPECTED_DIFFERENCE.length());
                continue;
            }
            String command = line.startsWith(BREAK)
                    ? "break " + source.getFileName() + ":" + lineOf(code, line.substring(BREAK.length()))
                    : line;
            questions.add(new Question(command, reason));
            reason = "";
        }
        return questions;
    }

    private static int lineOf(List<String> code, String text) {
        for (int i = 0; i < code.size(); i++) {
            if (code.get(i).contains(text)) {
                return i + 1;
            }
        }
        throw new IllegalArgumentException("the source has no line with " + text);
    }

    private static List<String> resource(String path) throws IOException {
        try (InputStream in = VariableComparisonTest.class.getResourceAsStream(path)) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        }
    }
}

package dev.sonde.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sonde.testprograms.TestProgram;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Thousands of expressions made of the variables in scope, here and in gdb, text against text. How many are answered alike
 * is printed and may only grow: raise the number when it does. With {@code -Dsonde.corpus.show=true} the others are
 * printed; {@code expression-corpus.md} beside this test's resources says why they differ.
 */
@Timeout(180)
class ExpressionCorpusTest {
    private static final Pattern VARIABLE = Pattern.compile("^([A-Za-z_]\\w*) = .*");
    private static final int MAX_PAIRED = 9;
    private static final int MARGIN_PERCENT = 1;

    private static final List<String> ALONE = List.of(
            "print %s",
            "print/x %s",
            "print/d %s",
            "print/c %s",
            "print/t %s",
            "print/z %s",
            "print/u %s",
            "whatis %s",
            "ptype %s",
            "print sizeof(%s)",
            "print *&%s",
            "whatis &%s",
            "print -%s",
            "print !%s",
            "print ~%s",
            "print (char)%s",
            "print (long)%s",
            "print (double)%s",
            "print %1$s == %1$s",
            "print *%s",
            "print %s[0]",
            "print %s[1]",
            "whatis *%s",
            "whatis %s[0]",
            "print %s + 1",
            "print %s * 2.5",
            "print %s ? 1 : 2",
            "whatis %s + 1");
    private static final List<String> PAIRS = List.of(
            "print %s + %s",
            "print %s - %s", "print %s * %s", "print %s < %s", "print %s & %s", "print %s == %s", "whatis %s + %s");

    @ParameterizedTest
    @CsvSource({
        "data.c,-O0,scalars,0,1290",
        "data.c,-O0,aggregates,0,1445",
        "classes.cc,-O0,use,0,1185",
        "optimized.c,-O2,use,1,221",
        "containers.cc,-std=c++20 -w,inspect,0,375",
        "shapes.rs,,shapes::stop,1,70"
    })
    void noFewerAnswersThanBeforeAreAsGdbs(String source, String flags, String function, int up, int minimum)
            throws IOException {
        assumeTrue(BatchRun.hasGdb(), "gdb 13 is not installed");
        TestProgram program = TestProgram.of(source);
        assumeTrue(program.canCompile(), "no compiler for " + source);
        Path compiled = (flags == null ? program : program.flags(flags.split(" "))).compile();
        List<String> start = List.of("unset environment", "break " + function, "run", up == 0 ? "frame" : "up");
        List<String> asked = new ArrayList<>(start);
        asked.addAll(List.of("info args", "info locals"));
        List<String> questions = questions(BatchRun.sonde(compiled, asked));
        List<String> commands = new ArrayList<>(start);
        for (String question : questions) {
            commands.add("echo [[ " + question + " ]]\\n");
            commands.add(question);
        }
        List<String> theirs = answers(
                source.endsWith(".rs") ? BatchRun.rustGdb(compiled, commands) : BatchRun.gdb(compiled, commands));
        List<String> ours = answers(BatchRun.sonde(compiled, commands));
        assertThat(ours).hasSameSizeAs(questions);
        int alike = 0;
        for (int i = 0; i < questions.size(); i++) {
            if (i < theirs.size() && theirs.get(i).equals(ours.get(i))) {
                alike++;
            } else if (Boolean.getBoolean("sonde.corpus.show")) {
                System.out.println("gdb:   " + (i < theirs.size() ? theirs.get(i) : "") + "\nSonde: " + ours.get(i));
            }
        }
        System.out.printf("%s in %s: %d of %d answered as by gdb%n", source, function, alike, questions.size());
        // Another minor version of the compiler describes a few variables differently.
        assertThat(alike).isGreaterThanOrEqualTo(minimum - questions.size() * MARGIN_PERCENT / 100);
    }

    private static List<String> questions(List<String> lines) {
        List<String> names = new ArrayList<>();
        for (String line : lines) {
            Matcher matcher = VARIABLE.matcher(line);
            if (matcher.matches() && !names.contains(matcher.group(1))) {
                names.add(matcher.group(1));
            }
        }
        List<String> questions = new ArrayList<>(List.of("info args", "info locals"));
        for (String name : names) {
            ALONE.forEach(pattern -> questions.add(String.format(pattern, name)));
        }
        List<String> paired = names.subList(0, Math.min(MAX_PAIRED, names.size()));
        for (String left : paired) {
            for (String right : paired) {
                PAIRS.forEach(pattern -> questions.add(String.format(pattern, left, right)));
            }
        }
        return questions;
    }

    /** The output cut before each command; the numbers of values and suggestions for misspelt names do not count. */
    private static List<String> answers(List<String> lines) {
        String text = String.join("\n", lines).replaceAll("(?m)^\\$\\d+ = ", "");
        return List.of(text.split("(?=\\[\\[ )", -1)).stream()
                .filter(part -> part.startsWith("[[ "))
                .map(String::strip)
                .toList();
    }
}

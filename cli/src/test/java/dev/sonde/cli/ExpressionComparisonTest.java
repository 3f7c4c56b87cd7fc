package dev.sonde.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sonde.testprograms.TestProgram;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What expressions yield by the scopes and the notation of each language is what gdb says. */
@Timeout(120)
class ExpressionComparisonTest {
    private static final Path IMPORTS = TestProgram.of("imports.cc").flags("-w").compile();

    private static void compare(Path program, String place, String... expressions) throws IOException {
        assumeTrue(BatchRun.hasGdb());
        List<String> commands = stopping(place, expressions);
        assertThat(fromBreakpoint(BatchRun.sonde(program, commands)))
                .isEqualTo(fromBreakpoint(BatchRun.gdb(program, commands)));
    }

    /** Before it gdb may complain about scripts of Rust's that are not installed. */
    private static List<String> fromBreakpoint(List<String> lines) {
        return lines.stream()
                .dropWhile(line -> !line.startsWith("Breakpoint 1 at"))
                .toList();
    }

    /** Stops at a line and gives each command. */
    private static List<String> stopping(String place, String... commands) {
        List<String> all = new ArrayList<>(List.of("break " + place, "run"));
        all.addAll(List.of(commands));
        return all;
    }

    @Test
    void blocksTakeInNamesOfNamespaces() throws IOException {
        compare(
                IMPORTS,
                "imports.cc:58",
                "print depth",
                "print level",
                "print sum(1)",
                "print local_alias::shared",
                "print local_alias::Mode::ON",
                "print (local_alias::Mode) 1",
                "ptype local_alias::Mode",
                "print shared",
                "next",
                "next",
                "print depth",
                "print sum(1)",
                "up",
                "print depth");
    }

    @Test
    void namespacesTakeInNamesOfOthers() throws IOException {
        compare(
                IMPORTS,
                "imports.cc:58",
                "print alias::level",
                "print &alias::level",
                "print alias::sum(2)",
                "print alias::Point::count",
                "print Point::count",
                "print sizeof(Point)",
                "print sizeof(alias::Point)",
                "ptype alias::Point",
                "whatis Point",
                "print there",
                "print from_used",
                "print used::from_used",
                "print ::from_used",
                "print host::shared",
                "print shared",
                "print host::run()");
    }

    @Test
    void namesOfAnonymousNamespacesAreVisible() throws IOException {
        compare(
                IMPORTS,
                "imports.cc:58",
                "print hidden",
                "print secret",
                "print twice(4)",
                "print sizeof(Secret)",
                "print '(anonymous namespace)::hidden'",
                "print deep",
                "print used::deep");
    }

    @Test
    void namespacesCountWithoutAProcessToo() throws IOException {
        assumeTrue(BatchRun.hasGdb());
        List<String> commands = List.of("list main", "print from_used", "print alias::level", "print there");
        assertThat(BatchRun.sonde(IMPORTS, commands)).isEqualTo(BatchRun.gdb(IMPORTS, commands));
    }

    private static Path rust() {
        TestProgram source = TestProgram.of("notation.rs");
        assumeTrue(source.canCompile());
        return source.compile();
    }

    private static final String RUST_LINE = "notation.rs:43";

    @Test
    void literalsOfRust() throws IOException {
        compare(
                rust(),
                RUST_LINE,
                "print 1u8",
                "print 200i8",
                "print 1_000",
                "print 0x_ff",
                "print 0xff_u16",
                "print 0b_11u8",
                "print 0o_17",
                "print 1.5f32",
                "print 1_0.5_0",
                "print 1e3",
                "print 1.",
                "print b'a'",
                "print b'\\n'",
                "print r\"raw\"",
                "print r#\"raw\"#",
                "print [1, 2, 3]",
                "print [1; 3]",
                "print true",
                "whatis 1",
                "whatis 1u8",
                "whatis 3000000000",
                "whatis 1.5",
                "whatis b'a'",
                "whatis 'a'");
    }

    @Test
    void operatorsOfRust() throws IOException {
        compare(
                rust(),
                RUST_LINE,
                "print x as u8",
                "print y as i8",
                "print f as i32",
                "print x as f64",
                "print c as u32",
                "print 65 as char",
                "print x as u8 as char",
                "print (x as u8) + 1",
                "print 2 * x as i64 + 1",
                "print x as *mut u8",
                "print *(ptr as *const u8)",
                "print *(&x as *const i32)",
                "print plain as i32",
                "whatis x as *const u8",
                "whatis x as u16",
                "print sizeof(i64)",
                "print sizeof(x)",
                "print !x",
                "print !b",
                "print *&x",
                "print tuple.0",
                "print (tuple.2).1",
                "print p.x as u8",
                "print &text[1..3]",
                "print array[2]",
                "print slice[1]");
    }

    @Test
    void pathsOfRust() throws IOException {
        compare(
                rust(),
                RUST_LINE,
                "print notation::module::VAR",
                "print self::module::VAR",
                "print self::module::inner::DEEP",
                "print notation::Plain::Two",
                "print self::add(1, 2)",
                "print GLOBAL[1]");
    }

    /** gdb knows paths only from the crate on, and writes slices without saying how long they are. */
    @Test
    void whatRustReadsAndGdbDoesNot() {
        List<String> values = BatchRun.sonde(
                rust(),
                stopping(
                        RUST_LINE,
                        "print module::VAR",
                        "print crate::module::VAR",
                        "print Plain::Two",
                        "print tuple.2.1",
                        "print &array[1..3]",
                        "print &array[..=1]",
                        "print &array[3..]",
                        "print &slice[..2]",
                        "print 2f64",
                        "print b\"abc\"",
                        "whatis [u8; 4]",
                        "print '\\u{e9}'"));
        assertThat(values.subList(values.size() - 12, values.size()))
                .containsExactly(
                        "$1 = 42",
                        "$2 = 42",
                        "$3 = notation::Plain::Two",
                        "$4 = 122 'z'",
                        "$5 = &[i32](size=2) = {20, 30}",
                        "$6 = &[i32](size=2) = {10, 20}",
                        "$7 = &[i32](size=2) = {40, 50}",
                        "$8 = &[i32](size=2) = {20, 30}",
                        "$9 = 2",
                        "$10 = [97, 98, 99]",
                        "type = [u8; 4]",
                        "$11 = 233 '\\xe9'");
    }

    @Test
    void slicesStayWithinTheirArray() throws IOException {
        compare(rust(), RUST_LINE, "print array[1..3]", "print array[..]");
        assertThat(BatchRun.sonde(rust(), stopping(RUST_LINE, "print &array[2..9]")))
                .contains("slice high bound out of range");
        assertThat(BatchRun.sonde(rust(), stopping(RUST_LINE, "print &array[4..2]")))
                .contains("slice high bound out of range");
        assertThat(BatchRun.sonde(rust(), stopping(RUST_LINE, "print &x[1..2]")))
                .contains("Can't take slice of \"i32\"");
    }

    @Test
    void globalsThatAreMisspeltAreSuggested() {
        assertThat(BatchRun.sonde(IMPORTS, stopping("imports.cc:58", "print hiden", "print file_statik")))
                .contains(
                        "No symbol \"hiden\" in current context.  Did you mean hidden?",
                        "No symbol \"file_statik\" in current context.  Did you mean file_static?");
    }
}

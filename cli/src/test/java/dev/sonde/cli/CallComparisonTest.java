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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What calls into the program yield is what gdb says, and what C++ says where gdb is wrong. */
@Timeout(120)
class CallComparisonTest {
    private static final Path C = TestProgram.of("called.c").flags("-w").compile();
    private static final Path CC = TestProgram.of("called.cc").flags("-w").compile();

    private static void compare(Path program, String... commands) throws IOException {
        assumeTrue(BatchRun.hasGdb());
        assertThat(BatchRun.sonde(program, List.of(commands)))
                .isEqualTo(ours(BatchRun.gdb(program, List.of(commands))));
    }

    private static List<String> ours(List<String> lines) {
        return lines.stream()
                .map(line -> line.replace("GDB", "Sonde").replace("called from gdb", "called from sonde"))
                .toList();
    }

    /** Stops at the line where everything exists, and prints each expression. */
    private static String[] printing(String place, String... expressions) {
        List<String> commands = new ArrayList<>(List.of("break " + place, "run"));
        for (String expression : expressions) {
            commands.add("print " + expression);
        }
        return commands.toArray(String[]::new);
    }

    private static List<String> values(Path program, String... commands) {
        return BatchRun.sonde(program, List.of(commands)).stream()
                .filter(line -> line.startsWith("$"))
                .map(line -> line.substring(line.indexOf('=') + 2))
                .toList();
    }

    private static final String HERE = "called.cc:60";

    @Test
    void functionsOfC() throws IOException {
        compare(
                C,
                "break 55",
                "run",
                "print depth(3)",
                "call nothing()",
                "print nothing()",
                "print mul(2, 3)",
                "print greet(\"you\") + 1 == 0",
                "output greet(\"you\")[3]",
                "print pointer(4)",
                "print (*pointer)(4)",
                "print knr(1, 2.5)",
                "print twin(4)",
                "print twin(4).b",
                "print extended(2.5)",
                "print outer(depth(outer(1)))",
                "whatis outer(depth(1))",
                "ptype twin(1)",
                "print sizeof(twin(1))",
                "print depth()",
                "print direction() + alignment()",
                "print x = depth(9)",
                "print x",
                "display depth(x)",
                "call (void) depth(1)");
    }

    @Test
    void functionsWithoutDebugInformation() throws IOException {
        compare(
                C,
                "break 55",
                "run",
                "print (int) strlen(\"abc\")",
                "print strlen(\"abc\")",
                "print ((int (*)(const char *)) strlen)(\"abcd\")",
                "print (unsigned long) strlen(greet(\"a\"))",
                "print (char) toupper('a')",
                "print ((double (*)(const char *)) atof)(\"2.5\")");
    }

    @Test
    void callsThatStopOnTheWay() throws IOException {
        compare(
                C,
                "break 55",
                "run",
                "break depth",
                "print depth(3)",
                "bt",
                "up",
                "down",
                "finish",
                "bt",
                "print depth(5)",
                "return 99",
                "bt",
                "frame",
                "print outer(5)",
                "continue",
                "bt",
                "print outer(6)",
                "finish",
                "delete",
                "finish",
                "bt",
                "print $rip == (long) $rip",
                "print depth(1)");
    }

    @Test
    void callsThatCrashOrExit() throws IOException {
        compare(
                C,
                "break 55",
                "run",
                "print crash()",
                "bt",
                "set unwindonsignal on",
                "print crash()",
                "bt",
                "print leave(3)",
                "print $_exitcode",
                "print depth(3)");
    }

    @Test
    void aCallInAnotherFrameComesBackToIt() throws IOException {
        compare(C, "break depth", "run", "up", "frame", "disable", "print n + depth(1)", "frame", "print n");
    }

    @Test
    void conditionsMayCall() throws IOException {
        compare(C, "break outer if depth(n) == 6", "run", "info breakpoints");
        assertThat(BatchRun.sonde(C, List.of("break outer if depth(n) == 7", "run")))
                .noneMatch(line -> line.startsWith("Breakpoint 1, "));
        assertThat(BatchRun.sonde(C, List.of("break depth if outer(n) == 7", "run", "bt 1")))
                .contains("The program being debugged stopped while in a function called from Sonde.");
        compare(C, "break 55 if leaf(1) == 5", "run", "info breakpoints", "bt");
    }

    @Test
    void everythingIsAsItWasAfterwards() throws IOException {
        String[] commands = {
            "break leaf",
            "run",
            "next",
            "next",
            "print $st0",
            "set $mxcsr = 0x1f80",
            "print $rip",
            "print $eflags",
            "print extended(2)",
            "print mul(2, 3)",
            "print $st0",
            "print $eflags",
            "print $rip",
            "print/x $mxcsr",
            "print kept",
            "kill"
        };
        compare(C, commands);
    }

    @Test
    void returningAndJumping() throws IOException {
        compare(C, "break depth", "run", "return 5", "frame", "next", "next", "print x");
        compare(C, "break depth", "run", "up", "return", "bt 1");
        compare(C, "break 55", "run", "jump 57");
        compare(C, "break depth", "run", "delete", "tbreak leaf", "jump 11");
        compare(C, "break nothing", "jump 3", "return");
    }

    @Test
    void aLimitEndsACall() {
        assertThat(BatchRun.sonde(
                        C,
                        List.of(
                                "break 55",
                                "run",
                                "set direct-call-timeout 1",
                                "set unwind-on-timeout on",
                                "print for_ever()",
                                "bt")))
                .contains("The program being debugged timed out while in a function called from Sonde.")
                .endsWith("#0  main () at " + source(C, 55));
    }

    private static String source(Path program, int line) {
        return BatchRun.sonde(program, List.of("break " + line, "run", "bt"))
                .getLast()
                .replaceAll(".* at ", "");
    }

    @Test
    void callsCanBeForbidden() throws IOException {
        assertThat(BatchRun.sonde(C, List.of("break 55", "run", "set may-call-functions off", "print depth(3)")))
                .endsWith("Cannot call functions in the program: may-call-functions is off.");
        compare(C, "print depth(3)");
    }

    @Test
    void overloadsAndMembers() throws IOException {
        compare(
                CC,
                printing(
                        HERE,
                        "over(1)",
                        "over(1L)",
                        "over(1.5)",
                        "over(\"a\")",
                        "over('c')",
                        "over(p)",
                        "over(&i)",
                        "over(true)",
                        "over(fl)",
                        "amb(1, 1.5)",
                        "twice<int>(4)",
                        "twice<double>(1.5)",
                        "i",
                        "caught(1)",
                        "throwing(0)",
                        "throwing(1)",
                        "takeNon(nt)",
                        "makeNon(7)",
                        "makeNon(7).v",
                        "fptr(1)",
                        "d.over(1)",
                        "d.over(1.5)",
                        "d.over(\"x\")",
                        "d.over('x')",
                        "d.constness()",
                        "cd.constness()",
                        "d.stat(3)",
                        "Derived::stat(4)",
                        "d.plain(6)",
                        "b->plain(5)",
                        "(b->*pm)(7)",
                        "(d.*pm)(8)",
                        "s.size()",
                        "s.length() + 1",
                        "d.nosuch(1)",
                        "nosuch(1)",
                        "d.over",
                        "strict(&i)",
                        "strict(0)",
                        "sizeof(geo::big(1))"));
    }

    @Test
    void operatorsOfClasses() throws IOException {
        compare(
                CC,
                printing(
                        HERE,
                        "p + q",
                        "p == q",
                        "-p",
                        "(p++).x",
                        "p",
                        "p[1]",
                        "p * 2",
                        "(p += 1).y",
                        "(++p).x",
                        "p / q",
                        "p != q",
                        "hp->x",
                        "(*hp).y",
                        "geo::norm(q)",
                        "norm(p)"));
    }

    @Test
    void argumentsOfEveryClass() throws IOException {
        compare(
                CC,
                printing(
                        HERE,
                        "geo::big(10)",
                        "geo::sum(g)",
                        "ld(1.5, 2)",
                        "cx(2)",
                        "mixed(m)",
                        "mixed(m).d",
                        "f3(f)",
                        "many(1,2,3,4,5,6,7,8,m,9)",
                        "dmany(1,2,3,4,5,6,7,8,9,10)",
                        "neg(true)",
                        "neg(1)",
                        "next(c)",
                        "next(RED)",
                        "flip(sc)",
                        "flip(Sc::B)"));
    }

    /** gdb 13 goes through no vtable of a second base, knows neither variadic functions of C++ nor wide integers. */
    @ParameterizedTest
    @ValueSource(strings = {"gcc", "clang"})
    void whatGdbGetsWrong(String compiler) {
        TestProgram source =
                new TestProgram("called.cc", compiler.equals("gcc") ? "g++" : "clang++", List.of("-g", "-w"));
        assumeTrue(source.canCompile());
        assertThat(values(
                        source.compile(),
                        printing(
                                HERE,
                                "b->who()",
                                "d.who()",
                                "b->Base::who()",
                                "d.Base::who()",
                                "d.other(3)",
                                "b->label()[0]",
                                "(b->*pv)()",
                                "wide(5, 6)",
                                "vari(\"%d %s %g\", 12, \"abc\", 1.5)",
                                "(int) p",
                                "p(2, 3)",
                                "geo::sum(geo::big(3))",
                                "over(sh)",
                                "takeNon(nt)",
                                "mixed(m)",
                                "many(1,2,3,4,5,6,7,8,m,9)",
                                "refret(i)+0",
                                "fptr(1)")))
                .containsExactly(
                        "2",
                        "2",
                        "1",
                        "1",
                        "126",
                        "100 'd'",
                        "2",
                        "30",
                        "10",
                        "504",
                        "22",
                        "25",
                        "10",
                        "1005",
                        "{d = 3, i = 3}",
                        "48",
                        "7",
                        "42");
    }

    @Test
    void ambiguityIsReportedWithTheCandidates() {
        assertThat(BatchRun.sonde(CC, List.of(printing(HERE, "amb(1, 1)"))))
                .endsWith(
                        "The call of function amb is ambiguous; the candidates are:",
                        "  amb(double, int)",
                        "  amb(int, double)");
        assertThat(BatchRun.sonde(CC, List.of(printing(HERE, "over(d)"))))
                .contains("Cannot resolve function over to any overloaded instance; the candidates are:");
    }

    @Test
    void thisIsImplied() throws IOException {
        assertThat(values(CC, "break Derived::method", "run", "print constness()", "print plain(3)", "print stat(2)"))
                .containsExactly("5", "24", "6");
        assertThat(values(
                        CC,
                        "break Derived::method",
                        "run",
                        "print who()",
                        "print Base::who()",
                        "print Derived::stat(2)"))
                .containsExactly("2", "1", "6");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-O2"})
    void exceptionsThatNobodyCatches(String optimization) throws IOException {
        Path program = TestProgram.of("called.cc")
                .flags("-w", optimization.isEmpty() ? "-O0" : optimization)
                .compile();
        compare(program, "break main", "run", "print throwing(1)", "bt 1", "print caught(1)");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "depth(",
                "depth(1",
                "depth(,)",
                "depth(1,)",
                "(depth)(1)(2)",
                "5(3)",
                "x(1)",
                "x.y()",
                "depth(nosuch)",
                "(int) 7(1)",
                "main::x()",
                "((int (*)(int)) 0)(1)",
                "\"a\"(1)",
                "depth(twin(1))"
            })
    void brokenCallsAreErrors(String expression) {
        List<String> lines = BatchRun.sonde(C, List.of("break 55", "run", "print " + expression, "kill"));
        assertThat(lines).noneMatch(line -> line.startsWith("$")).noneMatch(line -> line.contains("Exception"));
    }

    @Test
    void functionsOfTheDebugger() throws IOException {
        compare(
                C,
                printing(
                        "depth",
                        "$_strlen(\"abc\")",
                        "$_streq(\"a\", \"a\")",
                        "$_streq(\"a\", \"b\")",
                        "$_regex(\"abc\", \"a.c\")",
                        "$_memeq(\"abc\", \"abd\", 2)",
                        "$_memeq(\"abc\", \"abd\", 3)",
                        "$_as_string(1)",
                        "$_isvoid($nosuch)",
                        "$_isvoid(1)",
                        "$_gdb_setting(\"height\")",
                        "$_gdb_setting_str(\"height\")",
                        "$_gdb_setting(\"print elements\")",
                        "$_gdb_setting(\"confirm\")",
                        "$_gdb_setting(\"nosuch\")",
                        "$_caller_is(\"outer\")",
                        "$_caller_is(\"main\", 2)",
                        "$_caller_matches(\"ou\")",
                        "$_cimag(1)",
                        "$_strlen(greet(\"you\"))"));
        assertThat(values(C, printing("depth", "$_any_caller_is(\"main\")", "$_any_caller_matches(\"^m\")")))
                .containsExactly("1", "1");
        compare(CC, printing(HERE, "$_cimag(cx(2))", "$_creal(cx(2))"));
    }

    @Test
    void castsThatHaveNames() throws IOException {
        compare(
                CC,
                printing(
                        HERE,
                        "static_cast<int>(2.7)",
                        "static_cast<double>(3)",
                        "reinterpret_cast<long>(b) == (long) b",
                        "reinterpret_cast<int*>(0)",
                        "dynamic_cast<Other*>(b) == &d",
                        "static_cast<Derived*>(b) == &d",
                        "geo::operator*(p, 2)",
                        "p.operator+(q)",
                        "true and false",
                        "not (i == 1)",
                        "i bitand 1"));
        compare(CC, "break " + HERE, "run", "ptype typeof(i)", "whatis __typeof__(d.over(1))", "print typeof(i)");
        assertThat(values(
                        CC,
                        printing(
                                HERE,
                                "dynamic_cast<Derived*>(b)->extra",
                                "dynamic_cast<void*>(b) == &d",
                                "dynamic_cast<Derived&>(*b).extra",
                                "sizeof(decltype(p))",
                                "dynamic_cast<Other*>((Base*)0) == 0")))
                .containsExactly("42", "true", "42", "8", "true");
    }

    @Test
    void whatIsKnownOfASignal() throws IOException {
        compare(
                C,
                "print $_siginfo",
                "break 55",
                "run",
                "print $_siginfo",
                "print crash()",
                "print $_siginfo.si_signo",
                "print $_siginfo._sifields._sigfault",
                "set var $_siginfo._sifields._sigfault._addr_lsb = 7",
                "print $_siginfo._sifields._sigfault._addr_lsb",
                "ptype $_siginfo._sifields._rt",
                "whatis $_siginfo");
    }
}

package dev.sonde.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The same commands in gdb and here, on the same program at the same stop, give the same lines. */
class GdbDataComparisonTest {
    @BeforeAll
    static void needsGdb() {
        assumeTrue(BatchRun.hasGdb(), "gdb 13 is not installed");
    }

    /** Compares from the program's file on. */
    private static void compare(String... commands) throws IOException {
        List<String> all = new ArrayList<>();
        for (String command : commands) {
            all.add("echo [[ " + command.replace("\\", "\\\\") + " ]]\\n");
            all.add(command);
        }
        List<String> ours = BatchRun.sonde(BatchRun.VALUES, all);
        List<String> theirs = BatchRun.gdb(BatchRun.VALUES, all);
        assertThat(differences(theirs, ours)).isEmpty();
    }

    /** The answers that differ, each with its command. */
    private static List<String> differences(List<String> theirs, List<String> ours) {
        List<String> expected = answers(theirs);
        List<String> actual = answers(ours);
        List<String> differences = new ArrayList<>();
        for (int i = 0; i < Math.max(expected.size(), actual.size()); i++) {
            String one = i < expected.size() ? expected.get(i) : "(nothing)";
            String other = i < actual.size() ? actual.get(i) : "(nothing)";
            if (!one.equals(other)) {
                differences.add("gdb:   " + one + "\nSonde: " + other);
            }
        }
        return differences;
    }

    /** The output cut before each command. */
    private static List<String> answers(List<String> lines) {
        return List.of(String.join("\n", lines).split("(?=\\[\\[ )", -1));
    }

    /** Compares at the first stop in {@code pass}. */
    private static void compareRunning(String... commands) throws IOException {
        List<String> all = new ArrayList<>(List.of("break pass", "run"));
        all.addAll(Arrays.asList(commands));
        // Without variables the stack is the same; gdb adds some of its own.
        all.addFirst("unset environment");
        compare(all.toArray(String[]::new));
    }

    @Test
    void printsValues() throws IOException {
        compareRunning(
                "print 5",
                "p -5",
                "p 'A'",
                "p \"abc\"",
                "p",
                "p $",
                "p $$",
                "p $1",
                "p $99",
                "p/x -1",
                "p/t 10",
                "p/o 8",
                "p/c 65",
                "p/z 1",
                "p/d 'a'",
                "p/u -1",
                "p/f 3",
                "p/a 0x401136",
                "p/x $sp",
                "p $pc",
                "p $sp",
                "p $rip",
                "p $eflags",
                "p $st0",
                "p $mxcsr",
                "p $al",
                "p main",
                "p &main",
                "p *main",
                "p &number",
                "p (long)number",
                "p/x (long)number",
                "p *(long*)&number",
                "p (char*)&text",
                "p (double)real",
                "p *(unsigned char*)&bytes@4",
                "p/x *(int*)&bytes@4",
                "p sizeof(int)",
                "p 5/2",
                "p 1.0/3",
                "p 5 > 3",
                "p {1,2}",
                "p $nothing",
                "call $nothing",
                "call 5",
                "inspect 6",
                "output 5",
                "output/x 16",
                "p $xmm0.v4_int32",
                "p $_",
                "whatis 5",
                "whatis $rip",
                "whatis main",
                "whatis (char)1",
                "whatis unsigned long",
                "whatis char*");
    }

    @Test
    void printsBeforeTheProgramRuns() throws IOException {
        compare(
                "p 1",
                "p",
                "p $foo",
                "p main",
                "p &number",
                "p (long)number",
                "x/i main",
                "x/2xg &number",
                "x/s &text",
                "info symbol main",
                "info symbol 0",
                "info address main",
                "info address number",
                "disassemble",
                "disassemble main",
                "disassemble /r pass",
                "disassemble main,+8",
                "display $rax",
                "info display",
                "info registers",
                "info float",
                "info auxv",
                "info proc",
                "find &number, +8, 1",
                "p $rax",
                "x/x $pc",
                "whatis",
                "p/x");
    }

    @Test
    void examinesMemory() throws IOException {
        compareRunning(
                "x/4xb &bytes",
                "x",
                "x/2dh &bytes",
                "x/2ow &bytes",
                "x/2tb &bytes",
                "x/2tw &bytes",
                "x/2ug &bytes",
                "x/2zb &bytes",
                "x/3c &text",
                "x/s &text",
                "x/2s &text",
                "x/fg &real",
                "x/fw &real",
                "x/2a $sp",
                "x/3i $pc",
                "x",
                "x/2i main",
                "x/-2xb (char*)&bytes+4",
                "x",
                "x/0x $sp",
                "x/9xb &bytes",
                "x/5xw &bytes",
                "x/3xg &bytes",
                "x/xh &bytes",
                "p $_",
                "p $__",
                "x/s &text",
                "p $_",
                "p $__",
                "x/x 0",
                "x/s 0",
                "x/i 0",
                "x/3xw 0",
                "x/xb &nosuch",
                "x/i $pc,",
                "x/2xw &zeros");
    }

    @Test
    void disassembles() throws IOException {
        compareRunning(
                "disassemble",
                "disassemble /r",
                "disassemble /m",
                "disassemble /s",
                "disassemble /rs pass,+4",
                "disassemble main",
                "disassemble main+5",
                "disassemble pass,+8",
                "disassemble main , +10",
                "disassemble main,main+10",
                "disassemble main,pass",
                "disassemble main,+0",
                "disassemble $pc,",
                "disassemble /x",
                "disassemble /",
                "disassemble /ms main",
                "disassemble 1",
                "disassemble main foo",
                "disassemble 0,1",
                "disassemble nosuch",
                "set disassembly-flavor intel",
                "disassemble",
                "x/3i $pc",
                "set disassembly-flavor att",
                "x/i $pc");
    }

    @Test
    void showsRegisters() throws IOException {
        compareRunning(
                "info registers rip",
                "info registers rax rbx rsp",
                "info registers $rip eflags",
                "info registers pc sp",
                "info registers st0",
                "info registers float",
                "info registers system",
                "info registers foo",
                "info registers rax,rbx",
                "info registers 7",
                "info registers $",
                "info registers al eax ax",
                "info registers mxcsr fctrl ftag",
                "info all-registers rax",
                "info float",
                "info registers xmm5",
                "info registers cs ss ds fs_base gs_base orig_rax");
    }

    @Test
    void changesRegistersAndMemory() throws IOException {
        compareRunning(
                "set $rax = 1",
                "p $rax",
                "set var $rax = 7",
                "p $rax",
                "set variable $zzz = 3",
                "p $zzz",
                "set {int}&number = 5",
                "p {int}&number",
                "set *(long*)&number = 3",
                "p *(long*)&number",
                "set $eflags = 0",
                "p $eflags",
                "set $eflags |= 1",
                "p $eflags",
                "set $al = 0x12",
                "p/x $rax",
                "set $ax = 0x1234",
                "p/x $rax",
                "set $xmm0.v4_float[0] = 1.5",
                "p $xmm0.v4_float[0]",
                "set $st0 = 1.25",
                "p $st0",
                "set $foo = \"abc\"",
                "p $foo",
                "p $foo[1]",
                "set $rip = main",
                "p $rip",
                "x/i $pc",
                "set var 5",
                "set var 1 = 2",
                "set",
                "set var",
                "set foo = 1",
                "set number = 3",
                "set (long)number = 3",
                "set var *(char*)main = 0x90",
                "x/i main",
                "set var *(int*)0 = 1",
                "set $cs = 1",
                "p $cs");
    }

    @Test
    void displaysAtStops() throws IOException {
        compareRunning(
                "display $rdi",
                "display/x $rdi",
                "display/i $pc",
                "display/2xg $sp",
                "display/s &text",
                "display/dw &bytes",
                "info display",
                "display",
                "continue",
                "undisplay 1",
                "disable display 2",
                "info display",
                "stepi",
                "enable display",
                "display",
                "undisplay 77",
                "undisplay 2-3",
                "display nosuch",
                "display/x",
                "info display",
                "display *(int*)0",
                "display/i 0",
                "display",
                "undisplay",
                "info display",
                "stepi");
    }

    @Test
    void printsFormatted() throws IOException {
        compareRunning(
                "printf \"%d %x %s %c %p %lu %5.2f %%\\n\", 1, 255, \"abc\", 65, 4096, 77, 3.5",
                "printf \"abc\\n\"",
                "printf",
                "printf abc",
                "printf \"%d\\n\"",
                "printf \"%d\\n\", 1, 2",
                "printf \"%z\\n\", 1",
                "printf \"%p %p\\n\", 0, 17",
                "printf \"%5d|%-5d|%05d|%+d|% d|%.3d|%8.3d|%#d\\n\", 1,2,3,4,5,6,7,8",
                "printf \"%s\\n\", 0",
                "printf \"%s\\n\", &text",
                "printf \"%c%c%5c|\\n\", 65, 0, 66",
                "printf \"%hd %ld %lld %zu %hx %llx\\n\", 70000,3,4,5,0x12345,-1",
                "printf \"%hhd\\n\", 1",
                "printf \"%10s|%-10s|%.2s|\\n\", \"abc\", \"abc\", \"abc\"",
                "printf \"%#x %#o %X %#X %o\\n\", 16,8,255,255,8",
                "printf \"%a\\n\", 1.0",
                "printf \"%i %u %lu\\n\", -1, -1, -1",
                "printf \"%\"",
                "printf \"%d\", ",
                "printf \"%e %G %E %g\\n\", 12345.678, 1e-10, 0.0, 100000000.0",
                "printf \"%g %g %g %g\\n\", 0.0001, 0.00001, 123456.0, 1234567.0",
                "printf \"%10.3e|%-10.2f|%010.2f\\n\", 1.5, 2.5, -3.25",
                "printf \"%f %f\\n\", 1, 1L",
                "printf \"%*d\\n\", 1, 2",
                "printf \"abc\" foo",
                "printf \"abc",
                "printf \"%s\\n\", 1",
                "printf \"%d\\n\", $nothing",
                "printf \"%ld\\n\", 5 6",
                "printf \"%'d\\n\", 1",
                "printf \"%05s|\\n\", \"a\"",
                "printf \"\\101\\n\"",
                "printf \"%p\\n\", main",
                "printf \"%x\\n\", 3.7");
    }

    @Test
    void searches() throws IOException {
        compareRunning(
                "find &bytes, +16, (char)3",
                "p $_",
                "p $numfound",
                "find /b &bytes, +16, 3, 4",
                "find /h &bytes, +16, 0x0504",
                "find /w &bytes, +16, 0x07060504",
                "find /g &number, +8, 0x1122334455667788",
                "find /2b &zeros, +16, 0",
                "find /b /3 &zeros, +16, 0",
                "find/b &zeros, +4, 0",
                "find &text, +32, \"at\"",
                "find &bytes, (char*)&bytes+1, (char)9",
                "find 0, 100, 1",
                "find",
                "find &bytes",
                "find &bytes,",
                "find &bytes, +16",
                "find &bytes, +0, 1",
                "find &bytes, 0, 1",
                "find /z &bytes, +3, 4",
                "find &bytes, +3, (long)4",
                "find &bytes, +-1, 1",
                "find 0, 0xffffffffffffffff, 1",
                "p $numfound");
    }

    @Test
    void describesTheProcess() throws IOException {
        compareRunning(
                "info proc",
                "info proc mappings",
                "info proc cmdline",
                "info proc exe",
                "info proc foo",
                "info symbol $pc",
                "info symbol &number",
                "info symbol main+1",
                "info symbol 1",
                "info symbol",
                "info address main",
                "info address",
                "info address nosuch_at_all");
    }

    @Test
    void refusesWhatMakesNoSense() throws IOException {
        compareRunning(
                "p nosuch_at_all",
                "p number",
                "p 1 +",
                "p )",
                "p 1 1",
                "p/i 5",
                "p/2x 5",
                "p/xw 5",
                "p $foo.bar",
                "p 5/0",
                "p *5",
                "p *(int*)0",
                "p *(int*)16",
                "p 08",
                "output",
                "output/i 5",
                "call",
                "undisplay 5",
                "dump memory",
                "dump value",
                "dump memory /tmp/x",
                "dump memory /tmp/x $sp",
                "dump memory /tmp/x $sp $sp",
                "dump memory /nonexistent/x $sp $sp+4",
                "dump memory /nonexistent/x 0 4",
                "append memory",
                "restore",
                "restore /nonexistent/x binary 0",
                "compare-sections nosuch");
    }

    @Test
    void judgesConditions() throws IOException {
        compareRunning(
                "condition 1 $rdi == 7",
                "info breakpoints",
                "continue",
                "p $rdi",
                "condition 1 nosuch_at_all",
                "condition 1 $rdi ==",
                "condition 9 1",
                "condition",
                "break main if nosuch_at_all",
                "continue");
    }
}

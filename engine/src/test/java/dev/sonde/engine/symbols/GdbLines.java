package dev.sonde.engine.symbols;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** What gdb says of many addresses of a file that does not run, asked all at once. */
final class GdbLines {
    private static final String PYTHON = """
            import gdb, re
            for setting in ("confirm off", "pagination off", "width 0", "auto-load off", "debuginfod enabled off"):
                try:
                    gdb.execute("set " + setting)
                except gdb.error:
                    pass
            gdb.execute("file " + PROGRAM)
            output = open(OUTPUT, "w", encoding="utf-8", errors="replace")
            for line in open(INPUT):
                pc = int(line, 16)
                place = gdb.find_pc_line(pc)
                fields = ["-", "0", "0", "0"]
                if place.symtab is not None and place.line:
                    fields = [place.symtab.filename, str(place.line), "%x" % place.pc, "%x" % (place.last + 1)]
                symbol = re.match(r"(.*?)(?: \\+ (\\d+))? in section ", gdb.execute("info symbol %d" % pc, to_string=True))
                fields.append("%x" % (pc - int(symbol.group(2) or 0)) if symbol else "-")
                functions = []
                block = gdb.block_for_pc(pc)
                while block is not None and not block.is_global and not block.is_static:
                    if block.function is not None:
                        functions.append(block.function.name)
                    block = block.superblock
                output.write("\\t".join(fields + [str(len(functions))] + functions) + "\\n")
            output.close()
            """;

    private GdbLines() {}

    /**
     * An address as gdb sees it.
     *
     * @param file the source file; "-" when there is none
     * @param start where the code of the line begins
     * @param end where the code of the line ends
     * @param symbol where the symbol that the address lies in begins, in hexadecimal; "-" when there is none
     * @param functions the functions, the innermost first, as gdb prints their names
     */
    record Answer(String file, int line, long start, long end, String symbol, List<String> functions) {
        static Answer of(String text) {
            String[] fields = text.split("\t", -1);
            return new Answer(
                    fields[0],
                    Integer.parseInt(fields[1]),
                    Long.parseUnsignedLong(fields[2], 16),
                    Long.parseUnsignedLong(fields[3], 16),
                    fields[4],
                    List.of(fields).subList(6, fields.length));
        }
    }

    /** What gdb says of each address. */
    static List<Answer> of(Path directory, Path program, long[] addresses) throws IOException, InterruptedException {
        Path input = Files.writeString(
                directory.resolve("addresses"),
                Arrays.stream(addresses)
                        .mapToObj(address -> Long.toHexString(address) + "\n")
                        .collect(Collectors.joining()));
        Path output = directory.resolve("answers");
        String names = "PROGRAM = \"%s\"%nINPUT = \"%s\"%nOUTPUT = \"%s\"%n".formatted(program, input, output);
        Path script = Files.writeString(directory.resolve("lines.py"), names + PYTHON);
        Process gdb = new ProcessBuilder("gdb", "-nx", "-q", "-batch", "-x", script.toString())
                .redirectErrorStream(true)
                .start();
        String messages = new String(gdb.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (gdb.waitFor() != 0 || !Files.exists(output)) {
            throw new AssertionError(messages);
        }
        List<Answer> answers = new ArrayList<>();
        Files.readAllLines(output).forEach(line -> answers.add(Answer.of(line)));
        if (answers.size() != addresses.length) {
            throw new AssertionError(messages);
        }
        return answers;
    }
}

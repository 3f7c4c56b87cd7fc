package dev.sonde.engine.expression;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.debuginfo.elf.ElfFile;
import dev.sonde.debuginfo.elf.Symbol;
import dev.sonde.engine.error.DebugException;
import dev.sonde.engine.value.AddressSymbols;
import dev.sonde.engine.value.FormatSpecification;
import dev.sonde.engine.value.PrintOptions;
import dev.sonde.engine.value.SymbolKind;
import dev.sonde.engine.value.Value;
import dev.sonde.engine.value.ValueFormatter;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Evaluates a list of commands here and in gdb, on the same registers and the same memory, and compares the texts. */
class GdbComparisonTest {
    private static final PrintOptions OPTIONS = new PrintOptions(200, 10, false);

    private static final List<String> OPERANDS = List.of(
            "0",
            "1",
            "-1",
            "7",
            "2147483647",
            "2147483648",
            "0xffffffff",
            "4294967296",
            "-9223372036854775807",
            "5u",
            "3l",
            "18446744073709551615",
            "'A'",
            "(char) -1",
            "(unsigned char) 200",
            "(short) -5",
            "(unsigned short) 65535",
            "1.5",
            "0.1f",
            "-2.5l",
            "1e300",
            "(char *) 16",
            "(int *) 16",
            "main",
            "$rsp",
            "(float) 3");

    private static final List<String> OPERATORS =
            Stream.of(BinaryOperator.values()).map(BinaryOperator::symbol).toList();

    private static final List<String> FORMATS = List.of("x", "d", "u", "o", "t", "z", "a", "c", "f", "s");

    private final FakeContext context = new FakeContext();
    private AddressSymbols texts = AddressSymbols.NONE;

    @Test
    void commandsAnswerAsInGdb(@TempDir Path directory) throws IOException {
        List<String> commands = commands();
        GdbSession gdb = GdbSession.run(directory, commands);
        CoreFile core = new CoreFile(gdb.core, gdb.program);
        context.memory = Optional.of(core);
        context.registers = Optional.of(core.registers());
        readSymbols(ElfFile.open(gdb.program));
        MemoryExaminer examiner = new MemoryExaminer(
                context,
                texts,
                _ -> {
                    throw new DebugException("no instruction is compared");
                },
                OPTIONS);
        List<String> differences = new ArrayList<>();
        for (int i = 0; i < commands.size(); i++) {
            String expected = gdb.answers.get(i).replaceFirst("(?m)^\\$\\d+ = ", "");
            String actual = answer(commands.get(i), examiner);
            if (!actual.equals(expected)) {
                differences.add(commands.get(i) + "\n  gdb:  " + expected + "\n  here: " + actual);
            }
        }
        System.out.println("expressions that gdb answers alike: " + (commands.size() - differences.size()) + " of "
                + commands.size());
        assertThat(differences).isEmpty();
    }

    private static List<String> commands() throws IOException {
        List<String> commands = new ArrayList<>();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(GdbComparisonTest.class.getResourceAsStream("commands.txt")),
                StandardCharsets.UTF_8))) {
            lines.lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .forEach(commands::add);
        }
        for (String left : OPERANDS) {
            for (String operator : List.of(
                    "-",
                    "~",
                    "!",
                    "+",
                    "sizeof ",
                    "(char) ",
                    "(unsigned) ",
                    "(float) ",
                    "(long) ",
                    "(long double) ",
                    "(unsigned char) ",
                    "(short) ",
                    "(unsigned long) ")) {
                commands.add("print " + operator + "(" + left + ")");
            }
            for (String format : FORMATS) {
                // Without debug information gdb reads the first byte of a function, and not its address.
                if (!left.equals("main")) {
                    commands.add("print/" + format + " " + left);
                }
            }
            for (String right : OPERANDS) {
                for (String operator : OPERATORS) {
                    commands.add("print " + left + " " + operator + " " + right);
                }
                // gdb does not read the function when it is asked for the type alone.
                if (!left.equals("main") && !right.equals("main")) {
                    commands.add("whatis " + left + " + " + right);
                    commands.add("whatis " + left + " << " + right);
                }
            }
        }
        return commands;
    }

    private String answer(String command, MemoryExaminer examiner) {
        StringBuilder output = new StringBuilder();
        context.warnings.clear();
        try {
            String word = command.split("[ /]", 2)[0];
            String rest = command.substring(word.length());
            switch (word) {
                case "print" -> print(rest.strip(), output);
                case "whatis" -> {
                    String type = Expression.parse(rest).type(context).name();
                    output.append("type = ").append(type);
                }
                case "x" -> examiner.examine(rest, output::append);
                default -> throw new IllegalArgumentException(command);
            }
        } catch (DebugException e) {
            output.append(e.getMessage());
        }
        StringBuilder warnings = new StringBuilder();
        context.warnings.forEach(
                warning -> warnings.append("warning: ").append(warning).append('\n'));
        return warnings.append(output).toString().strip();
    }

    private void print(String arguments, StringBuilder output) {
        FormatSpecification specification = FormatSpecification.NONE;
        String text = arguments;
        if (text.startsWith("/")) {
            String[] parts = text.substring(1).split(" ", 2);
            specification = FormatSpecification.parse(parts[0]);
            text = parts[1];
        }
        ValueFormatter formatter = new ValueFormatter(OPTIONS, texts, context.memory);
        Value value = Expression.parse(text).evaluate(context);
        context.history.add(value);
        output.append(formatter.format(value, specification.forSingleValue("print")));
    }

    private void readSymbols(ElfFile program) {
        Set<Symbol.Type> code = Set.of(Symbol.Type.FUNC, Symbol.Type.GNU_IFUNC);
        program.symbols().searchable().filter(Symbol::isDefined).forEach(symbol -> {
            SymbolKind kind = symbol.type() == Symbol.Type.TLS
                    ? SymbolKind.THREAD_LOCAL
                    : code.contains(symbol.type()) ? SymbolKind.TEXT : SymbolKind.DATA;
            context.known.add(new SymbolLookup.Symbol(symbol.name(), symbol.value(), symbol.size(), kind));
        });
        texts = address -> program.symbolAt(address)
                .map(s -> "<" + s.name() + (address == s.value() ? "" : "+" + (address - s.value())) + ">")
                .orElse("");
    }
}

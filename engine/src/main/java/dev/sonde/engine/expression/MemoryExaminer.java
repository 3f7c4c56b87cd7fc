package dev.sonde.engine.expression;

import dev.sonde.engine.error.DebugException;
import dev.sonde.engine.error.MemoryFaultException;
import dev.sonde.engine.inferior.Memory;
import dev.sonde.engine.value.AddressSymbols;
import dev.sonde.engine.value.Format;
import dev.sonde.engine.value.FormatSpecification;
import dev.sonde.engine.value.InstructionText;
import dev.sonde.engine.value.MemoryText;
import dev.sonde.engine.value.Place;
import dev.sonde.engine.value.PrintOptions;
import dev.sonde.engine.value.Type;
import dev.sonde.engine.value.Types;
import dev.sonde.engine.value.UnitSize;
import dev.sonde.engine.value.Value;
import dev.sonde.engine.value.Value.Scalar;
import dev.sonde.engine.value.Values;
import dev.sonde.engine.x86_64.Register;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * What {@code x/FMT ADDRESS} does, laid out as gdb does it. One examiner remembers format, size, count and where it
 * stopped from one call to the next. Not thread-safe.
 */
public final class MemoryExaminer {
    private static final int UNITS_PER_LINE = 8;
    private static final int BYTES_PER_LINE = 16;

    private final ExpressionContext context;
    private final AddressSymbols symbols;
    private final InstructionText instructions;
    private final PrintOptions options;

    private Format lastFormat = Format.HEXADECIMAL;
    private UnitSize lastSize = UnitSize.WORD;
    private int lastCount;
    private long next;
    private Optional<Unit> lastUnit = Optional.empty();

    /** The unit that was written last; an instruction or a string has no value. */
    private record Unit(long address, Type type, Optional<Value> value) {}

    /**
     * An examiner at its defaults, {@code x/1xw}.
     *
     * @param context whose memory is examined, and whose {@code $_} and {@code $__} are set
     * @param symbols what stands behind addresses
     * @param instructions for the format {@code i}
     * @param options how much of a string is written
     */
    public MemoryExaminer(
            ExpressionContext context, AddressSymbols symbols, InstructionText instructions, PrintOptions options) {
        this.context = context;
        this.symbols = symbols;
        this.instructions = instructions;
        this.options = options;
    }

    /** Where the next call without an address starts, which commands such as {@code info line} set. */
    public void startAt(long address) {
        next = address;
    }

    /**
     * Carries out one command.
     *
     * @param arguments what stands behind {@code x}: a slash and a format, if any, and an expression, if any
     * @param output takes the text piece by piece; when this throws, what came before has been written
     * @throws DebugException if the format or the expression is wrong
     * @throws MemoryFaultException at the first byte that cannot be read
     */
    public void examine(String arguments, Consumer<String> output) {
        String rest = arguments.strip();
        Optional<FormatSpecification> specification = Optional.empty();
        if (rest.startsWith("/")) {
            int end = 1;
            while (end < rest.length() && !Character.isWhitespace(rest.charAt(end))) {
                end++;
            }
            specification = Optional.of(FormatSpecification.parse(rest.substring(1, end)));
            rest = rest.substring(end).strip();
        }
        OptionalLong address = rest.isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(Expression.parse(rest).address(context));
        examine(specification, address, output);
    }

    /**
     * Carries out one command.
     *
     * @param specification what stands behind the slash, if there is one; what it leaves open is as in the last call
     * @param address where to start; without one, where the last call stopped
     * @param output takes the text piece by piece; when this throws, what came before has been written
     * @throws MemoryFaultException at the first byte that cannot be read
     */
    public void examine(Optional<FormatSpecification> specification, OptionalLong address, Consumer<String> output) {
        FormatSpecification given = specification.orElse(FormatSpecification.NONE);
        Format format = given.format().orElse(lastFormat);
        UnitSize size = given.size().orElse(defaultSize(format));
        OptionalInt count = given.count();
        boolean continues = specification.isEmpty() && address.isEmpty() && lastCount > 0;
        int units = count.orElse(continues ? lastCount : 1);
        lastCount = units;
        if (address.isPresent()) {
            next = address.getAsLong();
        }
        if (units < 0) {
            backward(format, size, -(long) units, output);
        } else {
            forward(format, size, units, output);
        }
        lastSize = format == Format.STRING ? UnitSize.BYTE : size;
        lastFormat = format;
        lastUnit.ifPresent(this::remember);
    }

    private UnitSize defaultSize(Format format) {
        return switch (format) {
            case ADDRESS -> UnitSize.GIANT;
            case FLOAT -> lastSize == UnitSize.WORD ? UnitSize.WORD : UnitSize.GIANT;
            case CHARACTER, STRING -> UnitSize.BYTE;
            default -> lastSize;
        };
    }

    private void remember(Unit unit) {
        context.variables().assign("_", Scalar.of(Types.pointerTo(unit.type), unit.address));
        context.variables().assign("__", unit.value.orElse(Values.VOID));
    }

    /** Writes the units before the address, and stays there. */
    private void backward(Format format, UnitSize size, long count, Consumer<String> output) {
        switch (format) {
            case INSTRUCTION ->
                throw new DebugException(
                        "No line number information available for address " + MemoryText.address(next - 1, symbols));
            case STRING -> {
                MemoryText.StringsBefore before = MemoryText.stringsBefore(
                        memory(next - 1), next, (int) Math.min(count, Integer.MAX_VALUE), stringUnit(size), options);
                next = before.address();
                forward(format, size, before.count(), output);
                next = before.address();
            }
            default -> {
                long start = next - count * size.bytes();
                next = start;
                forward(format, size, count, output);
                next = start;
            }
        }
    }

    private void forward(Format format, UnitSize size, long count, Consumer<String> output) {
        long left = count;
        while (left > 0) {
            String marker = format == Format.INSTRUCTION ? marker(next) : "";
            output.accept(marker + MemoryText.address(next, symbols) + ":");
            int perLine = unitsPerLine(format, size);
            for (int i = 0; i < perLine && left > 0; i++, left--) {
                output.accept("\t");
                output.accept(unit(format, size));
            }
            output.accept("\n");
        }
    }

    private static int unitsPerLine(Format format, UnitSize size) {
        if (format == Format.STRING || format == Format.INSTRUCTION) {
            return 1;
        }
        return Math.min(UNITS_PER_LINE, BYTES_PER_LINE / size.bytes());
    }

    private String marker(long address) {
        boolean current = context.registers()
                .map(registers -> registers.readLong(Register.RIP) == address)
                .orElse(false);
        return current ? "=> " : "   ";
    }

    /** One unit; the next one starts after it even if it cannot be read. */
    private String unit(Format format, UnitSize size) {
        long address = next;
        return switch (format) {
            case INSTRUCTION -> {
                lastUnit = Optional.of(new Unit(address, MemoryText.unitType(UnitSize.BYTE), Optional.empty()));
                InstructionText.Line line = instructions.at(address);
                next = address + line.length();
                yield line.text();
            }
            case STRING -> {
                Type.IntegerType element = stringUnit(size);
                lastUnit = Optional.of(new Unit(address, MemoryText.unitType(size), Optional.empty()));
                MemoryText.ReadString string = MemoryText.string(context.memory(), address, element, options);
                next = address + string.length();
                yield string.text();
            }
            default -> {
                Type type = MemoryText.unitType(size);
                next = address + size.bytes();
                byte[] bytes = memory(address).readBytes(address, size.bytes());
                Value value = Values.fromBytes(type, bytes, 0, new Place.InMemory(address));
                lastUnit = Optional.of(new Unit(address, type, Optional.of(value)));
                yield MemoryText.unit(value, format, symbols);
            }
        };
    }

    private Type.IntegerType stringUnit(UnitSize size) {
        if (size == UnitSize.GIANT) {
            context.warn("Unable to display strings with size 'g', using 'b' instead.");
        }
        return switch (size) {
            case HALFWORD -> Types.CHAR16;
            case WORD -> Types.CHAR32;
            case BYTE, GIANT -> Types.CHAR;
        };
    }

    private Memory memory(long address) {
        return context.memory().orElseThrow(() -> new MemoryFaultException(address, 1));
    }
}

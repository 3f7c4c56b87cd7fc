package dev.sonde.cli.expression;

import dev.sonde.cli.command.CommandException;
import dev.sonde.cli.command.Session;
import dev.sonde.cli.setting.Setting;
import dev.sonde.engine.error.DebugException;
import dev.sonde.engine.inferior.Memory;
import dev.sonde.engine.symbols.SourceLocation;
import dev.sonde.engine.symbols.SymbolPlace;
import dev.sonde.engine.unwind.Frame;
import dev.sonde.engine.value.Place;
import dev.sonde.engine.value.Type;
import dev.sonde.engine.value.Types;
import dev.sonde.engine.value.Value;
import dev.sonde.engine.value.Values;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** The functions that expressions can use and that are the debugger's, not the program's: {@code $_strlen} and its like. */
final class OwnFunctions {
    private static final int MAX_STRING = 1 << 20;

    private final Session session;
    private final Optional<Memory> memory;

    OwnFunctions(Session session, Optional<Memory> memory) {
        this.session = session;
        this.memory = memory;
    }

    /** Calls a function; empty if none has this name. */
    Optional<Value> call(String name, List<Value> arguments) {
        return Optional.ofNullable(
                switch (name) {
                    case "_isvoid" -> number(only(name, arguments).type().unqualified() instanceof Type.VoidType);
                    case "_strlen" -> number(bytes(only(name, arguments)).length);
                    case "_streq" -> {
                        require(name, arguments, 2, 2);
                        yield number(Arrays.equals(bytes(arguments.getFirst()), bytes(arguments.get(1))));
                    }
                    case "_regex" -> {
                        require(name, arguments, 2, 2);
                        yield number(pattern(text(arguments.get(1)))
                                .matcher(text(arguments.getFirst()))
                                .lookingAt());
                    }
                    case "_memeq" -> {
                        require(name, arguments, 3, 3);
                        yield number(memoryEquals(arguments));
                    }
                    case "_as_string" -> string(asString(only(name, arguments)));
                    case "_gdb_setting" -> setting(text(only(name, arguments)), false);
                    case "_gdb_setting_str" -> setting(text(only(name, arguments)), true);
                    case "_creal", "_cimag" -> complexPart(only(name, arguments), name.equals("_cimag"));
                    case "_caller_is" -> caller(name, arguments, 1, false);
                    case "_caller_matches" -> caller(name, arguments, 1, true);
                    case "_any_caller_is" -> anyCaller(name, arguments, false);
                    case "_any_caller_matches" -> anyCaller(name, arguments, true);
                    default -> null;
                });
    }

    private static void require(String name, List<Value> arguments, int least, int most) {
        if (arguments.size() < least || arguments.size() > most) {
            String count = least == most ? Integer.toString(least) : least + " to " + most;
            throw new DebugException(
                    "You must provide " + count + " argument" + (most == 1 ? "" : "s") + " for $" + name + ".");
        }
    }

    private static Value only(String name, List<Value> arguments) {
        require(name, arguments, 1, 1);
        return arguments.getFirst();
    }

    private static Value number(boolean truth) {
        return number(truth ? 1 : 0);
    }

    private static Value number(long number) {
        return Value.Scalar.of(Types.INT, number);
    }

    private static Value string(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return Values.aggregate(
                Types.arrayOf(Types.CHAR, bytes.length + 1L),
                Arrays.copyOf(bytes, bytes.length + 1),
                Place.Nowhere.INSTANCE);
    }

    private String text(Value value) {
        return new String(bytes(value), StandardCharsets.UTF_8);
    }

    /** The bytes of a string before its end, be it an array or in memory. */
    private byte[] bytes(Value value) {
        Type type = value.type().unqualified();
        if (type instanceof Type.ArrayType array && array.element().size() == 1) {
            byte[] all = Values.toBytes(value);
            int end = 0;
            while (end < all.length && all[end] != 0) {
                end++;
            }
            return Arrays.copyOf(all, end);
        }
        if (value instanceof Value.Scalar(Type _, long address, Place _)
                && type instanceof Type.PointerType(Type target)
                && target.size() == 1) {
            return stringAt(address);
        }
        throw new DebugException(
                "Trying to read string with inappropriate type `" + value.type().name() + "'.");
    }

    private byte[] stringAt(long address) {
        Memory from = memory.orElseThrow(
                () -> new DebugException("Cannot access memory at address 0x" + Long.toHexString(address)));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        while (bytes.size() < MAX_STRING) {
            byte next = from.readBytes(address + bytes.size(), 1)[0];
            if (next == 0) {
                break;
            }
            bytes.write(next);
        }
        return bytes.toByteArray();
    }

    private static Pattern pattern(String text) {
        try {
            return Pattern.compile(text);
        } catch (PatternSyntaxException e) {
            throw new DebugException("\"" + text + "\" is no regular expression: " + e.getDescription(), e);
        }
    }

    private boolean memoryEquals(List<Value> arguments) {
        if (!(arguments.get(2) instanceof Value.Scalar length) || length.bits() < 0 || length.bits() > MAX_STRING) {
            throw new DebugException("length must be non-negative and no more than " + MAX_STRING);
        }
        int count = (int) length.bits();
        return count == 0 || Arrays.equals(block(arguments.getFirst(), count), block(arguments.get(1), count));
    }

    private byte[] block(Value value, int count) {
        if (value instanceof Value.Scalar scalar) {
            return memory.orElseThrow(() -> new DebugException("There is no memory to compare."))
                    .readBytes(scalar.bits(), count);
        }
        if (value.place() instanceof Place.InMemory(long address)) {
            return memory.orElseThrow(() -> new DebugException("There is no memory to compare."))
                    .readBytes(address, count);
        }
        return Arrays.copyOf(Values.toBytes(value), count);
    }

    private String asString(Value value) {
        return ValueTexts.text(session, value, Optional.empty());
    }

    private Value setting(String name, boolean asText) {
        Setting setting = session.settings()
                .find(name)
                .orElseThrow(() -> new DebugException("First argument of $_gdb_setting" + (asText ? "_str" : "")
                        + " must be a valid setting of the 'show' command."));
        return switch (setting) {
            case Setting.Flag flag when !asText -> number(flag.isOn());
            case Setting.Limit limit when !asText -> Value.Scalar.of(Types.UNSIGNED_INT, limit.limit());
            case Setting.Limit limit -> string(limit.limit() == 0 ? "unlimited" : Integer.toString(limit.limit()));
            default -> string(setting.text());
        };
    }

    private static Value complexPart(Value value, boolean imaginary) {
        if (!(value.type().unqualified() instanceof Type.ComplexType(String _, Type part))) {
            throw new DebugException("expected a complex number");
        }
        return Values.fromBytes(part, Values.toBytes(value), imaginary ? (int) part.size() : 0, Place.Nowhere.INSTANCE);
    }

    private Value caller(String name, List<Value> arguments, long usual, boolean pattern) {
        require(name, arguments, 1, 2);
        long count = count(arguments, usual);
        if (count < 0) {
            throw new DebugException("nframes must be >= 0");
        }
        Optional<Frame> frame = session.target().backtrace().frame((int)
                Math.min(Integer.MAX_VALUE, session.target().selectedFrame().level() + count));
        return number(frame.filter(at -> wanted(arguments, pattern).test(function(at)))
                .isPresent());
    }

    private Value anyCaller(String name, List<Value> arguments, boolean pattern) {
        require(name, arguments, 1, 1);
        Predicate<String> wanted = wanted(arguments, pattern);
        int first = session.target().selectedFrame().level();
        return number(session.target().backtrace().all().stream()
                .skip(first)
                .anyMatch(frame -> wanted.test(function(frame))));
    }

    private static long count(List<Value> arguments, long usual) {
        if (arguments.size() < 2) {
            return usual;
        }
        if (!(arguments.get(1) instanceof Value.Scalar scalar)) {
            throw new CommandException("The number of frames must be a number.");
        }
        return scalar.bits();
    }

    private Predicate<String> wanted(List<Value> arguments, boolean pattern) {
        String text = text(arguments.getFirst());
        return pattern ? function -> pattern(text).matcher(function).lookingAt() : text::equals;
    }

    /** The function of a frame as gdb names it to scripts: without parameters. */
    private static String function(Frame frame) {
        String name = frame.source()
                .map(SourceLocation::function)
                .filter(found -> !found.isEmpty())
                .or(() -> frame.symbol().map(SymbolPlace::name))
                .orElse("");
        int parameters = name.indexOf('(');
        return parameters > 0 ? name.substring(0, parameters) : name;
    }
}

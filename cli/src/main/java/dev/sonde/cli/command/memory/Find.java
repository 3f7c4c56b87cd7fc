package dev.sonde.cli.command.memory;

import dev.sonde.cli.command.Command;
import dev.sonde.cli.command.CommandException;
import dev.sonde.cli.command.Repetition;
import dev.sonde.cli.command.Session;
import dev.sonde.cli.command.Topic;
import dev.sonde.cli.expression.Expressions;
import dev.sonde.cli.expression.SymbolNames;
import dev.sonde.cli.expression.ValueTexts;
import dev.sonde.engine.expression.ConvenienceVariables;
import dev.sonde.engine.expression.Expression;
import dev.sonde.engine.inferior.Memory;
import dev.sonde.engine.inferior.MemoryRegion;
import dev.sonde.engine.value.AddressSymbols;
import dev.sonde.engine.value.MemoryText;
import dev.sonde.engine.value.Types;
import dev.sonde.engine.value.UnitSize;
import dev.sonde.engine.value.Value.Scalar;
import dev.sonde.engine.value.Values;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** {@code find [/SIZE] [/COUNT] START, END | +LENGTH, VALUE...}. */
final class Find extends Command {
    Find() {
        super(Topic.DATA, "Search memory for a sequence of values.");
    }

    @Override
    public String details() {
        return "Usage: find [/SIZE] [/COUNT] START, +LENGTH | END, VALUE...\n"
                + "SIZE is b, h, w or g, and that of each value unless given. COUNT limits how many are found.\n"
                + "Memory that is not mapped is passed over. The last address found is left in $_, the number in"
                + " $numfound.";
    }

    @Override
    public Repetition repetition() {
        return Repetition.NONE;
    }

    /** What to search for, and where. */
    private static final class Request {
        private final long start;
        private final long length;
        private final byte[] pattern;

        Request(long start, long length, byte[] pattern) {
            this.start = start;
            this.length = length;
            this.pattern = pattern;
        }
    }

    @Override
    public void run(Session session, String arguments) throws InterruptedException {
        String rest = arguments;
        Optional<UnitSize> size = Optional.empty();
        long limit = Long.MAX_VALUE;
        while (rest.startsWith("/")) {
            int at = 1;
            while (at < rest.length() && rest.charAt(at) != '/' && !Character.isWhitespace(rest.charAt(at))) {
                int digits = at;
                while (digits < rest.length() && Character.isDigit(rest.charAt(digits))) {
                    digits++;
                }
                if (digits > at) {
                    limit = count(rest.substring(at, digits));
                    at = digits;
                } else {
                    size = Optional.of(UnitSize.of(rest.charAt(at))
                            .orElseThrow(() -> new CommandException("Invalid size granularity.")));
                    at++;
                }
            }
            rest = rest.substring(at).strip();
        }
        Request request = parse(session, new CommaList(session, rest), size);
        Memory memory = Expressions.of(session)
                .context()
                .memory()
                .orElseThrow(() -> new CommandException("No memory to search."));
        search(session, request, limit, memory);
    }

    private static long count(String digits) {
        try {
            return Integer.parseInt(digits);
        } catch (NumberFormatException e) {
            throw new CommandException("Count must be less than 2147483648.");
        }
    }

    private static Request parse(Session session, CommaList list, Optional<UnitSize> size) {
        if (list.isEmpty()) {
            throw new CommandException("Missing search parameters.");
        }
        Expressions expressions = Expressions.of(session);
        long start = list.next().address(expressions.context());
        if (list.isEmpty()) {
            throw new CommandException("Argument required (expression to compute).");
        }
        long length;
        if (list.takePlus()) {
            length = list.next().address(expressions.context());
            if (length < 0) {
                throw new CommandException("Invalid length.");
            }
            if (length > 0 && Long.compareUnsigned(start + length - 1, start) < 0) {
                throw new CommandException("Search space too large.");
            }
        } else {
            long end = list.next().address(expressions.context());
            if (Long.compareUnsigned(start, end) > 0) {
                throw new CommandException("Invalid search space, end precedes start.");
            }
            length = end - start + 1;
            if (length <= 0) {
                throw new CommandException("Overflow in address range computation, choose smaller range.");
            }
        }
        return new Request(start, length, length == 0 ? new byte[0] : pattern(session, list, size, length));
    }

    private static byte[] pattern(Session session, CommaList list, Optional<UnitSize> size, long length) {
        ByteArrayOutputStream pattern = new ByteArrayOutputStream();
        while (!list.isEmpty()) {
            Expression expression = list.next();
            if (size.isPresent()) {
                long number = expression.address(Expressions.of(session).context());
                pattern.writeBytes(Arrays.copyOf(
                        Values.toBytes(Scalar.of(Types.LONG, number)),
                        size.get().bytes()));
            } else {
                pattern.writeBytes(Values.toBytes(ValueTexts.evaluate(session, expression)));
            }
        }
        if (pattern.size() == 0) {
            throw new CommandException("Missing search pattern.");
        }
        if (length < pattern.size()) {
            throw new CommandException("Search space too small to contain pattern.");
        }
        return pattern.toByteArray();
    }

    private static void search(Session session, Request request, long limit, Memory memory)
            throws InterruptedException {
        int[] found = new int[1];
        long[] last = new long[1];
        if (request.length == 0) {
            session.console().println("Empty search range.");
        } else {
            AddressSymbols symbols = new SymbolNames(session).stored();
            boolean readable = new MemorySearch(memory, regions(session), request.pattern)
                    .search(request.start, request.length, limit, address -> {
                        session.console().println(MemoryText.address(address, symbols));
                        found[0]++;
                        last[0] = address;
                    });
            if (!readable) {
                session.console()
                        .error("warning: Unable to access " + request.length + " bytes of target memory at 0x"
                                + Long.toHexString(request.start) + ", halting search.");
            }
        }
        ConvenienceVariables variables = Expressions.of(session).variables();
        variables.assign("numfound", Scalar.of(Types.INT, found[0]));
        if (found[0] > 0) {
            variables.assign("_", Scalar.of(Types.VOID_POINTER, last[0]));
        }
        session.console()
                .println(
                        switch (found[0]) {
                            case 0 -> "Pattern not found.";
                            case 1 -> "1 pattern found.";
                            default -> found[0] + " patterns found.";
                        });
    }

    private static List<MemoryRegion> regions(Session session) {
        return session.target().hasProcess()
                ? session.target().inferior().info().regions()
                : List.of();
    }
}

package dev.sonde.cli.execution;

import dev.sonde.cli.command.Session;
import dev.sonde.engine.breakpoint.Watchpoint;
import dev.sonde.engine.inferior.Memory;
import dev.sonde.engine.value.AddressSymbols;
import dev.sonde.engine.value.Place;
import dev.sonde.engine.value.PrintOptions;
import dev.sonde.engine.value.Type;
import dev.sonde.engine.value.Types;
import dev.sonde.engine.value.ValueFormatter;
import dev.sonde.engine.value.Values;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What watched bytes mean: the type of each watchpoint's expression. */
public final class WatchedValues {
    private final Session session;
    private final Map<Integer, Type> types;

    /** The types by the watchpoints' numbers. */
    private static final class Known {
        private final Map<Integer, Type> types = new HashMap<>();
    }

    /** Those of {@code session}. */
    public WatchedValues(Session session) {
        this.session = session;
        types = session.shared(Known.class, _ -> new Known()).types;
    }

    /** Remembers the type of what a watchpoint watches. */
    public void remember(Watchpoint watchpoint, Type type) {
        types.put(watchpoint.number(), type);
    }

    /** The value of {@code bytes}; gdb's words if some of them could not be read. */
    String text(Watchpoint watchpoint, byte[] bytes) {
        if (bytes.length < watchpoint.length()) {
            return "<unreadable>";
        }
        Type type = types.getOrDefault(
                watchpoint.number(), Types.arrayOf(Types.UNSIGNED_CHAR, watchpoint.length()));
        AddressSymbols symbols = address -> Texts.symbolic(session, address);
        Optional<Memory> memory = session.target().hasProcess()
                ? Optional.of(session.target().inferior().memory())
                : Optional.empty();
        return new ValueFormatter(PrintOptions.DEFAULT, symbols, memory)
                .format(Values.fromBytes(type, bytes, 0, new Place.InMemory(watchpoint.address())));
    }
}

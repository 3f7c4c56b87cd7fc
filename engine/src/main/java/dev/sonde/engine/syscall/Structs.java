package dev.sonde.engine.syscall;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Everything of a fixed size, by name: scalars, declared structures, and those that need a class of their own. */
final class Structs {
    private static final Map<String, ElementFormat> CODED = Map.ofEntries(
            Map.entry("stat", new FileStatus.Stat()),
            Map.entry("statx", new FileStatus.Statx()),
            Map.entry("openhow", new OpenHow()),
            Map.entry("sigaction", new SignalStructs.Action()),
            Map.entry("sigevent", new SignalStructs.Event()),
            Map.entry("siginfo", new SignalStructs.SignalInfo()),
            Map.entry("utimens", new TimeStructs.UtimeStamp()),
            Map.entry("capdata", new Capabilities()),
            Map.entry("msghdr", new Messages.Header()),
            Map.entry("mmsghdr", new Messages.CountedHeader()),
            Map.entry("pollfd", new Polling.Descriptor()));

    private static final Map<String, String> DECLARATIONS = declarations();
    private static final Map<String, StructFields> PARSED = new ConcurrentHashMap<>();

    private Structs() {}

    /** The scalar or structure of that name, or null. */
    static @Nullable ElementFormat element(String name) {
        Scalar scalar = Scalars.named(name);
        if (scalar != null) {
            return scalar;
        }
        ElementFormat coded = CODED.get(name);
        if (coded != null) {
            return coded;
        }
        String declaration = DECLARATIONS.get(name);
        return declaration == null
                ? null
                : PARSED.computeIfAbsent(name, _ -> StructFields.parse(ResourceText.words(declaration)));
    }

    private static Map<String, String> declarations() {
        List<String> lines = ResourceText.lines("structs.txt");
        var declarations = HashMap.<String, String>newHashMap(lines.size());
        for (String line : lines) {
            int space = line.indexOf(' ');
            declarations.put(line.substring(0, space), line.substring(space));
        }
        return declarations;
    }
}

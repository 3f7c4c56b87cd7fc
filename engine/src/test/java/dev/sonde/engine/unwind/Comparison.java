package dev.sonde.engine.unwind;

import dev.sonde.debuginfo.demangle.DemangleOptions;
import dev.sonde.debuginfo.demangle.Demangler;
import dev.sonde.engine.symbols.Modules;
import dev.sonde.engine.symbols.SymbolPlace;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Compares frame lists with gdb's, stop by stop, and counts. */
final class Comparison {
    /** How two lists compare. */
    enum Outcome {
        /** They are equal. */
        EQUAL,
        /** They are equal up to the end of ours, below which gdb takes data for return addresses. */
        GDB_INVENTS,
        /** They are equal but for frames between ours whose addresses are those of data. */
        GDB_INVENTS_BETWEEN,
        /** The processes are not at the same instruction, so nothing can be said. */
        ELSEWHERE,
        /** They differ. */
        DIFFERENT
    }

    private final Map<Outcome, Integer> counts = new EnumMap<>(Outcome.class);
    private final Map<UnwindMethod, Integer> methods = new EnumMap<>(UnwindMethod.class);
    private final List<String> differences = new ArrayList<>();
    private int frames;

    void add(String where, Backtrace ours, List<Gdb.GdbFrame> gdb, Modules modules) {
        // gdb is asked for the frames that take stack only.
        List<Frame> own =
                ours.frames(300).stream().filter(frame -> !frame.isInlined()).toList();
        Outcome outcome = outcome(own, gdb, modules);
        counts.merge(outcome, 1, Integer::sum);
        frames += own.size();
        own.forEach(frame -> methods.merge(frame.method(), 1, Integer::sum));
        if ((outcome == Outcome.DIFFERENT || outcome == Outcome.ELSEWHERE) && differences.size() < 3) {
            StringBuilder text = new StringBuilder(where).append('\n');
            for (int i = 0; i < Math.max(own.size(), gdb.size()) && i < 12; i++) {
                text.append(i < own.size() ? own.get(i) + " by " + own.get(i).method() : "-")
                        .append("   |   ");
                text.append(
                        i < gdb.size()
                                ? Long.toHexString(gdb.get(i).pc()) + " "
                                        + gdb.get(i).name()
                                : "-");
                text.append('\n');
            }
            differences.add(text + ours.end().map(UnwindEnd::text).orElse("") + "\n");
        }
    }

    private static Outcome outcome(List<Frame> own, List<Gdb.GdbFrame> gdb, Modules modules) {
        if (gdb.isEmpty() || own.getFirst().pc() != gdb.getFirst().pc()) {
            return Outcome.ELSEWHERE;
        }
        ReturnAddresses returns = own.getFirst().stack().returnAddresses();
        int at = 0;
        for (Frame frame : own) {
            while (at < gdb.size()
                    && !same(frame, gdb.get(at), modules)
                    && at > 0
                    && !isPlausible(returns, gdb.get(at))) {
                at++;
            }
            if (at == gdb.size() || !same(frame, gdb.get(at), modules)) {
                return Outcome.DIFFERENT;
            }
            at++;
        }
        if (at < gdb.size()) {
            return isPlausible(returns, gdb.get(at)) ? Outcome.DIFFERENT : Outcome.GDB_INVENTS;
        }
        return at > own.size() ? Outcome.GDB_INVENTS_BETWEEN : Outcome.EQUAL;
    }

    private static boolean isPlausible(ReturnAddresses returns, Gdb.GdbFrame frame) {
        return frame.signal() || returns.isPlausible(frame.pc());
    }

    private static boolean same(Frame own, Gdb.GdbFrame gdb, Modules modules) {
        if (own.pc() != gdb.pc() || own.isSignalFrame() != gdb.signal()) {
            return false;
        }
        // Where a stub leads to an indirect function, gdb names the address of that function's resolver.
        boolean stubs = gdb.name().endsWith("@plt")
                && own.symbol().filter(s -> s.name().endsWith("@plt")).isPresent();
        if (own.isSignalFrame() || stubs) {
            return true;
        }
        String name = own.symbol().map(SymbolPlace::name).orElse("");
        // gdb takes the name of the source where it has it, which does not tell what the compiler split off.
        String source = name.replaceFirst("\\.(part|constprop|isra|cold|lto_priv)\\b.*", "");
        // Where gdb knows no more than the symbol, it shows the parameters too.
        if (gdb.name()
                        .equals(Demangler.demangle(name, DemangleOptions.NAME_ONLY)
                                .orElse(name))
                || gdb.name().equals(Demangler.demangle(name).orElse(name))) {
            return true;
        }
        return name.equals(gdb.name()) || source.equals(gdb.name()) || isAlias(own, gdb.name(), modules);
    }

    /** Several names may have one address, and gdb takes any of them; it knows versions as parts of names. */
    private static boolean isAlias(Frame own, String gdbName, Modules modules) {
        String plain = gdbName.replaceFirst("@.*", "");
        return own.symbol()
                .filter(place -> modules.symbolsNamed(plain).stream().anyMatch(s -> s.start() == place.start())
                        || isStrippedAlias(modules, plain, place.start()))
                .isPresent();
    }

    /** Names that another file has too are not looked for in debug files. */
    private static boolean isStrippedAlias(Modules modules, String name, long address) {
        return modules.at(address)
                .filter(module -> module.debugFile().stream()
                        .flatMap(file -> file.symbols().named(name).stream())
                        .anyMatch(symbol -> module.toProcess(symbol.value()) == address))
                .isPresent();
    }

    int count(Outcome outcome) {
        return counts.getOrDefault(outcome, 0);
    }

    List<String> differences() {
        return differences;
    }

    @Override
    public String toString() {
        return counts + ", " + frames + " frames " + methods;
    }
}

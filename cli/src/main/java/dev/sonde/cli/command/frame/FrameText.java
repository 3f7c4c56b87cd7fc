package dev.sonde.cli.command.frame;

import dev.sonde.cli.command.Session;
import dev.sonde.cli.console.Style;
import dev.sonde.debuginfo.demangle.Demangler;
import dev.sonde.engine.symbols.LoadedModule;
import dev.sonde.engine.symbols.SymbolPlace;
import dev.sonde.engine.unwind.Frame;
import dev.sonde.engine.unwind.UnwindMethod;
import java.util.List;
import java.util.Optional;

/** Frames as gdb writes them. */
public final class FrameText {
    private static final int ADDRESS_DIGITS = 16;

    private FrameText() {}

    /** Such as {@code #1  0x0000555555555171 in main ()}. */
    public static String of(Session session, Frame frame) {
        StringBuilder text = new StringBuilder("#").append(frame.level());
        while (text.length() < 4) {
            text.append(' ');
        }
        return text.append(location(session, frame)).toString();
    }

    /** The same without the number. */
    public static String location(Session session, Frame frame) {
        if (frame.isSignalFrame()) {
            return "<signal handler called>";
        }
        StringBuilder text = new StringBuilder();
        text.append(session.console().styled(Style.ADDRESS, address(frame.pc())));
        text.append(" in ")
                .append(session.console().styled(Style.FUNCTION, function(frame)))
                .append(" ()");
        library(session, frame)
                .ifPresent(
                        name -> text.append(" from ").append(session.console().styled(Style.FILE, name)));
        if (frame.method() == UnwindMethod.STACK_SCAN) {
            text.append(" (a guess, by searching the stack)");
        }
        return text.toString();
    }

    /** The function's name as in the source; {@code ??} if it has none. */
    static String function(Frame frame) {
        return frame.symbol()
                .map(SymbolPlace::name)
                .map(name -> Demangler.demangle(name).orElse(name))
                .orElse("??");
    }

    /** An address with all its digits. */
    static String address(long address) {
        String digits = Long.toHexString(address);
        return "0x" + "0".repeat(ADDRESS_DIGITS - digits.length()) + digits;
    }

    /** An address without leading zeros. */
    static String hex(long address) {
        return "0x" + Long.toHexString(address);
    }

    private static Optional<String> library(Session session, Frame frame) {
        List<LoadedModule> modules = session.target().modules().all();
        return frame.module()
                .filter(module -> !modules.isEmpty()
                        && !module.name().equals(modules.getFirst().name()))
                .map(LoadedModule::name)
                .filter(name -> name.startsWith("/"));
    }
}

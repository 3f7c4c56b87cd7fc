package dev.sonde.cli.execution;

import dev.sonde.cli.command.Session;
import dev.sonde.cli.console.Style;
import dev.sonde.cli.expression.FrameArguments;
import dev.sonde.cli.setting.Settings;
import dev.sonde.cli.source.SourceRef;
import dev.sonde.cli.source.SourceView;
import dev.sonde.debuginfo.demangle.Demangler;
import dev.sonde.engine.symbols.LoadedModule;
import dev.sonde.engine.symbols.SourceLocation;
import dev.sonde.engine.symbols.SymbolPlace;
import dev.sonde.engine.unwind.Frame;
import dev.sonde.engine.unwind.UnwindMethod;
import java.util.List;
import java.util.Optional;

/** Where a frame is, as gdb writes it. */
public final class FramePlace {
    private final Session session;
    private final Frame frame;
    private final Optional<SourceLocation> source;

    private FramePlace(Session session, Frame frame) {
        this.session = session;
        this.frame = frame;
        this.source = frame.isSignalFrame() ? Optional.empty() : frame.source();
    }

    /** That of {@code frame}. */
    public static FramePlace of(Session session, Frame frame) {
        return new FramePlace(session, frame);
    }

    /** Such as {@code 0x0000555555555171 in main () at loop.c:8}; the address only within a line. */
    public String location() {
        return location(!startsLine(), true);
    }

    private String location(boolean withAddress, boolean withPlace) {
        if (frame.isDummy()) {
            return "<function called from sonde>";
        }
        if (frame.isSignalFrame()) {
            return "<signal handler called>";
        }
        StringBuilder text = new StringBuilder();
        if (withAddress) {
            text.append(address()).append(" in ");
        }
        text.append(session.console().styled(Style.FUNCTION, function()))
                .append(" (")
                .append(FrameArguments.of(session, frame))
                .append(')');
        if (withPlace && hasLine()) {
            SourceLocation place = source.orElseThrow();
            text.append(" at ")
                    .append(session.console().styled(Style.FILE, place.file()))
                    .append(":");
            text.append(place.line());
        } else if (withPlace) {
            library()
                    .ifPresent(name ->
                            text.append(" from ").append(session.console().styled(Style.FILE, name)));
        }
        if (frame.method() == UnwindMethod.STACK_SCAN) {
            text.append(" (a guess, by searching the stack)");
        }
        return text.toString();
    }

    /** The line of source in which it is, with its number; empty without line information. */
    public Optional<String> sourceLine() {
        if (!hasLine()) {
            return Optional.empty();
        }
        SourceLocation place = source.orElseThrow();
        return Optional.of(SourceView.of(session).line(SourceRef.of(place), place.line()));
    }

    /** The same behind the address if the frame is within the line; the location where there is no line. */
    public String shortForm() {
        return shown("", FrameInfo.SOURCE_LINE);
    }

    /** The location, and on a second line the source. */
    public String longForm() {
        return shown("", FrameInfo.SOURCE_AND_LOCATION);
    }

    /**
     * What the setting {@code print frame-info} asks for.
     *
     * @param number what stands before the location
     * @param usual what is printed if the setting leaves it to the command
     */
    public String shown(String number, FrameInfo usual) {
        FrameInfo info =
                FrameInfo.of(session.settings().text(Settings.FRAME_INFO)).orElse(usual);
        return switch (info) {
            case SOURCE_LINE ->
                sourceLine()
                        .map(line -> startsLine() ? line : address() + "\t" + line)
                        .orElseGet(() -> number + location());
            case LOCATION -> number + location();
            case SOURCE_AND_LOCATION ->
                number + location() + sourceLine().map(line -> "\n" + line).orElse("");
            case LOCATION_AND_ADDRESS -> number + location(true, true);
            case SHORT_LOCATION -> number + location(!startsLine(), false);
        };
    }

    /** The function's name as in the source; {@code ??} if it has none. */
    public String function() {
        return source.map(SourceLocation::function)
                .filter(name -> !name.isEmpty())
                .or(() -> frame.symbol()
                        .map(SymbolPlace::name)
                        .map(name -> Demangler.demangle(name).orElse(name)))
                .orElse("??");
    }

    private boolean hasLine() {
        return source.filter(SourceLocation::hasLine).isPresent();
    }

    private boolean startsLine() {
        if (!hasLine()) {
            return false;
        }
        return frame.hasInlined()
                || (frame.isInterrupted()
                        && frame.module()
                                .flatMap(module -> module.lineAt(frame.pc()))
                                .filter(range -> range.start() == frame.pc() && range.isStatement())
                                .isPresent());
    }

    private String address() {
        return session.console().styled(Style.ADDRESS, Texts.paddedHex(frame.pc()));
    }

    private Optional<String> library() {
        List<LoadedModule> modules = session.target().modules().all();
        return frame.module()
                .filter(module -> !modules.isEmpty()
                        && !module.name().equals(modules.getFirst().name()))
                .map(LoadedModule::name)
                .filter(name -> name.startsWith("/"));
    }
}

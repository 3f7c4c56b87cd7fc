package dev.sonde.cli.command.frame;

import dev.sonde.cli.command.Command;
import dev.sonde.cli.command.Session;
import dev.sonde.cli.command.Topic;
import dev.sonde.cli.console.Console;
import dev.sonde.cli.execution.Texts;
import dev.sonde.cli.source.Languages;
import dev.sonde.engine.symbols.SourceLocation;
import dev.sonde.engine.unwind.Backtrace;
import dev.sonde.engine.unwind.Frame;
import dev.sonde.engine.unwind.SavedPlace;
import dev.sonde.engine.unwind.UnwindEnd;
import dev.sonde.engine.unwind.UnwindMethod;
import dev.sonde.engine.x86_64.Register;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code info frame}. */
final class InfoFrame extends Command {
    /** Where compilers that keep a frame pointer let it point: the saved rbp, below the return address. */
    private static final int FRAME_POINTER_BELOW_CFA = 16;

    InfoFrame() {
        super(Topic.STACK, "Tell all about the selected frame.");
    }

    @Override
    public void run(Session session, String arguments) {
        Backtrace backtrace = Frames.of(session);
        Frame frame = session.target().selectedFrame();
        // Main has a caller even where a backtrace ends with main, and its saved registers are of interest.
        Optional<Frame> caller = backtrace.whole().frame(frame.level() + 1);
        Console console = session.console();
        console.println("Stack level " + frame.level() + ", frame at "
                + Texts.hex(frame.cfa().orElse(0)) + ":");
        console.println(" rip = " + Texts.hex(frame.pc())
                + where(session, frame)
                + "; saved rip"
                + caller.map(c -> " = " + Texts.hex(c.pc())).orElse(" is not available"));
        printNeighbours(console, backtrace, frame);
        Languages.of(frame).ifPresent(language -> console.println(" source language " + language + "."));
        if (frame.method() != UnwindMethod.THREAD_REGISTERS && frame.method() != UnwindMethod.CALL_FRAME_INFORMATION) {
            console.println(" found by " + frame.method().text());
        }
        if (frame.cfa().isPresent()) {
            long cfa = frame.cfa().getAsLong();
            String base = Texts.hex(cfa - FRAME_POINTER_BELOW_CFA);
            console.println(" Arglist at " + base + ", args: ");
            console.println(" Locals at " + base + ", Previous frame's sp is " + Texts.hex(cfa));
        }
        caller.ifPresent(c -> printSaved(console, c));
    }

    private static String where(Session session, Frame frame) {
        String function = FrameText.function(session, frame);
        if (frame.source().isEmpty() && frame.symbol().isEmpty()) {
            return "";
        }
        return " in " + function
                + frame.source()
                        .filter(SourceLocation::hasLine)
                        .map(place -> " (" + place.text() + ")")
                        .orElse("");
    }

    private static void printNeighbours(Console console, Backtrace backtrace, Frame frame) {
        Optional<Frame> caller = backtrace.caller(frame);
        List<String> neighbours = new ArrayList<>();
        if (caller.isPresent()) {
            neighbours.add(" called by frame at " + Texts.hex(caller.get().cfa().orElse(0)));
        } else {
            backtrace
                    .end()
                    .filter(end -> end.isError() || end.kind() == UnwindEnd.Kind.OUTERMOST)
                    .ifPresent(end -> console.println(" Outermost frame: " + end.text()));
        }
        frame.callee()
                .ifPresent(callee -> neighbours.add(
                        " caller of frame at " + Texts.hex(callee.cfa().orElse(0))));
        if (!neighbours.isEmpty()) {
            console.println(String.join(",", neighbours));
        }
    }

    private static void printSaved(Console console, Frame caller) {
        List<String> saved = new ArrayList<>();
        for (Register register : caller.registers().file().table().generalGroup()) {
            if (caller.registers().place(register) instanceof SavedPlace.InMemory(long address)) {
                saved.add(" " + register.name() + " at " + Texts.hex(address));
            }
        }
        if (!saved.isEmpty()) {
            console.println(" Saved registers:");
            console.println(" " + String.join(",", saved));
        }
    }
}

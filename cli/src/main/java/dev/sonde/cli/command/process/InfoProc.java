package dev.sonde.cli.command.process;

import dev.sonde.cli.command.Command;
import dev.sonde.cli.command.CommandException;
import dev.sonde.cli.command.Session;
import dev.sonde.cli.command.Topic;
import dev.sonde.cli.execution.Texts;
import dev.sonde.engine.inferior.Inferior;
import dev.sonde.engine.inferior.MemoryRegion;
import dev.sonde.engine.inferior.ProcessInfo;
import dev.sonde.engine.target.CoreDump;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** {@code info proc} and what may follow it: what the system knows about the process. */
final class InfoProc extends Command {
    private static final String CORE_ROW = "  %18s %18s %10s %10s %s";

    /** A part of the answer, in the order of a complete one. */
    enum Part {
        CMDLINE,
        CWD,
        EXE,
        MAPPINGS,
        STATUS,
        STAT
    }

    private final Set<Part> parts;

    /** @param parts what to show */
    InfoProc(String summary, Set<Part> parts) {
        super(Topic.STATUS, summary);
        this.parts = EnumSet.copyOf(parts);
    }

    @Override
    public boolean takesUnknownWords() {
        return true;
    }

    @Override
    public void run(Session session, String arguments) {
        if (!arguments.isEmpty()) {
            throw new CommandException("Too many parameters: " + arguments);
        }
        if (!session.target().hasProcess()) {
            throw new CommandException("No current process: you must name one.");
        }
        Inferior inferior = session.target().inferior();
        Consumer<String> out = session.console()::println;
        if (session.target().core().isPresent()) {
            ofCore(session.target().core().get(), inferior, out);
            return;
        }
        out.accept("process " + inferior.pid());
        for (Part part : parts) {
            show(part, inferior, out);
        }
    }

    /** A core file does not tell more. */
    private void ofCore(CoreDump core, Inferior inferior, Consumer<String> out) {
        boolean mappings = parts.contains(Part.MAPPINGS);
        if (parts.contains(Part.EXE)) {
            out.accept(core.command()
                    .map(command -> "exe = '" + command + "'")
                    .orElse("warning: unable to find command name in core file"));
        } else if (!mappings) {
            throw new CommandException("unable to handle request");
        }
        if (mappings) {
            out.accept("Mapped address spaces:\n");
            out.accept(String.format(CORE_ROW, "Start Addr", "End Addr", "Size", "Offset", "objfile"));
            for (MemoryRegion region : inferior.info().regions()) {
                if (!region.name().isEmpty() && !region.name().startsWith("[")) {
                    out.accept(String.format(
                            CORE_ROW,
                            Texts.hex(region.start()),
                            Texts.hex(region.end()),
                            Texts.hex(region.size()),
                            Texts.hex(region.offset()),
                            region.name()));
                }
            }
        }
    }

    private static void show(Part part, Inferior inferior, Consumer<String> out) {
        ProcessInfo info = inferior.info();
        switch (part) {
            case CMDLINE -> quoted("cmdline", Optional.of(String.join(" ", info.commandLine())), inferior, out);
            case CWD -> quoted("cwd", info.workingDirectory(), inferior, out);
            case EXE -> quoted("exe", info.executable(), inferior, out);
            case MAPPINGS -> mappings(info, out);
            case STATUS -> out.accept(file("status", inferior).stripTrailing());
            case STAT -> ProcStat.lines(file("stat", inferior)).forEach(out);
        }
    }

    private static void quoted(String title, Optional<String> text, Inferior inferior, Consumer<String> out) {
        out.accept(
                text.isPresent()
                        ? title + " = '" + text.get() + "'"
                        : "warning: unable to read link '/proc/" + inferior.pid() + "/" + title + "'");
    }

    private static String file(String name, Inferior inferior) {
        return inferior.info()
                .systemFile(name)
                .orElseThrow(() -> new CommandException(
                        "warning: unable to open /proc file '/proc/" + inferior.pid() + "/" + name + "'"));
    }

    private static void mappings(ProcessInfo info, Consumer<String> out) {
        out.accept("Mapped address spaces:");
        out.accept("");
        out.accept(row("Start Addr", "End Addr", "Size", "Offset", "Perms", "objfile"));
        for (MemoryRegion region : info.regions()) {
            out.accept(row(
                    Texts.hex(region.start()),
                    Texts.hex(region.end()),
                    Texts.hex(region.size()),
                    Texts.hex(region.offset()),
                    region.permissions(),
                    region.name()));
        }
    }

    private static String row(String start, String end, String size, String offset, String permissions, String name) {
        return String.format(
                Locale.ROOT, "  %18s %18s %10s %10s  %-5s  %s", start, end, size, offset, permissions, name);
    }
}

package dev.sonde.cli.triage;

import dev.sonde.cli.command.CommandTable;
import dev.sonde.cli.command.Session;
import dev.sonde.cli.console.Console;
import dev.sonde.cli.execution.FramePlace;
import dev.sonde.cli.expression.FrameArguments;
import dev.sonde.cli.expression.Instructions;
import dev.sonde.cli.setting.Settings;
import dev.sonde.cli.symbols.LibrarySettings;
import dev.sonde.cli.symbols.SymbolSettings;
import dev.sonde.cli.triage.Crash.CrashFrame;
import dev.sonde.engine.error.DebugException;
import dev.sonde.engine.inferior.Inferior;
import dev.sonde.engine.inferior.InferiorThread;
import dev.sonde.engine.inferior.MemoryRegion;
import dev.sonde.engine.inferior.Notice;
import dev.sonde.engine.signal.SigInfo;
import dev.sonde.engine.signal.Signal;
import dev.sonde.engine.symbols.LoadedModule;
import dev.sonde.engine.symbols.SourceLocation;
import dev.sonde.engine.target.CoreDump;
import dev.sonde.engine.target.Target;
import dev.sonde.engine.unwind.Frame;
import dev.sonde.engine.value.ValueFormatter;
import dev.sonde.engine.variable.FrameVariables;
import dev.sonde.engine.variable.Variable;
import dev.sonde.engine.x86_64.Register;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads crashes, one after the other; the programs' and libraries' symbols are kept for the next one. For one thread.
 */
final class CrashReader implements AutoCloseable {
    private static final int FRAMES = 64;

    private final Target target = new Target();
    private final Session session;
    private final Optional<Path> program;
    private final List<String> warnings = new ArrayList<>();

    /**
     * @param program what the core files are of; found by them if empty
     * @param systemRoot where the libraries are, if they are those of another machine
     */
    CrashReader(Optional<Path> program, Optional<Path> systemRoot) {
        this.program = program;
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
        Settings settings = new Settings();
        session = new Session(target, Console.plain(nowhere, nowhere), settings, new CommandTable());
        SymbolSettings.of(session).follow();
        LibrarySettings.follow(session);
        systemRoot.ifPresent(root -> settings.setting(Settings.SYSROOT).set(root.toString()));
        target.onNotice(notice -> {
            if (notice instanceof Notice.Warning(String text)) {
                warnings.add(text);
            }
        });
    }

    /**
     * What {@code core} tells.
     *
     * @throws DebugException if it is no core file, or there is no such program
     */
    Crash read(Path core) {
        warnings.clear();
        if (program.isPresent() && target.executable().isEmpty()) {
            target.load(program.get());
        }
        CoreDump dump = target.openCore(core);
        try {
            warnings.addAll(dump.warnings());
            if (!dump.matchesProgram()) {
                warnings.add("core file may not match specified executable file.");
            }
            return crash(core, dump);
        } finally {
            target.close(target.program());
        }
    }

    private Crash crash(Path core, CoreDump dump) {
        Inferior process = target.inferior();
        InferiorThread thread = target.selectedThread();
        Optional<SigInfo> info = signalInfo(thread);
        Optional<String> signal = dump.signal() == 0
                ? Optional.empty()
                : Optional.of(Signal.numbered(dump.signal()).map(Signal::name).orElse("signal " + dump.signal()));
        List<CrashFrame> frames = new ArrayList<>();
        try {
            for (Frame frame : target.backtrace().frames(FRAMES)) {
                frames.add(frame(frame));
            }
        } catch (DebugException e) {
            warnings.add("the stack cannot be read any further: " + e.getMessage());
        }
        return new Crash(
                core.toString(),
                process.info().executable(),
                dump.command(),
                process.pid(),
                thread.tid(),
                process.threads().size(),
                signal,
                info.filter(known -> known.number() == dump.signal()).map(SigInfo::codeName),
                info.flatMap(SigInfo::faultAddress).map(address -> fault(process, address)),
                instruction(thread),
                frames,
                Signature.of(signal.orElse(""), frames),
                warnings);
    }

    private static Optional<SigInfo> signalInfo(InferiorThread thread) {
        try {
            return Optional.of(SigInfo.decode(thread.signalInfo()));
        } catch (DebugException e) {
            return Optional.empty(); // the file has none
        }
    }

    private static Crash.Fault fault(Inferior process, long address) {
        Optional<MemoryRegion> region = process.info().regions().stream()
                .filter(candidate -> candidate.contains(address))
                .findFirst();
        return new Crash.Fault(
                address,
                region.map(found -> found.name().isEmpty() ? "anonymous" : found.name()),
                region.map(MemoryRegion::permissions));
    }

    private Optional<Crash.Instruction> instruction(InferiorThread thread) {
        long pc = thread.registers().readLong(Register.RIP);
        try {
            Instructions instructions = Instructions.of(session);
            return Optional.of(new Crash.Instruction(
                    pc, instructions.text(instructions.at(pc)).replaceAll("\\s+", " ")));
        } catch (DebugException e) {
            return Optional.empty(); // it jumped to where nothing is, which is why it crashed
        }
    }

    private CrashFrame frame(Frame frame) {
        FramePlace place = FramePlace.of(session, frame);
        String function = place.function();
        Optional<LoadedModule> module = frame.module();
        Optional<SourceLocation> source = frame.source().filter(SourceLocation::hasLine);
        Map<String, String> arguments = new LinkedHashMap<>();
        Map<String, String> locals = new LinkedHashMap<>();
        if (!frame.isSignalFrame()) {
            target.variables().of(frame, target.modules()).ifPresent(here -> {
                put(here, here.arguments(), arguments);
                here.locals().forEach(block -> put(here, block, locals));
            });
        }
        return new CrashFrame(
                frame.pc(),
                function.equals("??") ? Optional.empty() : Optional.of(function),
                module.map(LoadedModule::name),
                module.map(loaded -> loaded.toFile(frame.pc())).orElse(0L),
                source.map(SourceLocation::path),
                source.map(SourceLocation::line).orElse(0),
                place.location(),
                arguments,
                locals);
    }

    private void put(FrameVariables here, List<Variable> variables, Map<String, String> into) {
        ValueFormatter formatter = FrameArguments.formatter(session, here);
        for (Variable variable : variables) {
            String value;
            try {
                value = formatter.variable(here.value(variable));
            } catch (DebugException e) {
                value = "<error reading variable: " + e.getMessage() + ">";
            }
            into.putIfAbsent(variable.name(), value);
        }
    }

    @Override
    public void close() {
        target.close();
    }
}

package dev.sonde.engine.variable;

import dev.sonde.debuginfo.dwarf.Die;
import dev.sonde.debuginfo.dwarf.Unit;
import dev.sonde.debuginfo.dwarf.expression.UnavailableValueException;
import dev.sonde.engine.error.DebugException;
import dev.sonde.engine.inferior.InferiorThread;
import dev.sonde.engine.inferior.Memory;
import dev.sonde.engine.library.ThreadLocalStorage;
import dev.sonde.engine.symbols.LoadedModule;
import dev.sonde.engine.symbols.Modules;
import dev.sonde.engine.unwind.Frame;
import dev.sonde.engine.value.Value;
import dev.sonde.engine.x86_64.Register;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Where a variable is looked at: the file that describes it, and as much of a process as there is.
 *
 * @param module the file
 * @param descriptions what is known of the file
 * @param frame the frame; null outside of functions
 * @param thread whose thread-local variables are meant; null without a process
 * @param memory of the process, or of the file
 * @param modules what is loaded
 * @param callsOut how many calls further out the frame is than the one whose variable was asked for, by as many nested
 *     evaluations
 */
record Surroundings(
        LoadedModule module,
        ModuleVariables descriptions,
        @Nullable Frame frame,
        @Nullable InferiorThread thread,
        Optional<Memory> memory,
        Modules modules,
        int callsOut) {
    Surroundings(
            LoadedModule module,
            ModuleVariables descriptions,
            @Nullable Frame frame,
            @Nullable InferiorThread thread,
            Optional<Memory> memory,
            Modules modules) {
        this(module, descriptions, frame, thread, memory, modules, 0);
    }

    /** A register of the frame by its DWARF number, unless it is not known what it holds. */
    Optional<Register> register(int number) {
        return registerNumbered(number)
                .filter(register -> frame != null && frame.registers().file().isAvailable(register));
    }

    /** A register by its DWARF number. */
    Optional<Register> registerNumbered(int number) {
        return frame == null
                ? Optional.empty()
                : frame.registers().file().table().byDwarfNumber(number);
    }

    /**
     * A register that a called function may change by the psABI, but does not: gcc lets the location of a variable include the
     * call only then, where other compilers let it end behind the call in any case.
     */
    OptionalLong keptRegister(int number, Unit unit) {
        Frame at = frame;
        return at != null && Producers.isGcc(unit) ? at.calleesRegister(number) : OptionalLong.empty();
    }

    long threadLocal(long offset) {
        InferiorThread owner = thread;
        if (owner == null) {
            throw new UnplacedException("Cannot read `" + UnplacedException.NAME + "' without registers");
        }
        try {
            return new ThreadLocalStorage(modules).address(module, owner, offset);
        } catch (DebugException e) {
            throw new UnplacedException(String.valueOf(e.getMessage()));
        }
    }

    /** The value of a variable as a number. */
    long number(Die die) {
        Variable variable = new Variable(die.name().orElse(""), die, descriptions.types(), false);
        Value value = new ValueReader(this).read(variable);
        if (value instanceof Value.Scalar scalar) {
            return scalar.bits();
        }
        throw new UnavailableValueException("the value of " + variable + " is not available");
    }
}

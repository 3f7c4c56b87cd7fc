package dev.sonde.engine.variable;

import dev.sonde.debuginfo.bytes.FormatException;
import dev.sonde.debuginfo.dwarf.Die;
import dev.sonde.debuginfo.dwarf.DwAt;
import dev.sonde.debuginfo.dwarf.expression.DwOp;
import dev.sonde.debuginfo.dwarf.expression.Expression;
import dev.sonde.debuginfo.dwarf.expression.UnavailableValueException;
import dev.sonde.engine.error.MemoryFaultException;
import dev.sonde.engine.unwind.Frame;
import dev.sonde.engine.value.SourceLanguage;
import dev.sonde.engine.value.Type;
import dev.sonde.engine.value.Value;
import dev.sonde.engine.value.Values;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The parameters and local variables of a frame. Good for one stop; not thread-safe. */
public final class FrameVariables {
    private final Frame frame;
    private final FunctionScope function;
    private final Surroundings surroundings;
    private final ValueReader reader;

    FrameVariables(Frame frame, FunctionScope function, Surroundings surroundings) {
        this.frame = frame;
        this.function = function;
        this.surroundings = surroundings;
        reader = new ValueReader(surroundings);
    }

    /** The frame. */
    public Frame frame() {
        return frame;
    }

    /** The language of its function. */
    public SourceLanguage language() {
        return function.language();
    }

    /** The parameters of its function in their order. */
    public List<Variable> arguments() {
        return function.parameters();
    }

    /** The local variables that are in scope, block by block, the innermost first. */
    public List<List<Variable>> locals() {
        return blocks().stream().map(Block::variables).toList();
    }

    /** The names of all variables that are visible, of parameters too. */
    Stream<String> names() {
        return Stream.concat(locals().stream().flatMap(List::stream), arguments().stream())
                .map(Variable::name);
    }

    /** The variable or parameter of this name, the innermost of several. */
    public Optional<Variable> find(String name) {
        for (Block block : blocks()) {
            // The last of a block's is the one that hides the others: Rust declares names again.
            for (Variable variable : block.variables().reversed()) {
                if (variable.name().equals(name)) {
                    return Optional.of(variable);
                }
            }
        }
        return function.parameters().stream()
                .filter(variable -> variable.name().equals(name))
                .findFirst();
    }

    /** The types that are declared in the function at this place, the innermost first. */
    List<Die> types() {
        return blocks().stream().flatMap(block -> block.types().stream()).toList();
    }

    /** What the blocks at this place take in from namespaces, the innermost first. */
    List<Imports.Import> imports() {
        return blocks().stream().flatMap(block -> block.imports().stream()).toList();
    }

    Surroundings surroundings() {
        return surroundings;
    }

    FunctionScope function() {
        return function;
    }

    private List<Block> blocks() {
        return function.blocks(surroundings.module().toFile(frame.lookupAddress()));
    }

    /** The value of a variable of this frame; one that says why it cannot be had, if it cannot. */
    public Value value(Variable variable) {
        if (function.isBaseCfa()) {
            Value value = atFrameOffset(variable);
            if (value != null) {
                return value;
            }
        }
        return reader.read(variable);
    }

    /**
     * The value that a parameter had when the function was entered, if it was passed in a register and the call says what it
     * passed (DWARF 5 section 3.4). Empty for unoptimised code, and for what was inlined.
     */
    public Optional<Value> valueOnEntry(Variable parameter) {
        boolean inMemory = function.isBaseCfa() && parameter.frameOffset().isKnown();
        // As in gdb, what calls main is no part of the program.
        if (inMemory || frame.isInlined() || function.isMain()) {
            return Optional.empty();
        }
        OptionalLong entry = function.function().address(DwAt.DW_AT_low_pc);
        try {
            Optional<Expression> place = entry.isPresent() ? parameter.location(entry.getAsLong()) : Optional.empty();
            if (place.isEmpty() || !isRegister(place.get())) {
                return Optional.empty();
            }
            long bits = CallSite.of(surroundings, frame).valueOf(place.get(), 0);
            Type type = parameter.type();
            return Values.isScalar(type) ? Optional.of(Value.Scalar.of(type, bits)) : Optional.empty();
        } catch (UnavailableValueException | MemoryFaultException | FormatException e) {
            return Optional.empty(); // the call does not say what it passed
        }
    }

    private static boolean isRegister(Expression place) {
        if (place.size() != 1) {
            return false;
        }
        int opcode = place.bytes().get(ValueLayout.JAVA_BYTE, 0) & 0xff;
        return opcode >= DwOp.DW_OP_reg0 && opcode <= DwOp.DW_OP_reg31;
    }

    /** What needs no expression to be evaluated: a variable at an offset from the CFA whose type has a size. */
    private @Nullable Value atFrameOffset(Variable variable) {
        try {
            Variable.FrameOffset offset = variable.frameOffset();
            OptionalLong cfa = frame.cfa();
            Type type = variable.type();
            if (!offset.isKnown() || cfa.isEmpty() || !isPlain(type)) {
                return null;
            }
            return Values.load(surroundings.memory(), type, cfa.getAsLong() + offset.bytes());
        } catch (FormatException e) {
            return null; // the reader says what is malformed
        }
    }

    private static boolean isPlain(Type type) {
        return switch (type) {
            case Type.IntegerType _, Type.BooleanType _, Type.FloatType _ -> true;
            case Type.PointerType(Type target) -> !(target instanceof Type.DynamicArrayType);
            default -> false;
        };
    }
}

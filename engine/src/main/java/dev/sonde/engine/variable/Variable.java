package dev.sonde.engine.variable;

import dev.sonde.debuginfo.dwarf.Die;
import dev.sonde.debuginfo.dwarf.DwAt;
import dev.sonde.debuginfo.dwarf.LocationListEntry;
import dev.sonde.debuginfo.dwarf.expression.DwOp;
import dev.sonde.debuginfo.dwarf.expression.Expression;
import dev.sonde.debuginfo.dwarf.expression.Operation;
import dev.sonde.engine.type.TypeReader;
import dev.sonde.engine.value.Type;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A variable or parameter as the debugging information describes it, whatever frame it is looked at in.
 *
 * <p>Source: DWARF 5 section 4.1.
 */
public final class Variable {
    private static final Set<Integer> FIXED = Set.of(
            DwOp.DW_OP_addr,
            DwOp.DW_OP_addrx,
            DwOp.DW_OP_form_tls_address,
            DwOp.DW_OP_GNU_push_tls_address,
            DwOp.DW_OP_GNU_addr_index);

    private final String name;
    private final Die die;
    private final TypeReader types;
    private final boolean parameter;
    private @Nullable Type type;
    private @Nullable List<LocationListEntry> locations;
    private @Nullable FrameOffset offset;

    /** How far from the frame base it is, if its location says just that. */
    record FrameOffset(boolean isKnown, long bytes) {}

    Variable(String name, Die die, TypeReader types, boolean parameter) {
        this.name = name;
        this.die = die;
        this.types = types;
        this.parameter = parameter;
    }

    /** Its name. */
    public String name() {
        return name;
    }

    /** The entry that describes it. */
    public Die die() {
        return die;
    }

    /** Whether it is a parameter. */
    public boolean isParameter() {
        return parameter;
    }

    /**
     * Its type, as far as it does not depend on the frame.
     *
     * @throws dev.sonde.debuginfo.bytes.FormatException if it is malformed
     */
    public Type type() {
        Type known = type;
        if (known == null) {
            known = types.typeOf(die);
            type = known;
        }
        return known;
    }

    /** Whether it has neither a place nor a value of its own, but is one that is defined elsewhere. */
    boolean isDeclaration() {
        return die.flag(DwAt.DW_AT_declaration);
    }

    /** The expression that says where it is when a file address is executed; empty when it is nowhere. */
    Optional<Expression> location(long fileAddress) {
        LocationListEntry byDefault = null;
        for (LocationListEntry entry : locations()) {
            if (entry.isDefault()) {
                byDefault = entry;
            } else if (entry.contains(fileAddress)) {
                return expression(entry);
            }
        }
        return byDefault == null ? Optional.empty() : expression(byDefault);
    }

    private Optional<Expression> expression(LocationListEntry entry) {
        return Optional.of(Expression.of(entry.expression(), holder().unit().encoding()));
    }

    private Die holder() {
        return die.holderOf(DwAt.DW_AT_location).orElse(die);
    }

    private List<LocationListEntry> locations() {
        List<LocationListEntry> known = locations;
        if (known == null) {
            known = holder().locations(DwAt.DW_AT_location);
            locations = known;
        }
        return known;
    }

    /** Whether each frame has its own: it is neither static, nor one for each thread, nor a constant. */
    boolean isOfFrame() {
        List<LocationListEntry> entries = locations();
        if (entries.isEmpty()) {
            return false;
        }
        List<Operation> operations =
                expression(entries.getFirst()).orElseThrow().operations();
        return operations.stream().noneMatch(operation -> FIXED.contains(operation.opcode()));
    }

    /** How far from the frame base it is: nearly all variables of unoptimised code say just that. */
    FrameOffset frameOffset() {
        FrameOffset known = offset;
        if (known == null) {
            known = findFrameOffset();
            offset = known;
        }
        return known;
    }

    private FrameOffset findFrameOffset() {
        List<LocationListEntry> entries = locations();
        if (entries.size() == 1 && entries.getFirst().isDefault()) {
            List<Operation> operations =
                    expression(entries.getFirst()).orElseThrow().operations();
            if (operations.size() == 1 && operations.getFirst().opcode() == DwOp.DW_OP_fbreg) {
                return new FrameOffset(true, operations.getFirst().first());
            }
        }
        return new FrameOffset(false, 0);
    }

    @Override
    public String toString() {
        return name;
    }
}

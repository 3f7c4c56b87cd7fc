package dev.sonde.engine.variable;

import dev.sonde.debuginfo.bytes.FormatException;
import dev.sonde.debuginfo.dwarf.Die;
import dev.sonde.debuginfo.dwarf.DwAt;
import dev.sonde.debuginfo.dwarf.DwTag;
import dev.sonde.debuginfo.dwarf.expression.DwOp;
import dev.sonde.debuginfo.dwarf.expression.Expression;
import dev.sonde.debuginfo.dwarf.expression.Operation;
import dev.sonde.engine.type.Languages;
import dev.sonde.engine.type.TypeReader;
import dev.sonde.engine.value.ObjectParts;
import dev.sonde.engine.value.SourceLanguage;
import dev.sonde.engine.value.StructType;
import dev.sonde.engine.value.Type;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The parameters, blocks and variables of one function or of one inlined copy of it. Made once for each.
 *
 * <p>Source: DWARF 5 sections 3.3 and 3.5.
 */
final class FunctionScope {
    private static final int MAX_DEPTH = 256;

    private final Die function;
    private final TypeReader types;
    private final List<Variable> parameters = new ArrayList<>();
    private final Block body;
    private final boolean baseIsCfa;
    private final boolean isMain;
    private final SourceLanguage language;

    FunctionScope(Die function, TypeReader types) {
        this.function = function;
        this.types = types;
        body = block(function, 0);
        baseIsCfa = isCfa(function);
        isMain = function.name().filter("main"::equals).isPresent();
        language = Languages.of(function);
    }

    /** The entry of the function. */
    Die function() {
        return function;
    }

    /** Whether it is the one that a program starts with. */
    boolean isMain() {
        return isMain;
    }

    /** The language that it is written in. */
    SourceLanguage language() {
        return language;
    }

    /** The parameters in their order. */
    List<Variable> parameters() {
        return parameters;
    }

    /** The function's own block. */
    Block body() {
        return body;
    }

    /** Whether the frame base is the canonical frame address, as gcc has it. */
    boolean isBaseCfa() {
        return baseIsCfa;
    }

    /** The blocks around a file address, the innermost first. */
    List<Block> blocks(long fileAddress) {
        List<Block> found = new ArrayList<>();
        Block at = body;
        while (at != null) {
            found.addFirst(at);
            Block next = null;
            for (Block inner : at.inner()) {
                if (inner.contains(fileAddress)) {
                    next = inner;
                    break;
                }
            }
            at = next;
        }
        return found;
    }

    /** A variable of any block, such as a static one. */
    Optional<Variable> anywhere(String name) {
        return anywhere(body, name)
                .or(() -> parameters.stream()
                        .filter(variable -> variable.name().equals(name))
                        .findFirst());
    }

    /** Whether {@code name} is a member of what {@code this} points to. */
    boolean isMember(String name) {
        return parameters.stream()
                .filter(variable -> variable.name().equals("this"))
                .map(variable -> variable.type().unqualified())
                .filter(Type.PointerType.class::isInstance)
                .map(type -> ((Type.PointerType) type).target().unqualified())
                .filter(StructType.class::isInstance)
                .anyMatch(type -> ObjectParts.find((StructType) type, name).isPresent());
    }

    private static Optional<Variable> anywhere(Block block, String name) {
        for (Variable variable : block.variables()) {
            if (variable.name().equals(name)) {
                return Optional.of(variable);
            }
        }
        return block.inner().stream()
                .flatMap(inner -> anywhere(inner, name).stream())
                .findFirst();
    }

    private Block block(Die die, int depth) {
        List<Variable> variables = new ArrayList<>();
        List<Die> declared = new ArrayList<>();
        List<Imports.Import> imports = new ArrayList<>();
        List<Block> inner = new ArrayList<>();
        Set<Die> copied = new HashSet<>();
        for (Die child : die.children()) {
            child.reference(DwAt.DW_AT_abstract_origin).ifPresent(copied::add);
            Imports.of(child).ifPresent(imports::add);
            add(child, depth, variables, declared, inner);
        }
        // What was left out of a copy because nothing of it remained is still declared there.
        Optional<Die> origin = die.reference(DwAt.DW_AT_abstract_origin);
        if (origin.isPresent() && depth < MAX_DEPTH) {
            for (Die child : origin.get().children()) {
                boolean block = child.tag() == DwTag.DW_TAG_lexical_block;
                if (!block && !copied.contains(child)) {
                    Imports.of(child).ifPresent(imports::add);
                    add(child, depth, variables, declared, inner);
                }
            }
        }
        return new Block(die.ranges(), variables, declared, imports, inner);
    }

    private void add(Die child, int depth, List<Variable> variables, List<Die> declared, List<Block> inner) {
        switch (child.tag()) {
            case DwTag.DW_TAG_formal_parameter -> {
                if (depth == 0) {
                    child.name().ifPresent(name -> parameters.add(new Variable(name, child, types, true)));
                }
            }
            case DwTag.DW_TAG_variable, DwTag.DW_TAG_constant ->
                child.name().ifPresent(name -> variables.add(new Variable(name, child, types, false)));
            case DwTag.DW_TAG_lexical_block -> {
                if (depth < MAX_DEPTH) {
                    inner.add(block(child, depth + 1));
                }
            }
            case DwTag.DW_TAG_structure_type,
                    DwTag.DW_TAG_class_type,
                    DwTag.DW_TAG_union_type,
                    DwTag.DW_TAG_enumeration_type,
                    DwTag.DW_TAG_typedef -> declared.add(child);
            default -> {} // calls, labels, inlined functions: nothing with a name of this scope
        }
    }

    private static boolean isCfa(Die function) {
        try {
            return function.expression(DwAt.DW_AT_frame_base)
                    .map(bytes ->
                            Expression.of(bytes, function.unit().encoding()).operations())
                    .filter(operations -> operations.size() == 1)
                    .map(List::getFirst)
                    .map(Operation::opcode)
                    .filter(opcode -> opcode == DwOp.DW_OP_call_frame_cfa)
                    .isPresent();
        } catch (FormatException e) {
            return false; // whoever needs the base says what is wrong with it
        }
    }
}

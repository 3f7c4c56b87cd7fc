package dev.sonde.engine.value;

import java.util.List;
import java.util.Optional;

/**
 * What a structure, class or union consists of.
 *
 * @param bases in the order of the declaration
 * @param members data members, static ones too
 * @param methods member functions
 * @param typedefs types that are named inside
 * @param arguments those of a template that are types
 * @param variants what tells the variants of a Rust enumeration apart
 * @param passing how calls pass and return objects
 * @param alignment what the source demands for the whole or a member ({@code alignas}), in bytes; 1 for nothing
 */
public record StructBody(
        List<BaseClass> bases,
        List<Member> members,
        List<Method> methods,
        List<NestedTypedef> typedefs,
        List<TemplateArgument> arguments,
        Optional<VariantPart> variants,
        Passing passing,
        long alignment) {
    /** Copies the lists. */
    public StructBody {
        bases = List.copyOf(bases);
        members = List.copyOf(members);
        methods = List.copyOf(methods);
        typedefs = List.copyOf(typedefs);
        arguments = List.copyOf(arguments);
    }

    /** How calls pass and return objects of a class. */
    public enum Passing {
        /** By their address, for they are not trivial to copy. */
        BY_REFERENCE,
        /** As they are. */
        BY_VALUE,
        /** As they are, unless a base or a member is passed by its address. */
        AS_PARTS
    }

    /**
     * A typedef inside a class.
     *
     * @param name without scopes
     */
    public record NestedTypedef(String name, TypedefType type, Access access) {}

    /**
     * A type that a template was given.
     *
     * @param name the template's name for it; empty for one of a pack
     */
    public record TemplateArgument(String name, Type type) {}

    /** One that has members and nothing else. */
    public static StructBody of(List<Member> members) {
        return new StructBody(
                List.of(), members, List.of(), List.of(), List.of(), Optional.empty(), Passing.AS_PARTS, 1);
    }
}

package dev.sonde.engine.type;

import dev.sonde.debuginfo.dwarf.Die;
import dev.sonde.debuginfo.dwarf.DwAt;
import dev.sonde.debuginfo.dwarf.DwCc;
import dev.sonde.debuginfo.dwarf.DwTag;
import dev.sonde.engine.value.StructBody.Passing;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Reads how objects of a class are passed to functions and returned.
 *
 * <p>Source: DWARF 5 sections 5.7.1 and 5.7.8; Itanium C++ ABI section 1.1, "non-trivial for the purposes of calls".
 */
final class PassingReader {
    /** DWARF 5 table 7.24: defaulted in the class, so that the compiler decides whether it is trivial. */
    private static final int DEFAULTED_IN_CLASS = 1;

    private PassingReader() {}

    /** As the entry says, or as its member functions tell where an older compiler has not said it. */
    static Passing of(Die structure) {
        OptionalLong said = structure.constant(DwAt.DW_AT_calling_convention);
        if (said.isPresent()) {
            return said.getAsLong() == DwCc.DW_CC_pass_by_reference ? Passing.BY_REFERENCE : Passing.BY_VALUE;
        }
        String name = plain(structure.name().orElse(""));
        for (Die child : structure.children()) {
            if (child.tag() == DwTag.DW_TAG_subprogram && isNotTrivial(child, structure, name)) {
                return Passing.BY_REFERENCE;
            }
        }
        return Passing.AS_PARTS;
    }

    private static boolean isNotTrivial(Die method, Die structure, String className) {
        if (method.constant(DwAt.DW_AT_virtuality).orElse(0) != 0) {
            return true; // the copy of an object with a vtable sets the pointer to it
        }
        if (method.flag(DwAt.DW_AT_artificial)
                || method.flag(DwAt.DW_AT_deleted)
                || method.constant(DwAt.DW_AT_defaulted).orElse(0) == DEFAULTED_IN_CLASS) {
            return false;
        }
        String name = method.name().orElse("");
        return name.startsWith("~") || (plain(name).equals(className) && copies(method, structure));
    }

    /** Whether the first parameter after {@code this}, and the only one, is a reference to the class. */
    private static boolean copies(Die method, Die structure) {
        int shown = 0;
        boolean own = false;
        for (Die parameter : method.children()) {
            if (parameter.tag() == DwTag.DW_TAG_formal_parameter && !parameter.flag(DwAt.DW_AT_artificial)) {
                shown++;
                own = parameter
                        .reference(DwAt.DW_AT_type)
                        .filter(type -> type.tag() == DwTag.DW_TAG_reference_type
                                || type.tag() == DwTag.DW_TAG_rvalue_reference_type)
                        .flatMap(type -> type.reference(DwAt.DW_AT_type))
                        .map(PassingReader::unqualified)
                        .filter(structure::equals)
                        .isPresent();
            }
        }
        return shown == 1 && own;
    }

    private static Die unqualified(Die type) {
        Optional<Die> base = type.tag() == DwTag.DW_TAG_const_type || type.tag() == DwTag.DW_TAG_volatile_type
                ? type.reference(DwAt.DW_AT_type)
                : Optional.empty();
        return base.orElse(type);
    }

    /** A constructor of a template's class is named without the arguments. */
    private static String plain(String name) {
        int arguments = name.indexOf('<');
        return arguments < 0 ? name : name.substring(0, arguments);
    }
}

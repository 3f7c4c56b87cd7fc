package dev.sonde.debuginfo.dwarf.index;

import static dev.sonde.debuginfo.dwarf.DwAt.*;
import static dev.sonde.debuginfo.dwarf.DwForm.*;
import static dev.sonde.debuginfo.dwarf.DwTag.*;

import dev.sonde.debuginfo.dwarf.Encoding;
import dev.sonde.debuginfo.dwarf.FormSkipper;
import java.util.Arrays;

/**
 * How the scan reads the entries of one abbreviation: a short program of steps that skips everything except the few
 * attributes the index needs, with neighbouring attributes of fixed sizes skipped at once.
 */
final class ScanPlan {
    // A step is an operation in the low byte and an operand, a size or a form, above it.
    static final int SKIP = 0;
    static final int SKIP_LEB = 1;
    static final int SKIP_STRING = 2;
    static final int SKIP_BLOCK1 = 3;
    static final int SKIP_BLOCK2 = 4;
    static final int SKIP_BLOCK4 = 5;
    static final int SKIP_BLOCK = 6;
    static final int SKIP_INDIRECT = 7;
    static final int NAME_STRP4 = 8;
    static final int NAME = 9;
    static final int SIBLING4 = 10;
    static final int SIBLING = 11;
    static final int LINK4 = 12;
    static final int LINK = 13;
    static final int DECLARATION = 14;
    static final int LANGUAGE = 15;
    static final int UNKNOWN_FORM = 16;
    static final int ENUM_CLASS = 17;
    static final int EXPORT_SYMBOLS = 18;

    final int tag;
    final boolean hasChildren;
    final int[] steps;
    /** Whether the entry is a declaration by a flag that takes no bytes. */
    final boolean declaration;

    final boolean enumClass;
    final boolean exportSymbols;
    final boolean hasConstantValue;
    final boolean hasSplitName;
    final boolean hasSignature;

    private ScanPlan(
            int tag,
            boolean hasChildren,
            int[] steps,
            boolean declaration,
            boolean enumClass,
            boolean exportSymbols,
            boolean hasConstantValue,
            boolean hasSplitName,
            boolean hasSignature) {
        this.tag = tag;
        this.hasChildren = hasChildren;
        this.steps = steps;
        this.declaration = declaration;
        this.enumClass = enumClass;
        this.exportSymbols = exportSymbols;
        this.hasConstantValue = hasConstantValue;
        this.hasSplitName = hasSplitName;
        this.hasSignature = hasSignature;
    }

    /** The plan of an abbreviation with the first {@code count} of the given attributes. */
    static ScanPlan compile(
            int tag, boolean hasChildren, int[] names, int[] forms, int count, Encoding encoding, int[] scratch) {
        boolean indexed = isIndexed(tag);
        boolean declaration = false;
        boolean enumClass = false;
        boolean exportSymbols = false;
        boolean constantValue = false;
        boolean splitName = false;
        boolean signature = false;
        int size = 0;
        for (int i = 0; i < count; i++) {
            int name = names[i];
            int form = forms[i];
            int step = skipStep(form, encoding);
            switch (name) {
                case DW_AT_name -> step = indexed ? nameStep(form, encoding) : step;
                case DW_AT_sibling -> step = hasChildren ? step(form == DW_FORM_ref4 ? SIBLING4 : SIBLING, form) : step;
                case DW_AT_specification, DW_AT_abstract_origin ->
                    step = indexed ? step(form == DW_FORM_ref4 ? LINK4 : LINK, form) : step;
                case DW_AT_declaration -> {
                    declaration |= form == DW_FORM_flag_present;
                    step = form == DW_FORM_flag ? step(DECLARATION, 0) : step;
                }
                case DW_AT_enum_class -> {
                    enumClass |= form == DW_FORM_flag_present;
                    step = form == DW_FORM_flag ? step(ENUM_CLASS, 0) : step;
                }
                case DW_AT_export_symbols -> {
                    exportSymbols |= form == DW_FORM_flag_present;
                    step = form == DW_FORM_flag ? step(EXPORT_SYMBOLS, 0) : step;
                }
                case DW_AT_const_value -> constantValue = true;
                case DW_AT_signature -> signature = true;
                case DW_AT_dwo_name, DW_AT_GNU_dwo_name -> splitName = true;
                case DW_AT_language -> step = isFixedConstant(form) ? step(LANGUAGE, form) : step;
                default -> {}
            }
            if ((step & 0xff) == SKIP && size > 0 && (scratch[size - 1] & 0xff) == SKIP) {
                scratch[size - 1] += step;
            } else if (step != SKIP) {
                scratch[size++] = step;
            }
        }
        return new ScanPlan(
                tag,
                hasChildren,
                Arrays.copyOf(scratch, size),
                declaration,
                enumClass,
                exportSymbols,
                constantValue,
                splitName,
                signature);
    }

    private static boolean isFixedConstant(int form) {
        return form == DW_FORM_data1 || form == DW_FORM_data2;
    }

    private static int step(int operation, int operand) {
        return operation | operand << 8;
    }

    private static int nameStep(int form, Encoding encoding) {
        return step(form == DW_FORM_strp && encoding.offsetSize() == 4 ? NAME_STRP4 : NAME, form);
    }

    private static int skipStep(int form, Encoding encoding) {
        int size = FormSkipper.fixedSize(form, encoding);
        if (size != FormSkipper.VARIABLE) {
            return step(SKIP, size);
        }
        return switch (form) {
            case DW_FORM_sdata,
                    DW_FORM_udata,
                    DW_FORM_ref_udata,
                    DW_FORM_strx,
                    DW_FORM_addrx,
                    DW_FORM_loclistx,
                    DW_FORM_rnglistx,
                    DW_FORM_GNU_addr_index,
                    DW_FORM_GNU_str_index -> SKIP_LEB;
            case DW_FORM_string -> SKIP_STRING;
            case DW_FORM_block1 -> SKIP_BLOCK1;
            case DW_FORM_block2 -> SKIP_BLOCK2;
            case DW_FORM_block4 -> SKIP_BLOCK4;
            case DW_FORM_block, DW_FORM_exprloc -> SKIP_BLOCK;
            case DW_FORM_indirect -> SKIP_INDIRECT;
            default -> step(UNKNOWN_FORM, form);
        };
    }

    /** Whether names of entries with this tag matter. */
    private static boolean isIndexed(int tag) {
        return switch (tag) {
            case DW_TAG_subprogram,
                    DW_TAG_variable,
                    DW_TAG_member,
                    DW_TAG_namespace,
                    DW_TAG_module,
                    DW_TAG_enumerator,
                    DW_TAG_constant,
                    DW_TAG_imported_declaration -> true;
            default -> isType(tag);
        };
    }

    static boolean isType(int tag) {
        return switch (tag) {
            case DW_TAG_structure_type,
                    DW_TAG_class_type,
                    DW_TAG_union_type,
                    DW_TAG_interface_type,
                    DW_TAG_enumeration_type,
                    DW_TAG_typedef,
                    DW_TAG_template_alias,
                    DW_TAG_base_type,
                    DW_TAG_unspecified_type,
                    DW_TAG_subrange_type,
                    DW_TAG_set_type,
                    DW_TAG_string_type,
                    DW_TAG_file_type -> true;
            default -> false;
        };
    }
}

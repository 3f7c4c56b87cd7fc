package dev.sonde.debuginfo.dwarf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.debuginfo.dwarf.expression.DwOp;
import dev.sonde.debuginfo.dwarf.expression.Expression;
import dev.sonde.debuginfo.dwarf.expression.Operation;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Compares every entry of a program with what {@code llvm-dwarfdump} prints. */
class DieDifferentialTest {
    private static final Pattern ENTRY = Pattern.compile("0x([0-9a-f]{8}): ( *)(DW_TAG_\\w+|NULL)");
    private static final Pattern ATTRIBUTE = Pattern.compile(" +(DW_AT_\\w+)\\t\\((.*)");
    private static final Pattern RANGE = Pattern.compile("\\[0x([0-9a-f]+), 0x([0-9a-f]+)\\)");
    private static final Pattern OPERATION = Pattern.compile("DW_OP_\\w+");

    /** Where these come the tool stops. */
    private static final Set<Integer> UNKNOWN_TO_THE_TOOL = Set.of(
            DwOp.DW_OP_GNU_uninit, DwOp.DW_OP_implicit_pointer, DwOp.DW_OP_GNU_implicit_pointer, DwOp.DW_OP_const_type);

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-gdwarf-2 -gstrict-dwarf -O0",
                "-gdwarf-3 -O2",
                "-gdwarf-4 -O2",
                "-gdwarf-4 -O0 -fdebug-types-section",
                "-gdwarf-5 -O0",
                "-gdwarf-5 -O2",
                "-gdwarf-5 -O2 -no-pie",
                "-gdwarf-5 -O2 -fdebug-types-section",
                "-gdwarf-5 -gdwarf64 -O2",
                "-gdwarf-5 -Og -gz",
            })
    void everyEntry(String flags) {
        Tools.require("llvm-dwarfdump");
        Path program = Programs.shapes(directory, flags.split(" ", -1));
        Dwarf dwarf = Dwarf.of(TestElf.open(program));
        Map<String, List<Dumped>> expected = dumped(program);
        assertThat(expected).isNotEmpty();
        Map<String, List<Dumped>> actual = new LinkedHashMap<>();
        for (Unit unit : dwarf.units()) {
            collect(unit.root(), 1, actual.computeIfAbsent(unit.section(), _ -> new ArrayList<>()));
        }
        assertThat(actual.keySet()).isEqualTo(expected.keySet());
        for (Map.Entry<String, List<Dumped>> section : actual.entrySet()) {
            List<Dumped> theirs = expected.getOrDefault(section.getKey(), List.of());
            for (int i = 0; i < theirs.size(); i++) {
                assertThat(section.getValue().get(i)).isEqualTo(theirs.get(i));
            }
            assertThat(section.getValue()).hasSameSizeAs(theirs);
        }
        assertThat(dwarf.diagnostics()).isEmpty();
    }

    private record Dumped(long offset, int depth, String tag, List<String> attributes) {}

    private static void collect(Die die, int depth, List<Dumped> into) {
        var attributes = new ArrayList<String>();
        for (Attribute attribute : die.attributes()) {
            attributes.add(DwAt.name(attribute.name()) + describe(die, attribute));
        }
        into.add(new Dumped(die.offset(), depth, DwTag.name(die.tag()), attributes));
        for (Die child : die.children()) {
            // Finding parents walks the tree, so a sample has to do.
            if (child.offset() % 16 == 0) {
                assertThat(child.parent()).as("parent of %s", child).contains(die);
            }
            collect(child, depth + 1, into);
        }
    }

    private static String describe(Die die, Attribute attribute) {
        return switch (attribute.value()) {
            case AttributeValue.Text(String text) -> " \"" + text + "\"";
            case AttributeValue.Address(long address) -> " " + Long.toHexString(address);
            // Before DWARF 4 the tool prints flags as bytes.
            case AttributeValue.Flag(boolean value) when die.unit().encoding().version() >= 4 -> " " + value;
            case AttributeValue.Reference(long target) -> " ->" + Long.toHexString(target);
            case AttributeValue.Exprloc(MemorySegment bytes) -> operations(die, bytes);
            case AttributeValue.Block(MemorySegment bytes)
            when attribute.name() != DwAt.DW_AT_const_value -> operations(die, bytes);
            case AttributeValue.TypeSignature(long signature) -> " ->" + Long.toHexString(signature >>> 32);
            case AttributeValue.Constant _
            when attribute.name() == DwAt.DW_AT_high_pc ->
                " " + Long.toHexString(die.highPc().orElseThrow());
            case AttributeValue.SectionOffset _, AttributeValue.ListIndex _, AttributeValue.Constant _ -> {
                boolean list = !(attribute.value() instanceof AttributeValue.Constant)
                        || (die.unit().encoding().version() < 4 && attribute.form() == DwForm.DW_FORM_data4);
                if (list && attribute.name() == DwAt.DW_AT_ranges) {
                    yield die.ranges().stream()
                            .map(r -> " [" + Long.toHexString(r.start()) + "," + Long.toHexString(r.end()) + ")")
                            .reduce("", String::concat);
                }
                if (list && List.of(DwAt.DW_AT_location, DwAt.DW_AT_frame_base).contains(attribute.name())) {
                    yield die.locations(attribute.name()).stream()
                            .map(e -> " [" + Long.toHexString(e.start()) + "," + Long.toHexString(e.end()) + ")"
                                    + operations(die, e.expression()))
                            .reduce("", String::concat);
                }
                yield "";
            }
            default -> "";
        };
    }

    private static String operations(Die die, MemorySegment bytes) {
        var names = new StringBuilder();
        append(Expression.of(bytes, die.unit().encoding()), names);
        return names.toString();
    }

    private static void append(Expression expression, StringBuilder names) {
        for (Operation operation : expression.operations()) {
            if (UNKNOWN_TO_THE_TOOL.contains(operation.opcode())) {
                return;
            }
            names.append(' ').append(operation.toString().replaceFirst(" .*", ""));
            if (operation.toString().contains("entry_value")) {
                append(operation.nested(), names);
            }
        }
    }

    /** The entries of each section, described in the same way from the tool's text. */
    private Map<String, List<Dumped>> dumped(Path program) {
        Map<String, List<Dumped>> result = new LinkedHashMap<>();
        List<Dumped> entries = new ArrayList<>();
        List<String> attributes = new ArrayList<>();
        for (String line :
                Tools.run(directory, "llvm-dwarfdump", "--debug-info", "--debug-types", program.toString())) {
            Matcher entry = ENTRY.matcher(line);
            Matcher attribute = ATTRIBUTE.matcher(line);
            if (line.startsWith(".debug_")) {
                entries = new ArrayList<>();
                result.put(line.substring(0, line.indexOf(' ')), entries);
            } else if (entry.find()) {
                attributes = new ArrayList<>();
                if (!entry.group(3).equals("NULL")) {
                    entries.add(new Dumped(
                            Long.parseLong(entry.group(1), 16),
                            (entry.group(2).length() + 2) / 2,
                            entry.group(3),
                            attributes));
                }
            } else if (attribute.matches()) {
                attributes.add(attribute.group(1) + value(attribute.group(1), attribute.group(2)));
            } else if (!attributes.isEmpty() && RANGE.matcher(line).find()) {
                // A list goes on over several lines.
                attributes.set(
                        attributes.size() - 1,
                        attributes.getLast() + value(attributes.getLast().replaceFirst(" .*", ""), line));
            }
        }
        result.values().removeIf(List::isEmpty);
        return result;
    }

    private static String value(String name, String text) {
        Matcher range = RANGE.matcher(text);
        var result = new StringBuilder();
        if (range.find()) {
            if (range.group(1).equals(range.group(2))) {
                return "";
            }
            result.append(" [")
                    .append(hex(range.group(1)))
                    .append(',')
                    .append(hex(range.group(2)))
                    .append(')');
            OPERATION.matcher(text).results().forEach(r -> result.append(' ').append(r.group()));
            return result.toString();
        }
        if (text.startsWith("\"") && !name.endsWith("_file")) {
            return " " + text.substring(0, text.lastIndexOf('"') + 1).replace("\\\"", "\"");
        }
        if (text.startsWith("true") || text.startsWith("false")) {
            return " " + text.substring(0, text.indexOf(')'));
        }
        if (text.startsWith("DW_OP_")) {
            OPERATION.matcher(text).results().forEach(r -> result.append(' ').append(r.group()));
            return result.toString();
        }
        if (text.startsWith("0x") && isAddress(name, text)) {
            return " " + hex(text.substring(2, 18));
        }
        if (text.startsWith("0x") && isReference(name)) {
            return " ->" + hex(text.substring(2, 10));
        }
        return "";
    }

    private static boolean isAddress(String name, String text) {
        return text.length() >= 19
                && text.charAt(18) == ')'
                && List.of("DW_AT_low_pc", "DW_AT_high_pc", "DW_AT_entry_pc", "DW_AT_call_return_pc")
                        .contains(name);
    }

    private static boolean isReference(String name) {
        return List.of(
                        "DW_AT_type",
                        "DW_AT_sibling",
                        "DW_AT_specification",
                        "DW_AT_abstract_origin",
                        "DW_AT_containing_type",
                        "DW_AT_object_pointer",
                        "DW_AT_call_origin",
                        "DW_AT_import",
                        "DW_AT_signature")
                .contains(name);
    }

    private static String hex(String digits) {
        return Long.toHexString(Long.parseUnsignedLong(digits, 16)).toLowerCase(Locale.ROOT);
    }
}

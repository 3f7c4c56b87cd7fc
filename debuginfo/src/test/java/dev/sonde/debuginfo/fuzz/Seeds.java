package dev.sonde.debuginfo.fuzz;

import static dev.sonde.debuginfo.dwarf.expression.DwOp.*;

import dev.sonde.debuginfo.dwarf.Bytes;
import dev.sonde.debuginfo.dwarf.SectionSource;
import dev.sonde.debuginfo.dwarf.TestElf;
import dev.sonde.debuginfo.dwarf.Tools;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Valid inputs, for fuzzing to start from: the sections of a small library, compiled in several ways, and some bytes
 * written out here. Without a compiler only the latter.
 */
final class Seeds {
    private static final String SOURCE = """
            namespace shapes {
            struct Shape { int sides; virtual int area(int n) const; };
            template <typename T> inline T twice(T value) { return value + value; }
            enum class Colour { red, green };
            int Shape::area(int n) const {
              int sum = 0;
              for (int i = 0; i < n; i++) { Shape *copy = new Shape(*this); sum += twice(copy->sides * i); delete copy; }
              return sum + static_cast<int>(Colour::green);
            }
            }
            extern "C" int area(shapes::Shape *shape, int (*done)(int)) {
              int result = shape->area(3);
              if (done(result)) result = shapes::twice(result) + done(7);
              return result;
            }
            """;

    private static final List<String> VARIANTS = List.of(
            "-gdwarf-5 -O2",
            "-gdwarf-4 -O2 -fdebug-types-section",
            "-gdwarf-2 -gstrict-dwarf -O0",
            "-gdwarf-5 -O1 -gdwarf64");

    private static final List<Library> LIBRARIES = compile();

    private record Library(MemorySegment file, TestElf sections) {
        byte[] section(String name) {
            return sections.find(name).isPresent() ? sections.copy(name) : new byte[0];
        }
    }

    private Seeds() {}

    /** The good entries that an index is tried on. */
    static SectionSource entriesOfProgram() {
        return LIBRARIES.isEmpty()
                ? _ -> Optional.empty()
                : LIBRARIES.getFirst().sections();
    }

    static Stream<byte[]> elf() {
        return LIBRARIES.stream().map(library -> library.file().toArray(ValueLayout.JAVA_BYTE));
    }

    static Stream<byte[]> entries() {
        return LIBRARIES.stream()
                .map(library -> Parts.join(
                        library.section(".debug_abbrev"),
                        library.section(".debug_info"),
                        library.section(".debug_str")));
    }

    static Stream<byte[]> line() {
        return LIBRARIES.stream()
                .map(library -> Parts.join(library.section(".debug_line"), library.section(".debug_line_str")));
    }

    static Stream<byte[]> callFrames() {
        return LIBRARIES.stream()
                .map(library -> Parts.join(library.section(".eh_frame"), library.section(".eh_frame_hdr")));
    }

    static Stream<byte[]> expression() {
        return Stream.of(
                        new Bytes().u8(DW_OP_breg7, 8, DW_OP_deref, DW_OP_plus_uconst, 1, DW_OP_stack_value),
                        new Bytes()
                                .u8(
                                        DW_OP_reg3,
                                        DW_OP_piece,
                                        4,
                                        DW_OP_fbreg,
                                        0x78,
                                        DW_OP_piece,
                                        4,
                                        DW_OP_bit_piece,
                                        3,
                                        1),
                        new Bytes()
                                .u8(
                                        DW_OP_lit5,
                                        DW_OP_dup,
                                        DW_OP_lit1,
                                        DW_OP_minus,
                                        DW_OP_bra,
                                        0xfa,
                                        0xff,
                                        DW_OP_skip,
                                        0,
                                        0),
                        new Bytes()
                                .u8(DW_OP_const8u)
                                .u64(-1)
                                .u8(DW_OP_const4s)
                                .u32(-1)
                                .u8(DW_OP_div, DW_OP_mod, DW_OP_shra),
                        new Bytes()
                                .u8(DW_OP_call2)
                                .u16(4)
                                .u8(DW_OP_call4)
                                .u32(9)
                                .u8(DW_OP_entry_value, 1, DW_OP_reg5),
                        new Bytes().u8(DW_OP_implicit_value, 4, 1, 2, 3, 4),
                        new Bytes()
                                .u8(DW_OP_const_type, 0, 2, 1, 2, DW_OP_convert, 0, DW_OP_implicit_pointer)
                                .u32(3)
                                .u8(1))
                .map(Bytes::toArray);
    }

    static Stream<byte[]> locations() {
        var old = new Bytes().u8(0);
        for (int[] pair : new int[][] {{0, 16}, {16, 32}}) {
            old.u64(pair[0]).u64(pair[1]).u16(1).u8(DW_OP_reg3);
        }
        old.u64(0).u64(0);
        var lists = LIBRARIES.stream().map(library -> new Bytes().u8(1).bytes(library.section(".debug_loclists")));
        var written = new Bytes()
                .u8(1)
                .u8(4, 1, 2, 1, DW_OP_reg3) // offset_pair
                .u8(8)
                .u64(0x7300)
                .u8(16, 1, DW_OP_reg3) // start_length
                .u8(3, 1, 8, 1, DW_OP_reg3) // startx_length
                .u8(0);
        return Stream.concat(Stream.of(old, written), lists).map(Bytes::toArray);
    }

    static Stream<byte[]> names() {
        byte[] none = new Bytes().u8(0).u32(0).toArray();
        // A table with one unit, no buckets, and no names; then an index of version 8 without anything.
        byte[] small = new Bytes()
                .u8(0)
                .sized(new Bytes()
                        .u16(5)
                        .u16(0)
                        .u32(1)
                        .u32(0)
                        .u32(0)
                        .u32(0)
                        .u32(1)
                        .u32(4)
                        .u32(1)
                        .u32(0)
                        .u32(0)
                        .u8(1, 0x2e, 3, 0x13, 0, 0, 0)
                        .u8(1)
                        .u32(12)
                        .u8(0))
                .toArray();
        byte[] gdb = new Bytes()
                .u8(1)
                .u32(8)
                .u32(24)
                .u32(40)
                .u32(40)
                .u32(40)
                .u32(56)
                .u64(0)
                .u64(64)
                .u64(0)
                .u64(0)
                .toArray();
        return Stream.of(none, small, gdb);
    }

    private static List<Library> compile() {
        var libraries = new ArrayList<Library>();
        if (!Tools.has("g++")) {
            return libraries;
        }
        try {
            Path directory = Files.createTempDirectory("sonde-seeds");
            for (String variant : VARIANTS) {
                var flags = new ArrayList<>(List.of(
                        "-shared",
                        "-fPIC",
                        "-nostdlib",
                        "-Wl,--build-id",
                        "-Wl,-z,noseparate-code",
                        "-fno-exceptions",
                        "-fasynchronous-unwind-tables"));
                flags.addAll(List.of(variant.split(" ", -1)));
                Path library = Tools.compile(directory, "seed.so", "seed.cpp", SOURCE, flags.toArray(String[]::new));
                libraries.add(new Library(MemorySegment.ofArray(Files.readAllBytes(library)), TestElf.open(library)));
                Files.delete(library);
            }
            try (Stream<Path> files = Files.walk(directory)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return libraries;
    }

    /** All seeds of a target. */
    static List<byte[]> of(String target) {
        return switch (target) {
            case "elf" -> elf().toList();
            case "entries" -> entries().toList();
            case "line" -> line().toList();
            case "callFrames" -> callFrames().toList();
            case "expression" -> expression().toList();
            case "locations" -> locations().toList();
            case "names" -> names().toList();
            default -> throw new IllegalArgumentException(target);
        };
    }
}

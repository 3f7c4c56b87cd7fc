package dev.sonde.engine.value;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.engine.inferior.Memory;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Structures of which not everything can be read, that are very large, or that contain themselves. */
class StructuresTest {
    private static final long BASE = 0x1000;

    private static StructType struct(String tag, long size, List<Member> members) {
        return new StructType(
                tag, StructType.Kind.STRUCT, tag, size, true, SourceLanguage.C, () -> StructBody.of(members));
    }

    /** Memory of {@code bytes} from {@link #BASE} on, and nothing else. */
    private static final class Bytes implements Memory {
        private final byte[] bytes;

        Bytes(byte[] bytes) {
            this.bytes = bytes;
        }

        @Override
        public long read(long address, MemorySegment into) {
            long offset = address - BASE;
            if (offset < 0 || offset >= bytes.length) {
                return 0;
            }
            long count = Math.min(into.byteSize(), bytes.length - offset);
            MemorySegment.copy(MemorySegment.ofArray(bytes), offset, into, 0, count);
            return count;
        }

        @Override
        public long write(long address, MemorySegment from) {
            return 0;
        }
    }

    private static String text(Type type, byte[] memory) {
        Optional<Memory> known = Optional.of(new Bytes(memory));
        return new ValueFormatter(PrintOptions.DEFAULT, AddressSymbols.NONE, known)
                .format(Values.load(known, type, BASE));
    }

    @Test
    void whatCanBeReadOfAStructureIsPrinted() {
        Type type = struct(
                "s",
                16,
                List.of(
                        new Member("first", Types.INT, 0),
                        new Member("text", Types.arrayOf(Types.CHAR, 4), 4),
                        new Member("last", Types.LONG, 8)));
        assertThat(text(type, new byte[] {7, 0, 0, 0, 'a', 'b', 0, 0, 1}))
                .isEqualTo(
                        "{first = 7, text = \"ab\\000\", " + "last = <error: Cannot access memory at address 0x1009>}");
    }

    @Test
    void anOptimizedOutPartIsNamedAlone() {
        Type type = struct("s", 8, List.of(new Member("a", Types.INT, 0), new Member("b", Types.INT, 4)));
        Value value = Values.assembled(
                type,
                new byte[] {1, 0, 0, 0, 0, 0, 0, 0},
                List.of(new Values.MissingPart(32, 64, Missing.OptimizedOut.INSTANCE)),
                Place.Nowhere.INSTANCE);
        assertThat(new ValueFormatter(PrintOptions.DEFAULT, AddressSymbols.NONE, Optional.empty()).format(value))
                .isEqualTo("{a = 1, b = <optimized out>}");
    }

    @Test
    void bitFieldsKeepTheirSign() {
        Type type = struct(
                "bits",
                4,
                List.of(
                        new Member("a", Types.UNSIGNED_INT, 0, 3, Access.PUBLIC, false, Optional.empty()),
                        new Member("b", Types.INT, 3, 5, Access.PUBLIC, false, Optional.empty())));
        assertThat(text(type, new byte[] {(byte) 0b11101_101, 0, 0, 0})).isEqualTo("{a = 5, b = -3}");
    }

    @Test
    void aStructureOfTenThousandMembersIsPrinted() {
        List<Member> members = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            members.add(new Member("m" + i, Types.CHAR, i));
        }
        assertThat(text(struct("large", 10_000, members), new byte[10_000]))
                .startsWith("{m0 = 0 '\\000', m1")
                .endsWith("m9999 = 0 '\\000'}");
    }

    @Test
    void nestingEnds() {
        Type inner = Types.INT;
        for (int i = 0; i < 50; i++) {
            inner = struct("s" + i, 4, List.of(new Member("n", inner, 0)));
        }
        assertThat(text(inner, new byte[4])).contains("{...}");
    }

    @Test
    void aTypeMayPointToItself() {
        List<Member> members = new ArrayList<>();
        StructType node = struct("node", 8, members);
        members.add(new Member("next", Types.pointerTo(node), 0));
        assertThat(TypeDescription.of(node, SourceLanguage.C)).isEqualTo("struct node {\n    struct node *next;\n}");
        assertThat(text(node, new byte[] {0, 0x10, 0, 0, 0, 0, 0, 0})).isEqualTo("{next = 0x1000}");
    }

    @Test
    void namesAreSpacedAsGdbSpacesThem() {
        Type function = new Type.FunctionType(Types.INT, Optional.of(List.of(Types.CHAR)), true);
        assertThat(Types.pointerTo(function).name()).isEqualTo("int (*)(char, ...)");
        assertThat(Types.arrayOf(Types.pointerTo(Types.CHAR), 3).name()).isEqualTo("char *[3]");
        assertThat(Types.pointerTo(Types.arrayOf(Types.INT, 3)).name()).isEqualTo("int (*)[3]");
        assertThat(new Type.ReferenceType(Types.qualified(Types.INT, true, false), true).name())
                .isEqualTo("const int &&");
        assertThat(Types.pointerTo(Types.INT).name(SourceLanguage.RUST)).isEqualTo("*mut int");
    }

    @Test
    void theDiscriminantTellsTheVariant() {
        Member one = new Member("One", struct("One", 8, List.of(new Member("__0", Types.INT, 4))), 0);
        Member none = new Member("None", struct("None", 8, List.of()), 0);
        VariantPart part = new VariantPart(
                Optional.of(new Member("", Types.UNSIGNED_CHAR, 0)),
                List.of(new VariantPart.Variant(one, List.of(1L)), new VariantPart.Variant(none, List.of())));
        StructBody body = new StructBody(
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                Optional.of(part),
                StructBody.Passing.AS_PARTS,
                1);
        StructType type = new StructType("e", StructType.Kind.STRUCT, "m::E", 8, true, SourceLanguage.RUST, () -> body);
        assertThat(text(type, new byte[] {1, 0, 0, 0, 9, 0, 0, 0})).isEqualTo("m::E::One(9)");
        assertThat(text(type, new byte[] {3, 0, 0, 0, 9, 0, 0, 0})).isEqualTo("m::E::None");
    }
}

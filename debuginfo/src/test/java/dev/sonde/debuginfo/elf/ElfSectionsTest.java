package dev.sonde.debuginfo.elf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.sonde.debuginfo.bytes.FormatException;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ElfSectionsTest {
    private static final byte[] DATA = {1, 2, 3, 4};

    @Test
    void findsSectionsByNameAndIndex() {
        ElfBuilder builder = new ElfBuilder();
        int index = builder.section(".data", ElfConstants.SHT_PROGBITS, ElfConstants.SHF_ALLOC, 0x1000, DATA, 0, 0);
        ElfFile elf = builder.open();
        Section section = elf.section(".data").orElseThrow();
        assertThat(section).isEqualTo(elf.sections().get(index));
        assertThat(elf.bytes(section).toArray(ValueLayout.JAVA_BYTE)).isEqualTo(DATA);
        assertThat(elf.sectionAt(0x1003)).contains(section);
        assertThat(elf.sectionAt(0x1004)).isEmpty();
        assertThat(elf.section(".absent")).isEmpty();
        assertThat(elf.sections()).hasSize(3);
    }

    @Test
    void noBitsTakesNoBytes() {
        ElfBuilder builder = new ElfBuilder();
        builder.section(
                ".bss", ElfConstants.SHT_NOBITS, ElfConstants.SHF_ALLOC, 0x2000, new byte[0], 1L << 40, 0, 0, 1, 0);
        ElfFile elf = builder.open();
        Section bss = elf.section(".bss").orElseThrow();
        assertThat(elf.bytes(bss).byteSize()).isZero();
        assertThat(bss.size()).isEqualTo(1L << 40);
        assertThat(elf.sectionAt(0x2000 + (1L << 39))).contains(bss);
    }

    @Test
    void countsMayBeInSectionZero() {
        ElfBuilder builder = new ElfBuilder().countsInSectionZero();
        int index = builder.section(".data", ElfConstants.SHT_PROGBITS, ElfConstants.SHF_ALLOC, 0x1000, DATA, 0, 0);
        builder.segment(ElfConstants.PT_LOAD, ElfConstants.PF_R, 0x1000, index, 8);
        ElfFile elf = builder.open();
        assertThat(elf.sections()).extracting(Section::name).containsExactly("", ".data", ".shstrtab");
        assertThat(elf.segments()).hasSize(1);
        assertThat(elf.bytesFrom(0x1002).orElseThrow().toArray(ValueLayout.JAVA_BYTE))
                .containsExactly(3, 4);
        assertThat(elf.bytesFrom(0x1004)).isEmpty();
        assertThat(elf.bytes(elf.segments().getFirst()).byteSize()).isEqualTo(4);
    }

    @Test
    void sectionsBeyondTheFileAreRefusedOnlyWhenRead() {
        ElfBuilder builder = new ElfBuilder();
        builder.section(".big", ElfConstants.SHT_PROGBITS, 0, 0, DATA, 1 << 20, 0, 0, 1, 0);
        builder.progbits(".good", DATA);
        ElfFile elf = builder.open();
        assertThat(elf.bytes(elf.section(".good").orElseThrow()).byteSize()).isEqualTo(4);
        assertThatExceptionOfType(FormatException.class)
                .isThrownBy(() -> elf.bytes(elf.section(".big").orElseThrow()))
                .withMessageContaining(".big")
                .withMessageContaining("beyond the file");
    }

    @Test
    void readsNotesOfBothAlignments() {
        ElfBuilder builder = new ElfBuilder();
        byte[] buildId = new Bytes()
                .u32(4)
                .u32(3)
                .u32(3)
                .string("GNU")
                .u8(0xab)
                .u8(0xcd)
                .u8(0xef)
                .toArray();
        byte[] property = new Bytes()
                .u32(4)
                .u32(16)
                .u32(5)
                .string("GNU")
                .u32(0xc0000002L)
                .u32(4)
                .u32(3)
                .u32(0)
                .toArray();
        builder.section(".note.gnu.property", ElfConstants.SHT_NOTE, 2, 0, property, 32, 0, 0, 8, 0);
        builder.section(".note.gnu.build-id", ElfConstants.SHT_NOTE, 2, 0, buildId, buildId.length, 0, 0, 4, 0);
        ElfFile elf = builder.open();
        assertThat(elf.notes()).extracting(Note::name).containsExactly("GNU", "GNU");
        assertThat(elf.buildId()).contains(BuildId.parse("abcdef"));
        assertThat(elf.buildId().orElseThrow()).hasToString("abcdef");
        assertThat(elf.properties()).hasSize(1);
        assertThat(elf.properties().getFirst().type()).isEqualTo(GnuProperty.GNU_PROPERTY_X86_FEATURE_1_AND);
        assertThat(elf.properties().getFirst().bits())
                .isEqualTo(GnuProperty.GNU_PROPERTY_X86_FEATURE_1_IBT | GnuProperty.GNU_PROPERTY_X86_FEATURE_1_SHSTK);
    }

    @Test
    void readsTheNotesOfACoreFile() {
        ElfBuilder builder = new ElfBuilder().type(ElfConstants.ET_CORE).withoutSectionHeaders();
        Bytes notes = new Bytes();
        notes.u32(5).u32(5).u32(ElfConstants.NT_PRSTATUS).string("CORE").zeros(3);
        notes.raw("state".getBytes(StandardCharsets.US_ASCII)).zeros(3);
        notes.u32(6).u32(0).u32(ElfConstants.NT_X86_XSTATE).string("LINUX").zeros(2);
        int index = builder.progbits("notes", notes.toArray());
        builder.segment(ElfConstants.PT_NOTE, 0, 0, index, 4);
        ElfFile elf = builder.open();
        assertThat(elf.sections()).isEmpty();
        assertThat(elf.notes()).extracting(Note::name).containsExactly("CORE", "LINUX");
        assertThat(elf.notes())
                .extracting(Note::type)
                .containsExactly(ElfConstants.NT_PRSTATUS, ElfConstants.NT_X86_XSTATE);
        assertThat(elf.notes().getFirst().descriptor().toArray(ValueLayout.JAVA_BYTE))
                .isEqualTo("state".getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    void aNoteThatIsTooLongIsRefused() {
        ElfBuilder builder = new ElfBuilder();
        byte[] note = new Bytes().u32(4).u32(100).u32(3).string("GNU").toArray();
        builder.section(".note", ElfConstants.SHT_NOTE, 2, 0, note, 0, 0);
        assertThatExceptionOfType(FormatException.class)
                .isThrownBy(() -> builder.open().notes())
                .withMessageContaining(".note");
    }
}

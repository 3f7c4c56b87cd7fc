package dev.sonde.engine.unwind;

import dev.sonde.debuginfo.bytes.FormatException;
import dev.sonde.debuginfo.dwarf.cfi.CallFrameInfo;
import dev.sonde.debuginfo.dwarf.cfi.FrameDescriptionEntry;
import dev.sonde.debuginfo.dwarf.cfi.UnwindRow;
import dev.sonde.debuginfo.elf.ElfConstants;
import dev.sonde.debuginfo.elf.ElfFile;
import dev.sonde.debuginfo.elf.Section;
import dev.sonde.debuginfo.elf.Segment;
import dev.sonde.engine.symbols.LoadedModule;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The call frame information of one file, and that of its separate debug file, which is not looked for before an address is
 * asked for that the file itself does not describe.
 *
 * <p>A damaged description counts as none: the frame is then found by other means, and says so.
 */
final class ModuleFrames {
    private static final String EH_FRAME = ".eh_frame";
    private static final String EH_FRAME_HEADER = ".eh_frame_hdr";
    private static final String DEBUG_FRAME = ".debug_frame";
    /** Where {@code .eh_frame_hdr} says where {@code .eh_frame} is, in the encoding that every linker uses. */
    private static final int HEADER_POINTER_OFFSET = 4;

    private static final int PC_RELATIVE_4_BYTES = 0x1b;
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final LoadedModule module;
    private final CallFrameInfo own;
    private @Nullable CallFrameInfo separate;

    ModuleFrames(LoadedModule module) {
        this.module = module;
        own = read(module.elf());
    }

    /** The rules for an instruction, empty where none are described or they make no sense. */
    Optional<UnwindRow> rowFor(long fileAddress) {
        return row(own, fileAddress).or(() -> row(separate(), fileAddress));
    }

    /** The first address of the code that is described together with the instruction. */
    OptionalLong startOf(long fileAddress) {
        Optional<FrameDescriptionEntry> found =
                description(own, fileAddress).or(() -> description(separate(), fileAddress));
        return found.isPresent() ? OptionalLong.of(found.get().start()) : OptionalLong.empty();
    }

    private static Optional<UnwindRow> row(CallFrameInfo frames, long fileAddress) {
        try {
            return frames.rowFor(fileAddress);
        } catch (FormatException e) {
            return Optional.empty();
        }
    }

    private static Optional<FrameDescriptionEntry> description(CallFrameInfo frames, long fileAddress) {
        try {
            return frames.descriptionFor(fileAddress);
        } catch (FormatException e) {
            return Optional.empty();
        }
    }

    private CallFrameInfo separate() {
        CallFrameInfo known = separate;
        if (known == null) {
            known = module.debugFile()
                    .map(ModuleFrames::read)
                    .orElseGet(() -> CallFrameInfo.builder().build());
            separate = known;
        }
        return known;
    }

    private static CallFrameInfo read(ElfFile elf) {
        CallFrameInfo.Builder builder = CallFrameInfo.builder();
        try {
            Optional<Section> ehFrame = elf.section(EH_FRAME).filter(section -> !section.isNoBits());
            if (ehFrame.isPresent()) {
                builder.ehFrame(elf.contents(ehFrame.get()), ehFrame.get().address());
                Optional<Section> header = elf.section(EH_FRAME_HEADER).filter(section -> !section.isNoBits());
                if (header.isPresent()) {
                    builder.ehFrameHeader(
                            elf.contents(header.get()), header.get().address());
                }
            } else if (elf.sections().isEmpty()) {
                addByProgramHeader(elf, builder);
            }
            elf.contents(DEBUG_FRAME).ifPresent(builder::debugFrame);
            elf.section(".got").ifPresent(section -> builder.dataBase(section.address()));
            elf.section(".text").ifPresent(section -> builder.textBase(section.address()));
        } catch (FormatException e) {
            return builder.build(); // with what could be read before
        }
        return builder.build();
    }

    /** A file without section headers still has a segment for the unwinder of its own exceptions. */
    private static void addByProgramHeader(ElfFile elf, CallFrameInfo.Builder builder) {
        for (Segment segment : elf.segments()) {
            if (segment.type() == ElfConstants.PT_GNU_EH_FRAME) {
                MemorySegment header = elf.bytes(segment);
                if (header.byteSize() < HEADER_POINTER_OFFSET + Integer.BYTES
                        || (header.get(ValueLayout.JAVA_BYTE, 1) & 0xff) != PC_RELATIVE_4_BYTES) {
                    return;
                }
                long ehFrame = segment.address() + HEADER_POINTER_OFFSET + header.get(INT, HEADER_POINTER_OFFSET);
                elf.bytesFrom(ehFrame)
                        .ifPresent(bytes -> builder.ehFrame(bytes, ehFrame).ehFrameHeader(header, segment.address()));
            }
        }
    }
}

package dev.sonde.debuginfo.dwarf.cfi;

import static dev.sonde.debuginfo.dwarf.cfi.DwEhPe.*;

import dev.sonde.debuginfo.bytes.ByteCursor;
import dev.sonde.debuginfo.bytes.FormatException;
import java.lang.foreign.MemorySegment;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** One {@code .eh_frame} or {@code .debug_frame}: its entries, parsed on demand, with the CIEs kept. */
final class FrameSection {
    private static final long LENGTH_64 = 0xffff_ffffL;
    private static final long MAX_KEPT_CIES = 1 << 16;

    private final String name;
    private final MemorySegment bytes;
    private final boolean ehFrame;
    private final int defaultAddressSize;
    private final PointerReader pointers;
    private final ConcurrentHashMap<Long, CommonInformationEntry> cies = new ConcurrentHashMap<>();

    FrameSection(String name, MemorySegment bytes, boolean ehFrame, int addressSize, PointerReader pointers) {
        this.name = name;
        this.bytes = bytes;
        this.ehFrame = ehFrame;
        this.defaultAddressSize = addressSize;
        this.pointers = pointers;
    }

    String name() {
        return name;
    }

    PointerReader pointers() {
        return pointers;
    }

    ByteCursor cursor() {
        return ByteCursor.of(name, bytes);
    }

    /** What every entry starts with: {@code body} covers the bytes behind the identifier. */
    private record Header(long offset, int offsetSize, boolean terminator, long idPosition, long id, ByteCursor body) {}

    private Header header(ByteCursor cursor) {
        long offset = cursor.position();
        long length = cursor.u32();
        int offsetSize = 4;
        if (length == LENGTH_64) {
            length = cursor.u64();
            offsetSize = 8;
        } else if (length >= 0xffff_fff0L) {
            throw new FormatException(name, offset, "reserved length 0x" + Long.toHexString(length));
        }
        ByteCursor body = cursor.slice(length);
        if (length == 0) {
            return new Header(offset, offsetSize, true, body.position(), 0, body);
        }
        long idPosition = body.position();
        // In .eh_frame the identifier keeps four bytes even behind a 64-bit length.
        long id = body.unsigned(ehFrame ? 4 : offsetSize);
        return new Header(offset, offsetSize, false, idPosition, id, body);
    }

    private boolean isCie(Header header) {
        if (ehFrame) {
            return header.id == 0;
        }
        return header.offsetSize == 8 ? header.id == -1L : header.id == LENGTH_64;
    }

    /** Visits every description in order; a malformed one goes to {@code bad} and the walk continues. */
    void forEach(Consumer<FrameDescriptionEntry> action, Consumer<FormatException> bad) {
        ByteCursor cursor = cursor();
        while (cursor.hasRemaining()) {
            Header header;
            try {
                header = header(cursor);
            } catch (FormatException e) {
                // Without a length there is no next entry to go to.
                bad.accept(e);
                return;
            }
            // A terminator ends the table of one object file; a linker may have left another table behind it.
            if (!header.terminator && !isCie(header)) {
                try {
                    action.accept(description(header));
                } catch (FormatException e) {
                    bad.accept(e);
                }
            }
        }
    }

    /** The description at {@code offset}; empty when something else is there. */
    Optional<FrameDescriptionEntry> descriptionAt(long offset) {
        Header header = header(cursor().at(offset));
        return header.terminator || isCie(header) ? Optional.empty() : Optional.of(description(header));
    }

    private FrameDescriptionEntry description(Header header) {
        CommonInformationEntry cie = cieAt(ehFrame ? header.idPosition - header.id : header.id);
        ByteCursor body = header.body;
        body.skip(cie.segmentSelectorSize());
        int size = cie.addressSize();
        long start = pointers.pointer(body, cie.pointerEncoding() & ~DW_EH_PE_indirect, size, 0);
        long length = PointerReader.value(body, cie.pointerEncoding(), size);
        Optional<EncodedPointer> lsda = Optional.empty();
        if (cie.sizedAugmentation()) {
            ByteCursor augmentation = body.slice(body.uleb128());
            if (cie.lsdaEncoding() != DW_EH_PE_omit && augmentation.hasRemaining()) {
                lsda = pointers.optionalPointer(augmentation, cie.lsdaEncoding(), size, start);
            }
        }
        long instructions = body.position();
        return new FrameDescriptionEntry(
                header.offset, cie, start, length, lsda, body.bytes(body.remaining()), instructions);
    }

    private CommonInformationEntry cieAt(long offset) {
        CommonInformationEntry known = cies.get(offset);
        if (known != null) {
            return known;
        }
        Header header = header(cursor().at(offset));
        if (header.terminator || !isCie(header)) {
            throw new FormatException(name, offset, "a frame description refers to something that is not a CIE");
        }
        CommonInformationEntry cie = parseCie(header);
        if (cies.size() < MAX_KEPT_CIES) {
            cies.put(offset, cie);
        }
        return cie;
    }

    private CommonInformationEntry parseCie(Header header) {
        ByteCursor body = header.body;
        int version = body.u8();
        if (version != 1 && version != 3 && version != 4) {
            throw new FormatException(name, header.offset, "unknown CIE version " + version);
        }
        String augmentation = body.string();
        int addressSize = defaultAddressSize;
        int segmentSelectorSize = 0;
        if (augmentation.equals("eh")) {
            // GCC 2's exception table pointer.
            body.skip(addressSize);
        }
        if (version >= 4) {
            addressSize = body.u8();
            segmentSelectorSize = body.u8();
            if (addressSize != 4 && addressSize != 8) {
                throw new FormatException(name, header.offset, "unsupported address size " + addressSize);
            }
        }
        long codeAlignment = body.uleb128();
        long dataAlignment = body.sleb128();
        long returnAddress = version == 1 ? body.u8() : body.uleb128();
        CallFrameMachine.checkRegister(name, body.position(), returnAddress);

        var data = new Augmentation(addressSize);
        if (augmentation.startsWith("z")) {
            data.parse(augmentation, body.slice(body.uleb128()));
        } else if (!augmentation.isEmpty() && !augmentation.equals("eh")) {
            throw new FormatException(name, header.offset, "unknown augmentation \"" + augmentation + "\"");
        }
        return new CommonInformationEntry(
                header.offset,
                version,
                augmentation,
                addressSize,
                header.offsetSize,
                segmentSelectorSize,
                codeAlignment,
                dataAlignment,
                (int) returnAddress,
                data.pointerEncoding,
                data.lsdaEncoding,
                data.personality,
                data.signalFrame,
                body.bytes(body.remaining()));
    }

    /** The data of an augmentation that starts with {@code z}. */
    private final class Augmentation {
        private final int addressSize;
        private int pointerEncoding = DW_EH_PE_absptr;
        private int lsdaEncoding = DW_EH_PE_omit;
        private Optional<EncodedPointer> personality = Optional.empty();
        private boolean signalFrame;

        Augmentation(int addressSize) {
            this.addressSize = addressSize;
        }

        void parse(String augmentation, ByteCursor data) {
            for (int i = 1; i < augmentation.length(); i++) {
                switch (augmentation.charAt(i)) {
                    case 'L' -> lsdaEncoding = data.u8();
                    case 'R' -> pointerEncoding = data.u8();
                    case 'P' -> {
                        int encoding = data.u8();
                        personality = pointers.optionalPointer(data, encoding, addressSize, 0);
                    }
                    case 'S' -> signalFrame = true;
                    case 'B', 'G' -> {
                        // AArch64: which key signs return addresses, and memory tagging; neither has data.
                    }
                    default -> {
                        // The size of the data is known, so what an unknown letter adds can be left unread.
                        return;
                    }
                }
            }
        }
    }
}

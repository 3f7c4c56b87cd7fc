package dev.sonde.debuginfo.dwarf.cfi;

import dev.sonde.debuginfo.bytes.FormatException;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The call frame information of one file: the row of unwind rules for any of its instructions.
 *
 * <p>Nothing is parsed until asked for. A description in {@code .eh_frame} is found by the table of {@code
 * .eh_frame_hdr} when there is one, else by an index that the first look-up builds; {@code .debug_frame} is asked when
 * {@code .eh_frame} has no answer. Rows are kept in a cache of bounded size, so that unwinding through the same code
 * again costs a few nanoseconds. Thread-safe.
 *
 * <p>Source: DWARF 5 section 6.4; LSB Core 5.0 section 10.6.
 */
public final class CallFrameInfo {
    private static final int CACHED_ROWS = 1 << 13;

    private final @Nullable Table ehFrame;
    private final @Nullable Table debugFrame;
    private final List<FormatException> headerDiagnostics;
    private final AtomicReferenceArray<@Nullable UnwindRow> cache = new AtomicReferenceArray<>(CACHED_ROWS);

    private CallFrameInfo(
            @Nullable Table ehFrame, @Nullable Table debugFrame, List<FormatException> headerDiagnostics) {
        this.ehFrame = ehFrame;
        this.debugFrame = debugFrame;
        this.headerDiagnostics = headerDiagnostics;
    }

    /** A builder without any section. */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * The rules for the instruction at {@code fileAddress}, empty where no description covers it.
     *
     * @throws FormatException when the description is malformed
     */
    public Optional<UnwindRow> rowFor(long fileAddress) {
        int slot = slot(fileAddress);
        UnwindRow cached = cache.get(slot);
        if (cached != null && cached.contains(fileAddress)) {
            return Optional.of(cached);
        }
        Optional<UnwindRow> row = Optional.empty();
        if (ehFrame != null) {
            row = ehFrame.rowFor(fileAddress);
        }
        if (row.isEmpty() && debugFrame != null) {
            row = debugFrame.rowFor(fileAddress);
        }
        row.ifPresent(found -> cache.set(slot, found));
        return row;
    }

    private static int slot(long address) {
        long mixed = address * 0x9e37_79b9_7f4a_7c15L;
        return (int) (mixed >>> 51);
    }

    /**
     * The description that covers {@code fileAddress}.
     *
     * @throws FormatException when the description is malformed
     */
    public Optional<FrameDescriptionEntry> descriptionFor(long fileAddress) {
        Optional<FrameDescriptionEntry> found = Optional.empty();
        if (ehFrame != null) {
            found = ehFrame.descriptionFor(fileAddress);
        }
        if (found.isEmpty() && debugFrame != null) {
            found = debugFrame.descriptionFor(fileAddress);
        }
        return found;
    }

    /** All descriptions, by section and then by address, without those that cover nothing or are malformed. */
    public List<FrameDescriptionEntry> descriptions() {
        var result = new ArrayList<FrameDescriptionEntry>();
        for (Table table : tables()) {
            for (long offset : table.index().offsets()) {
                table.section.descriptionAt(offset).ifPresent(result::add);
            }
        }
        return result;
    }

    /**
     * Every row of a description of this file, in the order of addresses.
     *
     * @throws FormatException when its instructions are malformed
     */
    public List<UnwindRow> rows(FrameDescriptionEntry description) {
        for (Table table : tables()) {
            Optional<FrameDescriptionEntry> own = table.ownDescription(description);
            if (own.isPresent()) {
                return table.rows(own.get());
            }
        }
        throw new IllegalArgumentException("the description is not of this file");
    }

    /**
     * What was wrong with the header, which is then not used, and with the descriptions that {@link #descriptions()}
     * leaves out, the first few only.
     */
    public List<FormatException> diagnostics() {
        var result = new ArrayList<FormatException>(headerDiagnostics);
        tables().forEach(table -> result.addAll(table.index().diagnostics()));
        return result;
    }

    private List<Table> tables() {
        var result = new ArrayList<Table>();
        if (ehFrame != null) {
            result.add(ehFrame);
        }
        if (debugFrame != null) {
            result.add(debugFrame);
        }
        return result;
    }

    /** A section and the means of finding the description of an address in it. */
    private static final class Table {
        private final FrameSection section;
        private final @Nullable EhFrameHeader header;
        private volatile @Nullable FrameIndex index;

        Table(FrameSection section, @Nullable EhFrameHeader header) {
            this.section = section;
            this.header = header;
        }

        FrameIndex index() {
            FrameIndex built = index;
            if (built == null) {
                synchronized (this) {
                    built = index;
                    if (built == null) {
                        built = FrameIndex.build(section);
                        index = built;
                    }
                }
            }
            return built;
        }

        Optional<FrameDescriptionEntry> descriptionFor(long pc) {
            long offset;
            if (header != null) {
                var address = header.descriptionAddress(pc);
                if (address.isEmpty()) {
                    return Optional.empty();
                }
                offset = address.getAsLong() - section.pointers().sectionAddress();
            } else {
                offset = index().find(pc);
                if (offset < 0) {
                    return Optional.empty();
                }
            }
            return section.descriptionAt(offset).filter(fde -> fde.contains(pc));
        }

        Optional<UnwindRow> rowFor(long pc) {
            Optional<FrameDescriptionEntry> fde = descriptionFor(pc);
            if (fde.isEmpty()) {
                return Optional.empty();
            }
            var machine = new CallFrameMachine(section, fde.get());
            for (UnwindRow row = machine.next(); row != null; row = machine.next()) {
                if (row.contains(pc)) {
                    return Optional.of(row);
                }
            }
            return Optional.empty();
        }

        Optional<FrameDescriptionEntry> ownDescription(FrameDescriptionEntry description) {
            try {
                return section.descriptionAt(description.offset())
                        .filter(own -> own.start() == description.start() && own.length() == description.length());
            } catch (FormatException e) {
                // Its offset means something else in this section: it is of the other one.
                return Optional.empty();
            }
        }

        List<UnwindRow> rows(FrameDescriptionEntry fde) {
            var rows = new ArrayList<UnwindRow>();
            var machine = new CallFrameMachine(section, fde);
            for (UnwindRow row = machine.next(); row != null; row = machine.next()) {
                rows.add(row);
            }
            return rows;
        }
    }

    /** Collects the sections of a {@link CallFrameInfo}. */
    public static final class Builder {
        private @Nullable MemorySegment ehFrame;
        private long ehFrameAddress;
        private @Nullable MemorySegment ehFrameHeader;
        private long ehFrameHeaderAddress;
        private @Nullable MemorySegment debugFrame;
        private int addressSize = 8;
        private long textBase;
        private long dataBase;

        private Builder() {}

        /** Adds {@code .eh_frame}, whose first byte has the file address {@code address}. */
        public Builder ehFrame(MemorySegment bytes, long address) {
            ehFrame = bytes;
            ehFrameAddress = address;
            return this;
        }

        /** Adds {@code .eh_frame_hdr}, whose first byte has the file address {@code address}. */
        public Builder ehFrameHeader(MemorySegment bytes, long address) {
            ehFrameHeader = bytes;
            ehFrameHeaderAddress = address;
            return this;
        }

        /** Adds {@code .debug_frame}. */
        public Builder debugFrame(MemorySegment bytes) {
            debugFrame = bytes;
            return this;
        }

        /** Sets the bytes of an address where the section does not say: 8, or 4 for x32. */
        public Builder addressSize(int bytes) {
            if (bytes != 4 && bytes != 8) {
                throw new IllegalArgumentException("address size " + bytes);
            }
            addressSize = bytes;
            return this;
        }

        /** Sets what {@code DW_EH_PE_textrel} counts from, the address of the text section. */
        public Builder textBase(long address) {
            textBase = address;
            return this;
        }

        /** Sets what {@code DW_EH_PE_datarel} counts from, the address of the global offset table. */
        public Builder dataBase(long address) {
            dataBase = address;
            return this;
        }

        /** The call frame information of the sections given so far; without any it has no rows. */
        public CallFrameInfo build() {
            var diagnostics = new ArrayList<FormatException>();
            Table eh = null;
            if (ehFrame != null) {
                var pointers = new PointerReader(ehFrameAddress, textBase, dataBase);
                eh = new Table(
                        new FrameSection(".eh_frame", ehFrame, true, addressSize, pointers), header(diagnostics));
            }
            Table debug = null;
            if (debugFrame != null) {
                var pointers = new PointerReader(0, textBase, dataBase);
                debug = new Table(new FrameSection(".debug_frame", debugFrame, false, addressSize, pointers), null);
            }
            return new CallFrameInfo(eh, debug, List.copyOf(diagnostics));
        }

        private @Nullable EhFrameHeader header(List<FormatException> diagnostics) {
            if (ehFrameHeader == null) {
                return null;
            }
            try {
                return EhFrameHeader.parse(ehFrameHeader, ehFrameHeaderAddress, textBase, addressSize)
                        .orElse(null);
            } catch (FormatException e) {
                // The section can be scanned instead.
                diagnostics.add(e);
                return null;
            }
        }
    }
}

package dev.sonde.engine.corefile;

import dev.sonde.debuginfo.bytes.ByteCursor;
import dev.sonde.debuginfo.bytes.FormatException;
import dev.sonde.debuginfo.elf.Note;
import dev.sonde.engine.inferior.AuxiliaryVector;
import dev.sonde.engine.x86_64.XsaveLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** What the notes of a core file say. A note that makes no sense is left out, and there is a warning about it. */
final class CoreNotes {
    private static final int MAPPING_SIZE = 3 * Long.BYTES;

    private final Map<Integer, ThreadNotes> threads = new LinkedHashMap<>();
    private final List<CoreMapping> mappings = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();
    private AuxiliaryVector auxiliaryVector = new AuxiliaryVector(List.of());
    private MemorySegment process = MemorySegment.NULL;
    private List<XsaveLayout.Component> components = List.of();
    private int current = -1;

    /** Reads the notes of one segment. */
    void read(MemorySegment bytes, long alignment) {
        ByteCursor cursor = ByteCursor.of("notes", bytes);
        try {
            while (Note.isNext(cursor)) {
                add(Note.read(cursor, alignment));
            }
        } catch (FormatException e) {
            warnings.add("The notes are damaged, those from byte " + e.offset() + " on are missing: " + e.reason());
        }
    }

    private void add(Note note) {
        boolean linux = note.name().equals(CoreLayout.LINUX);
        if (!linux && !note.name().equals(CoreLayout.CORE)) {
            return;
        }
        MemorySegment content = note.descriptor();
        switch (note.type()) {
            case CoreLayout.NT_PRSTATUS -> addThread(content);
            case CoreLayout.NT_FPREGSET -> addTo(content, XsaveLayout.LEGACY_BYTES, ThreadNotes::withFloatingPoint);
            case CoreLayout.NT_X86_XSTATE -> addTo(content, XsaveLayout.HEADER_END, ThreadNotes::withXsave);
            case CoreLayout.NT_SIGINFO -> addTo(content, 3 * Integer.BYTES, ThreadNotes::withSignalInfo);
            case CoreLayout.NT_PRPSINFO -> {
                if (isComplete("NT_PRPSINFO", content, CoreLayout.INFO_SIZE)) {
                    process = content;
                }
            }
            case CoreLayout.NT_AUXV -> auxiliaryVector = AuxiliaryVector.parse(content.toArray(ValueLayout.JAVA_BYTE));
            case CoreLayout.NT_FILE -> readMappings(content);
            case CoreLayout.NT_X86_XSAVE_LAYOUT -> readComponents(content);
            default -> {} // what other debuggers want to know
        }
    }

    private void addThread(MemorySegment content) {
        current = -1;
        if (isComplete("NT_PRSTATUS", content, CoreLayout.STATUS_SIZE)) {
            ThreadNotes thread = ThreadNotes.of(content);
            if (thread.tid() <= 0 || threads.putIfAbsent(thread.tid(), thread) != null) {
                warnings.add("A thread with the id " + thread.tid() + " makes no sense, or is there already.");
            } else {
                current = thread.tid();
            }
        }
    }

    /** How a note is added to its thread's. */
    @FunctionalInterface
    private interface Addition {
        ThreadNotes add(ThreadNotes thread, MemorySegment note);
    }

    /** The notes of a thread follow its NT_PRSTATUS. */
    private void addTo(MemorySegment content, int least, Addition addition) {
        if (current >= 0 && content.byteSize() >= least) {
            threads.computeIfPresent(current, (_, thread) -> addition.add(thread, content));
        }
    }

    private boolean isComplete(String name, MemorySegment content, int size) {
        if (content.byteSize() >= size) {
            return true;
        }
        warnings.add("A note " + name + " has " + content.byteSize() + " bytes instead of " + size + ".");
        return false;
    }

    private void readMappings(MemorySegment content) {
        ByteCursor cursor = ByteCursor.of("NT_FILE", content);
        try {
            long count = cursor.u64();
            long unit = cursor.u64();
            if (count < 0 || count > cursor.remaining() / (MAPPING_SIZE + 1)) {
                throw new FormatException("NT_FILE", 0, Long.toUnsignedString(count) + " mappings do not fit");
            }
            ByteCursor names = cursor.at(cursor.position() + count * MAPPING_SIZE);
            for (long i = 0; i < count; i++) {
                long start = cursor.u64();
                long end = cursor.u64();
                long offset = cursor.u64() * unit;
                String path = names.string();
                if (Long.compareUnsigned(start, end) < 0 && offset >= 0) {
                    mappings.add(new CoreMapping(start, end, offset, path));
                }
            }
        } catch (FormatException e) {
            warnings.add("The list of mapped files is damaged: " + e.reason());
        }
        mappings.sort(Comparator.comparing(CoreMapping::start, Long::compareUnsigned));
    }

    private void readComponents(MemorySegment content) {
        List<XsaveLayout.Component> found = new ArrayList<>();
        for (long at = 0; at + CoreLayout.COMPONENT_SIZE <= content.byteSize(); at += CoreLayout.COMPONENT_SIZE) {
            int number = content.get(CoreLayout.INT, at);
            int size = content.get(CoreLayout.INT, at + 4);
            int offset = content.get(CoreLayout.INT, at + 8);
            if (!XsaveLayout.isPossible(number, offset, size)) {
                warnings.add("The layout of the vector registers is damaged.");
                return;
            }
            found.add(new XsaveLayout.Component(number, offset, size));
        }
        components = found;
    }

    /** As the file has them, by id. */
    Map<Integer, ThreadNotes> threads() {
        return threads;
    }

    /** In the order of their addresses. */
    List<CoreMapping> mappings() {
        return mappings;
    }

    AuxiliaryVector auxiliaryVector() {
        return auxiliaryVector;
    }

    List<String> warnings() {
        return warnings;
    }

    /** The process that NT_PRPSINFO names. */
    OptionalInt pid() {
        return process.byteSize() == 0
                ? OptionalInt.empty()
                : OptionalInt.of(process.get(CoreLayout.INT, CoreLayout.INFO_PID));
    }

    /** The first 16 bytes of the program's name. */
    Optional<String> name() {
        return text(CoreLayout.INFO_NAME, CoreLayout.INFO_NAME_SIZE);
    }

    /** The first 80 bytes of the command line. */
    Optional<String> commandLine() {
        return text(CoreLayout.INFO_ARGUMENTS, CoreLayout.INFO_ARGUMENTS_SIZE).map(String::stripTrailing);
    }

    private Optional<String> text(int offset, int size) {
        if (process.byteSize() == 0) {
            return Optional.empty();
        }
        String text = new String(process.asSlice(offset, size).toArray(ValueLayout.JAVA_BYTE), StandardCharsets.UTF_8);
        int end = text.indexOf('\0');
        return Optional.of(end < 0 ? text : text.substring(0, end)).filter(found -> !found.isEmpty());
    }

    /**
     * The layout of the threads' XSAVE areas: as the file says, or else as their size and contents tell; where neither does,
     * what all processors have alike.
     */
    XsaveLayout layout() {
        Optional<MemorySegment> area = threads.values().stream()
                .map(ThreadNotes::xsave)
                .filter(note -> note.byteSize() > 0)
                .findFirst();
        if (area.isEmpty()) {
            return XsaveLayout.legacy();
        }
        return components.isEmpty()
                ? XsaveLayout.ofSavedArea(area.get()).orElseGet(() -> XsaveLayout.common(area.get()))
                : XsaveLayout.of(components).endingBy(area.get().byteSize());
    }
}

package dev.sonde.debuginfo.dwarf.index;

import static dev.sonde.debuginfo.dwarf.index.IndexLayout.*;

import dev.sonde.debuginfo.bytes.FormatException;
import dev.sonde.debuginfo.dwarf.Dwarf;
import dev.sonde.debuginfo.dwarf.Unit;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * The functions, variables, types and namespaces of a file by name.
 *
 * <p>Immutable and thread-safe. Local variables and what is declared inside functions are not in it.
 */
public final class NameIndex implements NameLookup {
    private static final int MAX_SCOPE_DEPTH = 1 << 16;

    private final Dwarf dwarf;
    private final MemorySegment bytes;
    private final List<FormatException> diagnostics;
    private final int nameCount;
    private final int bucketBits;
    private final int scopeCount;
    private final int entryCount;
    private final int unitCount;
    private final long namesAt;
    private final long scopesAt;
    private final long entriesAt;
    private final long stringsAt;
    private final UnitList units;

    private NameIndex(Dwarf dwarf, MemorySegment bytes, List<FormatException> diagnostics) {
        this.dwarf = dwarf;
        this.bytes = bytes.asReadOnly();
        this.diagnostics = diagnostics;
        this.nameCount = bytes.get(U32, NAMES_AT);
        this.bucketBits = bytes.get(U32, BUCKET_BITS_AT);
        this.scopeCount = bytes.get(U32, SCOPES_AT);
        this.entryCount = bytes.get(U32, ENTRIES_AT);
        this.unitCount = bytes.get(U32, UNITS_AT);
        this.namesAt = HEADER_SIZE + 4L * ((1L << bucketBits) + 1);
        this.scopesAt = namesAt + (long) NAME_SIZE * (nameCount + 1L);
        this.entriesAt = scopesAt + (long) SCOPE_SIZE * scopeCount;
        this.stringsAt = entriesAt + (long) ENTRY_SIZE * entryCount;
        this.units = new UnitList(dwarf);
    }

    /**
     * Reads all units, with as many threads as there are processors. A malformed unit is one diagnostic, and what was
     * found in it before the fault stays.
     *
     * @throws CancellationException when {@code progress} says so
     */
    public static NameIndex build(Dwarf dwarf, BuildProgress progress) {
        return new IndexBuilder(dwarf, progress).build();
    }

    /** The index of bytes that were just written. */
    static NameIndex ofWritten(Dwarf dwarf, MemorySegment bytes, List<FormatException> diagnostics) {
        return new NameIndex(dwarf, bytes, diagnostics);
    }

    /**
     * The index of bytes that were kept.
     *
     * @throws FormatException when they are damaged or of another version
     */
    static NameIndex ofKept(Dwarf dwarf, MemorySegment bytes) {
        long size = bytes.byteSize();
        if (size < HEADER_SIZE || bytes.get(U64, MAGIC_AT) != MAGIC || bytes.get(U32, VERSION_AT) != VERSION) {
            throw new FormatException("index", 0, "not an index of version " + VERSION);
        }
        int names = bytes.get(U32, NAMES_AT);
        int bits = bytes.get(U32, BUCKET_BITS_AT);
        int scopes = bytes.get(U32, SCOPES_AT);
        int entries = bytes.get(U32, ENTRIES_AT);
        int strings = bytes.get(U32, STRINGS_AT);
        if (names < 0 || bits < 1 || bits > 31 || scopes < 1 || entries < 0 || strings < 0) {
            throw new FormatException("index", NAMES_AT, "impossible sizes");
        }
        long expected = HEADER_SIZE
                + 4L * ((1L << bits) + 1)
                + (long) NAME_SIZE * (names + 1L)
                + (long) SCOPE_SIZE * scopes
                + (long) ENTRY_SIZE * entries
                + strings;
        if (size != expected) {
            throw new FormatException("index", 0, "has " + size + " bytes instead of " + expected);
        }
        if (bytes.get(U64, CHECKSUM_AT) != IndexWriter.checksum(bytes)) {
            throw new FormatException("index", CHECKSUM_AT, "the checksum is wrong");
        }
        return new NameIndex(dwarf, bytes, List.of());
    }

    /** The bytes to keep. */
    MemorySegment bytes() {
        return bytes;
    }

    /** The debugging information that the index is of. */
    public Dwarf dwarf() {
        return dwarf;
    }

    /** What was wrong with the units that could not be read to their end. */
    public List<FormatException> diagnostics() {
        return diagnostics;
    }

    /** How many entries there are. */
    public int size() {
        return entryCount;
    }

    /** How many different names there are. */
    public int nameCount() {
        return nameCount;
    }

    /** How many units were read. */
    public int unitCount() {
        return unitCount;
    }

    @Override
    public List<IndexEntry> find(String name) {
        QualifiedName wanted = QualifiedName.parse(name);
        if (wanted.last().isEmpty()) {
            return List.of();
        }
        byte[] encoded = wanted.last().getBytes(StandardCharsets.UTF_8);
        int hash = baseHash(encoded, 0, encoded.length);
        var result = new ArrayList<IndexEntry>();
        long bucket = HEADER_SIZE + 4L * (hash >>> (32 - bucketBits));
        int end = checked(bytes.get(U32, bucket + 4), nameCount);
        for (int i = checked(bytes.get(U32, bucket), nameCount); i < end; i++) {
            if (bytes.get(U32, namesAt + (long) NAME_SIZE * i) == hash
                    && QualifiedName.matches(wanted.last(), name(i))) {
                collect(i, wanted, result);
            }
        }
        return result;
    }

    /** Whether anything is called {@code name}, whatever its scopes are. */
    public boolean has(String name) {
        String last = QualifiedName.parse(name).last();
        byte[] encoded = last.getBytes(StandardCharsets.UTF_8);
        int hash = baseHash(encoded, 0, encoded.length);
        long bucket = HEADER_SIZE + 4L * (hash >>> (32 - bucketBits));
        int end = checked(bytes.get(U32, bucket + 4), nameCount);
        for (int i = checked(bytes.get(U32, bucket), nameCount); i < end; i++) {
            if (bytes.get(U32, namesAt + (long) NAME_SIZE * i) == hash && QualifiedName.matches(last, name(i))) {
                return true;
            }
        }
        return false;
    }

    private void collect(int name, QualifiedName wanted, List<IndexEntry> result) {
        int end = checked(bytes.get(U32, namesAt + (long) NAME_SIZE * (name + 1L) + 8), entryCount);
        for (int i = firstEntry(name); i < end; i++) {
            long at = entriesAt + (long) ENTRY_SIZE * i;
            int scope = checked(bytes.get(U32, at + 12), scopeCount - 1);
            if (inScope(scope, wanted)) {
                result.add(entry(name, at, scope));
            }
        }
    }

    private int firstEntry(int name) {
        return checked(bytes.get(U32, namesAt + (long) NAME_SIZE * name + 8), entryCount);
    }

    private IndexEntry entry(int name, long at, int scope) {
        int kindAndPart = bytes.get(U32, at + 4);
        int kind = kindAndPart & ((1 << KIND_BITS) - 1);
        if (kind >= EntryKind.count()) {
            throw new FormatException("index", at, "unknown kind " + kind);
        }
        int number = bytes.get(U32, at);
        long offset = bytes.get(U32, at + 8) & 0xffff_ffffL;
        return new IndexEntry(EntryKind.of(kind), qualified(scope, name(name)), () -> {
            Unit unit = units.unit(number, kindAndPart >>> KIND_BITS);
            return unit.die(unit.offset() + offset);
        });
    }

    /** Whether the scopes of a name end with those that are wanted; transparent ones may be passed over. */
    private boolean inScope(int scope, QualifiedName wanted) {
        int at = scope;
        for (int i = wanted.components().size() - 2; i >= 0; i--) {
            String component = wanted.components().get(i);
            while (true) {
                if (at == 0) {
                    return false;
                }
                String own = scopeName(at);
                boolean transparent = (scopeField(at, 2) & Collector.TRANSPARENT) != 0;
                at = outer(at);
                if (QualifiedName.matches(component, own)) {
                    break;
                }
                if (!transparent) {
                    return false;
                }
            }
        }
        if (wanted.absolute()) {
            while (at != 0 && (scopeField(at, 2) & Collector.TRANSPARENT) != 0) {
                at = outer(at);
            }
            return at == 0;
        }
        return true;
    }

    private int scopeField(int scope, int field) {
        return bytes.get(U32, scopesAt + (long) SCOPE_SIZE * scope + 4L * field);
    }

    private int outer(int scope) {
        // A scope comes behind the one around it, so following them always ends.
        return checked(scopeField(scope, 0), scope - 1);
    }

    private String scopeName(int scope) {
        int name = scopeField(scope, 1);
        return name == NO_NAME ? DieNames.UNNAMED : name(checked(name, nameCount - 1));
    }

    private String qualified(int scope, String name) {
        var scopes = new ArrayList<String>();
        for (int at = scope; at != 0 && scopes.size() < MAX_SCOPE_DEPTH; at = outer(at)) {
            scopes.add(scopeName(at));
        }
        return scopes.isEmpty() ? name : String.join("::", scopes.reversed()) + "::" + name;
    }

    private String name(int index) {
        long start = stringsAt + (bytes.get(U32, namesAt + (long) NAME_SIZE * index + 4) & 0xffff_ffffL);
        long end = start;
        while (end < bytes.byteSize() && bytes.get(ValueLayout.JAVA_BYTE, end) != 0) {
            end++;
        }
        if (end >= bytes.byteSize()) {
            throw new FormatException("index", start, "a name does not end");
        }
        byte[] text = bytes.asSlice(start, end - start).toArray(ValueLayout.JAVA_BYTE);
        return new String(text, StandardCharsets.UTF_8);
    }

    private static int checked(int value, int limit) {
        if (value < 0 || value > limit) {
            throw new FormatException("index", 0, "a number is out of range: " + value);
        }
        return value;
    }

    /** Visits every name once, without its scopes, in no particular order. */
    public void forEachName(Consumer<String> action) {
        for (int i = 0; i < nameCount; i++) {
            if (firstEntry(i) < firstEntry(i + 1)) {
                action.accept(name(i));
            }
        }
    }

    @Override
    public void forEach(EntryKind kind, Predicate<String> wanted, Consumer<IndexEntry> action) {
        for (int i = 0; i < nameCount; i++) {
            String name = null;
            int end = checked(firstEntry(i + 1), entryCount);
            for (int j = firstEntry(i); j < end; j++) {
                long at = entriesAt + (long) ENTRY_SIZE * j;
                if ((bytes.get(U32, at + 4) & ((1 << KIND_BITS) - 1)) != kind.code()) {
                    continue;
                }
                if (name == null) {
                    name = name(i);
                }
                int scope = checked(bytes.get(U32, at + 12), scopeCount - 1);
                if (wanted.test(qualified(scope, name))) {
                    action.accept(entry(i, at, scope));
                }
            }
        }
    }

    /** Visits every entry. */
    public void forEach(Consumer<IndexEntry> action) {
        for (int i = 0; i < nameCount; i++) {
            int end = firstEntry(i + 1);
            for (int j = firstEntry(i); j < end; j++) {
                long at = entriesAt + (long) ENTRY_SIZE * j;
                action.accept(entry(i, at, checked(bytes.get(U32, at + 12), scopeCount - 1)));
            }
        }
    }
}

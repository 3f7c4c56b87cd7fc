package dev.sonde.engine.corefile;

import dev.sonde.engine.inferior.Inferior;
import dev.sonde.engine.inferior.MemoryRegion;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Which memory goes into a core file: what {@code /proc/PID/coredump_filter} says of each kind, and nothing of what the
 * program has excluded by madvise(2), {@code MADV_DONTDUMP}. Sources: core(5), "Controlling which mappings are written";
 * proc(5), {@code smaps}; the kernel's {@code vma_dump_size}.
 */
final class DumpedRegions {
    private static final int ANONYMOUS_PRIVATE = 1;
    private static final int ANONYMOUS_SHARED = 1 << 1;
    private static final int FILE_PRIVATE = 1 << 2;
    private static final int FILE_SHARED = 1 << 3;
    private static final int ELF_HEADERS = 1 << 4;
    private static final int HUGE_PRIVATE = 1 << 5;
    private static final int HUGE_SHARED = 1 << 6;
    /** What the kernel has unless told otherwise. */
    private static final int DEFAULT = ANONYMOUS_PRIVATE | ANONYMOUS_SHARED | ELF_HEADERS | HUGE_PRIVATE;

    private static final int HEXADECIMAL = 16;
    private static final String DELETED = " (deleted)";
    private static final byte[] MAGIC = {0x7f, 'E', 'L', 'F'};

    private final Inferior inferior;
    private final int filter;
    private final boolean excluded;

    /**
     * A region and how much of it is dumped.
     *
     * @param bytes how many, from its start
     * @param touched whether any of it can be other than zero
     */
    record Dumped(MemoryRegion region, long bytes, boolean touched) {}

    private DumpedRegions(Inferior inferior, int filter, boolean excluded) {
        this.inferior = inferior;
        this.filter = filter;
        this.excluded = excluded;
    }

    /**
     * The regions of a stopped process.
     *
     * @param useFilter whether the process's own filter counts, or else the kernel's default
     * @param excluded whether what the program has excluded is dumped all the same
     */
    static List<Dumped> of(Inferior inferior, boolean useFilter, boolean excluded) {
        int filter = !useFilter
                ? DEFAULT
                : inferior.info()
                        .systemFile("coredump_filter")
                        .map(text -> Integer.parseUnsignedInt(text.strip(), HEXADECIMAL))
                        .orElse(DEFAULT);
        return new DumpedRegions(inferior, filter, excluded).all();
    }

    private List<Dumped> all() {
        String details = inferior.info().systemFile("smaps").orElse("");
        List<Dumped> regions = new ArrayList<>();
        String header = "";
        List<String> fields = new ArrayList<>();
        for (String line : (Iterable<String>) details.lines()::iterator) {
            // A field has a colon behind its name; a region begins with its addresses.
            int colon = line.indexOf(':');
            if (colon > 0 && Character.isUpperCase(line.charAt(0))) {
                fields.add(line);
            } else {
                add(header, fields, regions);
                header = line;
                fields.clear();
            }
        }
        add(header, fields, regions);
        return regions;
    }

    private void add(String header, List<String> fields, List<Dumped> regions) {
        if (!header.isEmpty()) {
            MemoryRegion region = MemoryRegion.parse(header).getFirst();
            if (region.start() >= 0) { // the vsyscall page is the kernel's, in the upper half
                regions.add(dumped(region, new Details(fields)));
            }
        }
    }

    /** What smaps tells of a region. */
    private record Details(List<String> fields) {
        private long kilobytes(String name) {
            return fields.stream()
                    .filter(line -> line.startsWith(name + ":"))
                    .map(line -> line.substring(name.length() + 1).strip().split(" ", 2)[0])
                    .mapToLong(Long::parseLong)
                    .findFirst()
                    .orElse(0);
        }

        /** A flag such as {@code dd}. */
        private boolean has(String flag) {
            return fields.stream()
                    .filter(line -> line.startsWith("VmFlags:"))
                    .anyMatch(line -> (line + " ").contains(" " + flag + " "));
        }
    }

    private Dumped dumped(MemoryRegion region, Details details) {
        boolean shared = region.permissions().charAt(3) == 's';
        boolean inFile = region.isFile() && !region.name().endsWith(DELETED);
        boolean special = region.name().equals("[vdso]");
        boolean written = details.kilobytes("Anonymous") > 0 || details.kilobytes("Swap") > 0;
        boolean touched = inFile || shared || special || written || details.kilobytes("Rss") > 0;
        long bytes = region.size();
        if (!special) {
            if ((details.has("dd") && !excluded)
                    || details.has("io")
                    || region.permissions().startsWith("---")) {
                bytes = 0;
            } else if (details.has("ht")) {
                bytes = has(shared ? HUGE_SHARED : HUGE_PRIVATE) ? bytes : 0;
            } else if (shared) {
                bytes = has(inFile ? FILE_SHARED : ANONYMOUS_SHARED) ? bytes : 0;
            } else if (!inFile || written) {
                bytes = has(ANONYMOUS_PRIVATE) || (inFile && has(FILE_PRIVATE)) ? bytes : 0;
            } else if (!has(FILE_PRIVATE)) {
                bytes = 0;
            }
            if (bytes == 0
                    && inFile
                    && has(ELF_HEADERS)
                    && region.offset() == 0
                    && region.isReadable()
                    && isElf(region)) {
                bytes = Math.min(CoreLayout.PAGE, region.size());
            }
        }
        return new Dumped(region, bytes, touched);
    }

    private boolean has(int kind) {
        return (filter & kind) != 0;
    }

    private boolean isElf(MemoryRegion region) {
        return Arrays.equals(inferior.memory().readUpTo(region.start(), MAGIC.length), MAGIC);
    }
}

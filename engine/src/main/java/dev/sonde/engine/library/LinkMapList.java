package dev.sonde.engine.library;

import dev.sonde.engine.inferior.Memory;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The list of one namespace, read again and again. Where it can only have grown, nothing is read but its end.
 *
 * <p>A list that is damaged ends where it is: at an entry that cannot be read, or that was met before.
 */
final class LinkMapList {
    private static final int MOST_ENTRIES = 1 << 16;

    private final List<LinkMap> entries = new ArrayList<>();
    private final Set<Long> addresses = new HashSet<>();
    private boolean intact = true;

    /** The entries as they were read last. */
    List<LinkMap> entries() {
        return entries;
    }

    /** Whether the list was read to its end. */
    boolean isIntact() {
        return intact;
    }

    /**
     * Reads what may have changed.
     *
     * @param first the address of the first entry, 0 for none
     * @param onlyGrown whether entries can only have been added, at the end
     * @return how many entries at the beginning are as they were
     */
    int update(Memory memory, long first, boolean onlyGrown) {
        if (onlyGrown && intact && !entries.isEmpty() && entries.getFirst().address() == first) {
            LinkMap last = entries.getLast();
            Optional<LinkMap> now = LinkMap.read(memory, last.address()).filter(last::isSame);
            if (now.isPresent()) {
                int known = entries.size();
                entries.set(known - 1, now.get());
                walk(memory, now.get().next());
                return known;
            }
        }
        entries.clear();
        addresses.clear();
        walk(memory, first);
        return 0;
    }

    private void walk(Memory memory, long start) {
        long next = start;
        intact = true;
        while (next != 0 && intact) {
            Optional<LinkMap> entry = addresses.add(next) && entries.size() < MOST_ENTRIES
                    ? LinkMap.read(memory, next)
                    : Optional.empty();
            entry.ifPresent(entries::add);
            intact = entry.isPresent();
            next = entry.map(LinkMap::next).orElse(0L);
        }
    }
}

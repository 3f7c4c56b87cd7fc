package dev.sonde.debuginfo.dwarf.index;

import dev.sonde.debuginfo.bytes.FormatException;
import dev.sonde.debuginfo.dwarf.Dwarf;
import dev.sonde.debuginfo.dwarf.Unit;
import dev.sonde.debuginfo.dwarf.UnitWalk;
import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** Builds an index: workers take units one by one, and what they found is joined at the end. */
final class IndexBuilder {
    private static final int MAX_DIAGNOSTICS = 1000;

    private final Dwarf dwarf;
    private final BuildProgress progress;
    private final UnitSupply supply;
    private final long total;
    private volatile boolean hasPackage;
    private final AtomicLong done = new AtomicLong();
    private final ConcurrentLinkedQueue<FormatException> diagnostics = new ConcurrentLinkedQueue<>();

    /** A unit and the number that the index is to know it by. */
    record NumberedUnit(Unit unit, int number) {}

    /** Hands out units to the workers; empty when there are no more. */
    @FunctionalInterface
    interface UnitSupply {
        Optional<NumberedUnit> next();
    }

    /** Reads all units. */
    IndexBuilder(Dwarf dwarf, BuildProgress progress) {
        this.dwarf = dwarf;
        this.progress = progress;
        this.supply = new AllUnits(dwarf, diagnostics::add);
        this.total = size(dwarf) + dwarf.supplementary().map(IndexBuilder::size).orElse(0L);
    }

    /** Reads one unit. */
    IndexBuilder(Dwarf dwarf, Unit wanted) {
        this.dwarf = dwarf;
        this.progress = BuildProgress.NONE;
        this.total = wanted.header().end() - wanted.offset();
        int number = new UnitList(dwarf).all().indexOf(wanted);
        var left = new AtomicBoolean(true);
        this.supply = () -> left.getAndSet(false) ? Optional.of(new NumberedUnit(wanted, number)) : Optional.empty();
    }

    private static long size(Dwarf file) {
        return file.growingSection(".debug_info").byteSize()
                + file.growingSection(".debug_types").byteSize();
    }

    NameIndex build() {
        ArrayDeque<Collector> found = collect();
        packagedTypes().ifPresent(found::add);
        var merger = new IndexMerger(found.size() > 1);
        // What has been joined is not needed any more, and there may be much of it.
        while (!found.isEmpty()) {
            merger.add(found.pop());
        }
        MemorySegment bytes = merger.write(
                new UnitList(dwarf).all().size(),
                dwarf.growingSection(".debug_info").byteSize());
        return NameIndex.ofWritten(
                dwarf, bytes, diagnostics.stream().limit(MAX_DIAGNOSTICS).toList());
    }

    private ArrayDeque<Collector> collect() {
        int workers = workers();
        try (ExecutorService executor = Executors.newFixedThreadPool(
                workers, work -> Thread.ofPlatform().name("index").daemon().unstarted(work))) {
            var futures = new ArrayList<Future<Collector>>();
            for (int i = 0; i < workers; i++) {
                futures.add(executor.submit(this::work));
            }
            var found = new ArrayDeque<Collector>();
            for (Future<Collector> future : futures) {
                found.add(future.get());
            }
            return found;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            var cancelled = new CancellationException("interrupted");
            cancelled.initCause(e);
            throw cancelled;
        }
    }

    /** Scanning is faster than decompressing, which has a processor of its own while it lasts. */
    private int workers() {
        int processors = Runtime.getRuntime().availableProcessors();
        return Math.max(1, dwarf.isComplete(".debug_info") ? processors : processors - 1);
    }

    private Collector work() {
        var collector = new Collector();
        var scanner = new UnitScanner(collector);
        for (Optional<NumberedUnit> next = supply.next(); next.isPresent(); next = supply.next()) {
            if (progress.cancelled() || Thread.currentThread().isInterrupted()) {
                // The other workers ask as well.
                throw new CancellationException("the index is not wanted any more");
            }
            Unit unit = next.get().unit;
            int number = next.get().number;
            try {
                if (scanner.scan(unit, number)) {
                    Optional<Unit> split = unit.split();
                    if (split.isPresent()) {
                        scanner.scan(split.get(), number);
                        if (split.get().dwarf().isPackaged()) {
                            hasPackage = true;
                        } else {
                            scanTypes(scanner, split.get(), number);
                        }
                    }
                }
            } catch (FormatException e) {
                diagnostics.add(e);
            }
            progress.advanced(done.addAndGet(unit.header().end() - unit.offset()), total);
        }
        return collector;
    }

    /** The types of a package file, which are of no compilation unit in particular: the first one stands for all. */
    private Optional<Collector> packagedTypes() {
        List<Unit> units = dwarf.units();
        for (int i = 0; i < units.size() && hasPackage; i++) {
            Optional<Unit> split = units.get(i).split();
            if (split.filter(unit -> unit.dwarf().isPackaged()).isPresent()) {
                var collector = new Collector();
                try {
                    scanTypes(new UnitScanner(collector), split.get(), i);
                } catch (FormatException e) {
                    diagnostics.add(e);
                }
                return Optional.of(collector);
            }
        }
        return Optional.empty();
    }

    /** The types that a split file has in units of their own. */
    private static void scanTypes(UnitScanner scanner, Unit split, int number) {
        List<Unit> units = split.dwarf().typeUnits();
        for (int i = 0; i < units.size(); i++) {
            scanner.scan(units.get(i), number, i + 1);
        }
    }

    /** The units of a file, and behind them those of its supplementary file, numbered like {@link UnitList}. */
    private static final class AllUnits implements UnitSupply {
        private final ArrayDeque<UnitWalk> walks = new ArrayDeque<>();
        private int number;

        AllUnits(Dwarf dwarf, Consumer<FormatException> problems) {
            walks.add(dwarf.walkUnits(problems));
            dwarf.supplementary().ifPresent(file -> walks.add(file.walkUnits(problems)));
        }

        @Override
        public synchronized Optional<NumberedUnit> next() {
            while (!walks.isEmpty()) {
                Optional<Unit> unit = walks.element().next();
                if (unit.isPresent()) {
                    return Optional.of(new NumberedUnit(unit.get(), number++));
                }
                walks.remove();
            }
            return Optional.empty();
        }
    }
}

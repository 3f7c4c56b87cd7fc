package dev.sonde.debuginfo.dwarf.index;

import dev.sonde.debuginfo.bytes.FormatException;
import dev.sonde.debuginfo.dwarf.Dwarf;
import dev.sonde.debuginfo.dwarf.Unit;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Builds an index: workers take units one by one, and what they found is joined at the end. */
final class IndexBuilder {
    private static final int MAX_DIAGNOSTICS = 1000;

    private final Dwarf dwarf;
    private final BuildProgress progress;
    private final List<Unit> all;
    private final List<Unit> units;
    private final long total;
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicLong done = new AtomicLong();
    private final ConcurrentLinkedQueue<FormatException> diagnostics = new ConcurrentLinkedQueue<>();

    IndexBuilder(Dwarf dwarf, BuildProgress progress) {
        this(dwarf, progress, new UnitList(dwarf).all());
    }

    /** Reads some units only. */
    IndexBuilder(Dwarf dwarf, BuildProgress progress, List<Unit> wanted) {
        this.dwarf = dwarf;
        this.progress = progress;
        this.all = new UnitList(dwarf).all();
        this.units = wanted;
        this.total = units.stream()
                .mapToLong(unit -> unit.header().end() - unit.offset())
                .sum();
        diagnostics.addAll(dwarf.diagnostics());
    }

    NameIndex build() {
        List<Collector> found = collect();
        var merger = new IndexMerger();
        found.forEach(merger::add);
        MemorySegment bytes = merger.write(
                units.size(),
                dwarf.section(".debug_info").map(MemorySegment::byteSize).orElse(0L));
        return NameIndex.ofWritten(
                dwarf, bytes, diagnostics.stream().limit(MAX_DIAGNOSTICS).toList());
    }

    private List<Collector> collect() {
        int workers = Math.clamp(units.size(), 1, Runtime.getRuntime().availableProcessors());
        try (ExecutorService executor = Executors.newFixedThreadPool(
                workers, Thread.ofPlatform().name("index-", 0).daemon().factory())) {
            var futures = new ArrayList<Future<Collector>>();
            for (int i = 0; i < workers; i++) {
                futures.add(executor.submit(this::work));
            }
            var found = new ArrayList<Collector>();
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

    private Collector work() {
        var collector = new Collector();
        var scanner = new UnitScanner(collector);
        for (int i = next.getAndIncrement(); i < units.size(); i = next.getAndIncrement()) {
            if (progress.cancelled()) {
                // The other workers ask as well.
                throw new CancellationException("the index is not wanted any more");
            }
            Unit unit = units.get(i);
            try {
                int number = units.size() == all.size() ? i : all.indexOf(unit);
                if (scanner.scan(unit, number)) {
                    var split = unit.split();
                    if (split.isPresent()) {
                        scanner.scan(split.get(), number);
                    }
                }
            } catch (FormatException e) {
                diagnostics.add(e);
            }
            progress.advanced(done.addAndGet(unit.header().end() - unit.offset()), total);
        }
        return collector;
    }
}

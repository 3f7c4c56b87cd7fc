package dev.sonde.engine.library;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.engine.inferior.Memory;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What of a list is read when it has changed, and what becomes of one that is damaged. */
class LinkMapListTest {
    private static final long FIRST = 0x1000;
    private static final long STEP = 0x100;

    /** Words at some addresses, and a count of what is read. */
    private static final class Words implements Memory {
        private final Map<Long, Long> words = new HashMap<>();
        private int reads;

        void entry(long address, long next) {
            words.put(address, address * 16);
            words.put(address + 8, 0L);
            words.put(address + 16, address * 16 + 8);
            words.put(address + 24, next);
        }

        /** A list of {@code count} entries. */
        static Words list(int count) {
            Words words = new Words();
            for (int i = 0; i < count; i++) {
                words.entry(at(i), i + 1 < count ? at(i + 1) : 0);
            }
            return words;
        }

        static long at(int index) {
            return FIRST + index * STEP;
        }

        @Override
        public long read(long address, MemorySegment into) {
            reads++;
            for (long at = 0; at < into.byteSize(); at += Long.BYTES) {
                Long word = words.get(address + at);
                if (word == null) {
                    return at;
                }
                into.set(ValueLayout.JAVA_LONG_UNALIGNED, at, word);
            }
            return into.byteSize();
        }

        @Override
        public long write(long address, MemorySegment from) {
            throw new UnsupportedOperationException("a list is only read");
        }
    }

    private static int readsToAdd(int known) {
        Words words = Words.list(known);
        LinkMapList list = new LinkMapList();
        list.update(words, FIRST, true);
        assertThat(list.entries()).hasSize(known);
        words.entry(Words.at(known - 1), Words.at(known));
        words.entry(Words.at(known), 0);
        words.reads = 0;
        assertThat(list.update(words, FIRST, true)).isEqualTo(known);
        assertThat(list.entries()).hasSize(known + 1);
        assertThat(list.entries().getLast().address()).isEqualTo(Words.at(known));
        return words.reads;
    }

    @Test
    void whatWasAddedIsReadAndNothingElse() {
        assertThat(readsToAdd(1000)).isEqualTo(readsToAdd(10)).isEqualTo(2);
    }

    @Test
    void nothingNewCostsOneRead() {
        Words words = Words.list(50);
        LinkMapList list = new LinkMapList();
        list.update(words, FIRST, true);
        words.reads = 0;
        assertThat(list.update(words, FIRST, true)).isEqualTo(50);
        assertThat(words.reads).isEqualTo(1);
    }

    @Test
    void aListThatMayHaveLostSomethingIsReadAnew() {
        Words words = Words.list(10);
        LinkMapList list = new LinkMapList();
        list.update(words, FIRST, true);
        words.entry(Words.at(3), Words.at(5));
        assertThat(list.update(words, FIRST, false)).isZero();
        assertThat(list.entries()).hasSize(9).noneMatch(entry -> entry.address() == Words.at(4));
        assertThat(list.isIntact()).isTrue();
    }

    @Test
    void aListWhoseEndHasGoneIsReadAnewThoughItWasSaidToHaveGrown() {
        Words words = Words.list(10);
        LinkMapList list = new LinkMapList();
        list.update(words, FIRST, true);
        words.words.remove(Words.at(9));
        words.entry(Words.at(8), 0);
        assertThat(list.update(words, FIRST, true)).isZero();
        assertThat(list.entries()).hasSize(9);
    }

    @Test
    void aCycleEndsTheList() {
        Words words = Words.list(10);
        words.entry(Words.at(9), Words.at(4));
        LinkMapList list = new LinkMapList();
        list.update(words, FIRST, false);
        assertThat(list.entries()).hasSize(10);
        assertThat(list.isIntact()).isFalse();
        list.update(words, FIRST, true);
        assertThat(list.entries()).hasSize(10);
    }

    @Test
    void anEntryThatCannotBeReadEndsTheList() {
        Words words = Words.list(10);
        words.entry(Words.at(5), 0x10);
        LinkMapList list = new LinkMapList();
        list.update(words, FIRST, false);
        assertThat(list.entries()).hasSize(6);
        assertThat(list.isIntact()).isFalse();
        list.update(words, 0x20, false);
        assertThat(list.entries()).isEmpty();
    }

    @Test
    void aListWithoutEndIsGivenUp() {
        Memory endless = new Memory() {
            @Override
            public long read(long address, MemorySegment into) {
                into.fill((byte) 0);
                into.set(ValueLayout.JAVA_LONG_UNALIGNED, 24, address + STEP);
                return into.byteSize();
            }

            @Override
            public long write(long address, MemorySegment from) {
                throw new UnsupportedOperationException("a list is only read");
            }
        };
        LinkMapList list = new LinkMapList();
        list.update(endless, FIRST, false);
        assertThat(list.isIntact()).isFalse();
    }
}

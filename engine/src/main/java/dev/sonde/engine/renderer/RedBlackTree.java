package dev.sonde.engine.renderer;

import dev.sonde.engine.error.DebugException;
import java.util.Iterator;
import java.util.function.LongUnaryOperator;

/**
 * Walks the binary search trees of C++ libraries in the order of their keys.
 *
 * @param view reads memory
 * @param left where a node has the address of its left child, in bytes; and so on
 */
public record RedBlackTree(ObjectView view, long left, long right, long parent) {
    /** A balanced tree of more nodes than there are addresses is less high. */
    private static final int MAX_HEIGHT = 130;

    /** The nodes from {@code first} on, so many of them. */
    public Iterator<Long> nodes(long first, long count) {
        return count == 0
                ? Sequences.linked(0, 0, LongUnaryOperator.identity())
                : Sequences.atMost(count, Sequences.linked(first, 0, this::next));
    }

    /** The node that comes after one. */
    public long next(long node) {
        long right = view.word(node + right());
        int steps = 0;
        if (right != 0) {
            long at = right;
            for (long below = view.word(at + left()); below != 0; below = view.word(at + left())) {
                at = below;
                check(steps++, node);
            }
            return at;
        }
        long at = node;
        long above = view.word(node + parent());
        while (at == view.word(above + right())) {
            at = above;
            above = view.word(above + parent());
            check(steps++, node);
        }
        return view.word(at + right()) == above ? at : above;
    }

    private static void check(int steps, long node) {
        if (steps > MAX_HEIGHT) {
            throw new DebugException("The tree is damaged at 0x" + Long.toHexString(node));
        }
    }
}

package dev.sonde.engine.expression;

/** Tells expressions that change nothing from others. */
final class Purity {
    private Purity() {}

    /** Whether an evaluation only reads. */
    static boolean isPure(Node node) {
        return switch (node) {
            case Node.Constant _, Node.Name _, Node.DollarName _, Node.HistoryValue _, Node.RecentValue _ -> true;
            case Node.Unary unary -> isPure(unary.operand());
            case Node.Dereference dereference -> isPure(dereference.operand());
            case Node.AddressOf addressOf -> isPure(addressOf.operand());
            case Node.Binary binary -> isPure(binary.left()) && isPure(binary.right());
            case Node.Cast cast -> isPure(cast.operand());
            case Node.Index index -> isPure(index.array()) && isPure(index.index());
            case Node.MemberAccess access -> isPure(access.object());
            default -> false;
        };
    }
}

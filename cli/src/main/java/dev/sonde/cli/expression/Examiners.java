package dev.sonde.cli.expression;

import dev.sonde.cli.command.Session;
import dev.sonde.engine.expression.MemoryExaminer;

/** What remembers where the {@code x} command stopped. One per session. */
public final class Examiners {
    private final MemoryExaminer forCommands;
    private final MemoryExaminer forDisplays;

    private Examiners(Session session) {
        forCommands = examiner(session);
        forDisplays = examiner(session);
    }

    /** Those of {@code session}. */
    public static Examiners of(Session session) {
        return session.shared(Examiners.class, Examiners::new);
    }

    /** For the {@code x} command. */
    public MemoryExaminer forCommands() {
        return forCommands;
    }

    /** For what is displayed at stops, which does not change what {@code x} does next. */
    public MemoryExaminer forDisplays() {
        return forDisplays;
    }

    private static MemoryExaminer examiner(Session session) {
        return new MemoryExaminer(
                Expressions.of(session).liveContext(),
                new SymbolNames(session).stored(),
                Instructions.of(session)::text,
                ValueTexts.options(session));
    }
}

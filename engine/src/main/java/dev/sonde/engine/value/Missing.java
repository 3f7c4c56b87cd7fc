package dev.sonde.engine.value;

/** Why a value or a part of it cannot be had. */
public sealed interface Missing {
    /** The compiler has kept it nowhere. */
    record OptimizedOut() implements Missing {
        /** The one that is needed. */
        public static final OptimizedOut INSTANCE = new OptimizedOut();

        @Override
        public String shown() {
            return "<optimized out>";
        }

        @Override
        public String sentence() {
            return "value has been optimized out";
        }
    }

    /** It was in a register that a called function has used for something else. */
    record NotSaved() implements Missing {
        /** The one that is needed. */
        public static final NotSaved INSTANCE = new NotSaved();

        @Override
        public String shown() {
            return "<not saved>";
        }

        @Override
        public String sentence() {
            return "value is not available: its register was not saved";
        }
    }

    /**
     * Memory that cannot be read.
     *
     * @param address the first byte
     * @param length how many
     */
    record Unreadable(long address, long length) implements Missing {
        @Override
        public String shown() {
            return "<error: " + sentence() + ">";
        }

        @Override
        public String sentence() {
            return "Cannot access memory at address 0x" + Long.toHexString(address);
        }
    }

    /**
     * Something that its description asks for.
     *
     * @param reason a sentence without a full stop
     */
    record Undescribed(String reason) implements Missing {
        @Override
        public String shown() {
            return "<error: " + reason + ">";
        }

        @Override
        public String sentence() {
            return reason;
        }
    }

    /**
     * It has an address, which cannot be told: it is in storage that a thread does not have.
     *
     * @param reason a sentence without a full stop
     */
    record Unplaced(String reason) implements Missing {
        @Override
        public String shown() {
            return "<error: " + reason + ">";
        }

        @Override
        public String sentence() {
            return reason;
        }
    }

    /** What stands in the place of the value. */
    String shown();

    /** Why it cannot be used, as a sentence. */
    String sentence();
}

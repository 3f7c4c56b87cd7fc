package dev.sonde.engine.rsp;

/** What has come from the other end. Acknowledgements are dealt with by the connection and never seen. */
public sealed interface Incoming {
    /**
     * A packet whose checksum was right.
     *
     * @param payload without escapes and run lengths
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Packet(byte[] payload) implements Incoming {}

    /** A notification: a packet that nobody acknowledges, and that may come at any time. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Notification(byte[] payload) implements Incoming {}

    /** The byte that asks the program to stop: the interrupt character, 0x03, outside of any packet. */
    record Interrupt() implements Incoming {}

    /**
     * A packet that cannot be used. While packets are acknowledged, the connection has it sent again, and nobody sees this.
     *
     * @param reason what is wrong with it
     * @param notification whether it was a notification, which cannot be had again
     */
    record Damaged(String reason, boolean notification) implements Incoming {}

    /** The other end has closed the connection, perhaps in the middle of a packet. */
    record Closed() implements Incoming {}
}

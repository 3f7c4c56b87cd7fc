package dev.sonde.cli.triage;

import dev.sonde.cli.triage.Crash.CrashFrame;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/**
 * What crashes are grouped by: the signal and the innermost functions. A function without a name goes by its file and the
 * place in it, so that the signature is the same however addresses were randomised, and whatever the line numbers.
 */
final class Signature {
    private static final int FRAMES = 6;
    private static final int BYTES = 8;

    /** What abort and its like have between them and the one who called them. */
    private static final Set<String> MACHINERY = Set.of(
            "raise",
            "__GI_raise",
            "gsignal",
            "abort",
            "__GI_abort",
            "__pthread_kill",
            "__GI___pthread_kill",
            "___pthread_kill",
            "pthread_kill",
            "__pthread_kill_implementation",
            "__pthread_kill_internal",
            "__libc_message",
            "__libc_message_impl",
            "malloc_printerr",
            "__assert_fail",
            "__GI___assert_fail",
            "__assert_fail_base",
            "__GI___fortify_fail",
            "__fortify_fail",
            "__stack_chk_fail",
            "__GI___stack_chk_fail");

    private Signature() {}

    /** Sixteen hexadecimal digits. */
    static String of(String signal, List<CrashFrame> frames) {
        StringBuilder text = new StringBuilder(signal);
        frames.stream()
                .dropWhile(frame -> frame.function().filter(MACHINERY::contains).isPresent())
                .limit(FRAMES)
                .forEach(frame -> text.append('\n').append(name(frame)));
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(text.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java platform has it
        }
    }

    private static String name(CrashFrame frame) {
        return frame.function()
                .orElseGet(() -> frame.module()
                        .map(module ->
                                module.substring(module.lastIndexOf('/') + 1) + "+" + Long.toHexString(frame.offset()))
                        .orElse("?"));
    }
}

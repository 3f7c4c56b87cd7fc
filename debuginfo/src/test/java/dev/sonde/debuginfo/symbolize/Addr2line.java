package dev.sonde.debuginfo.symbolize;

import dev.sonde.debuginfo.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** What GNU addr2line says of many addresses, asked all at once. */
final class Addr2line {
    private static final String DISCRIMINATOR = " (discriminator ";

    private Addr2line() {}

    /** A frame as addr2line shows it; the line is empty where it prints a question mark. */
    record Shown(String function, String file, String line, String discriminator) {
        static Shown of(String function, String place) {
            int extra = place.indexOf(DISCRIMINATOR);
            String plain = extra < 0 ? place : place.substring(0, extra);
            int colon = plain.lastIndexOf(':');
            String line = plain.substring(colon + 1);
            return new Shown(
                    function,
                    plain.substring(0, colon),
                    line.equals("0") ? "?" : line,
                    extra < 0 ? "" : place.substring(extra));
        }

        static Shown of(Frame frame) {
            return new Shown(
                    frame.function().orElse("??"),
                    frame.file().orElse("??"),
                    frame.line() == 0 ? "?" : Integer.toString(frame.line()),
                    frame.line() == 0 || frame.discriminator() == 0 ? "" : DISCRIMINATOR + frame.discriminator() + ")");
        }

        Shown withoutDiscriminator() {
            return new Shown(function, file, line, "");
        }

        Shown named(String name) {
            return new Shown(name, file, line, discriminator);
        }
    }

    /** The frames of each address, the innermost first. */
    static List<List<Shown>> frames(Path directory, Path program, long[] addresses) throws IOException {
        Path input = directory.resolve("addresses");
        Files.writeString(
                input,
                Arrays.stream(addresses)
                        .mapToObj(a -> Long.toHexString(a) + "\n")
                        .collect(Collectors.joining()));
        List<String> lines = Tool.linesFrom(input, "addr2line", "-afi", "-C", "-e", program.toString());
        List<List<Shown>> all = new ArrayList<>();
        int at = 0;
        for (long address : addresses) {
            String head = String.format("0x%016x", address);
            if (at >= lines.size() || !lines.get(at).equals(head)) {
                throw new AssertionError("addr2line says nothing of " + head);
            }
            at++;
            List<Shown> frames = new ArrayList<>();
            while (at < lines.size() && !isAddress(lines.get(at))) {
                frames.add(Shown.of(lines.get(at), lines.get(at + 1)));
                at += 2;
            }
            all.add(frames);
        }
        return all;
    }

    private static boolean isAddress(String line) {
        return line.length() == 18 && line.startsWith("0x");
    }

    /** Our own frames in the same form. */
    static List<Shown> shown(List<Frame> frames) {
        return frames.isEmpty()
                ? List.of(new Shown("??", "??", "?", ""))
                : frames.stream().map(Shown::of).toList();
    }
}

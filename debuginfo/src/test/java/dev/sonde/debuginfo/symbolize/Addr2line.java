package dev.sonde.debuginfo.symbolize;

import dev.sonde.debuginfo.Tool;
import dev.sonde.debuginfo.demangle.DemangleOptions;
import dev.sonde.debuginfo.demangle.Demangler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** What GNU or LLVM addr2line says of many addresses, asked all at once. */
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

    /** The frames of each address by GNU addr2line, the innermost first. */
    static List<List<Shown>> frames(Path directory, Path program, long[] addresses) throws IOException {
        return parse(
                Tool.linesFrom(input(directory, addresses), "addr2line", "-afi", "-C", "-e", program.toString()),
                addresses);
    }

    /**
     * The frames of each address by LLVM, which reads what GNU addr2line of binutils 2.40 cannot: the indexed forms of
     * DWARF 5, type units of DWARF 5, and split files. Names are demangled by us, because LLVM spells them otherwise.
     */
    static List<List<Shown>> framesByLlvm(Path directory, Path program, long[] addresses) throws IOException {
        List<String> lines =
                Tool.linesFrom(input(directory, addresses), "llvm-addr2line", "-afi", "-e", program.toString());
        return parse(lines, addresses).stream()
                .map(frames -> frames.stream()
                        .map(frame -> frame.named(Demangler.demangle(frame.function(), DemangleOptions.SHORT)
                                .orElse(frame.function())))
                        .toList())
                .toList();
    }

    private static Path input(Path directory, long[] addresses) throws IOException {
        return Files.writeString(
                directory.resolve("addresses"),
                Arrays.stream(addresses)
                        .mapToObj(a -> "0x" + Long.toHexString(a) + "\n")
                        .collect(Collectors.joining()));
    }

    private static List<List<Shown>> parse(List<String> lines, long[] addresses) {
        List<List<Shown>> all = new ArrayList<>();
        int at = 0;
        for (long address : addresses) {
            if (at >= lines.size() || !lines.get(at).matches(String.format("0x0*%x", address))) {
                throw new AssertionError("nothing is said of " + Long.toHexString(address));
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
        return line.matches("0x[0-9a-f]+");
    }

    /** Our own frames in the same form. */
    static List<Shown> shown(List<Frame> frames) {
        return frames.isEmpty()
                ? List.of(new Shown("??", "??", "?", ""))
                : frames.stream().map(Shown::of).toList();
    }
}

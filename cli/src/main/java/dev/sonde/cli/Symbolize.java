package dev.sonde.cli;

import dev.sonde.debuginfo.bytes.FormatException;
import dev.sonde.debuginfo.symbolize.Frame;
import dev.sonde.debuginfo.symbolize.Symbolizer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code sonde symbolize}: names addresses of a file, in the format of {@code addr2line -afi -C}.
 *
 * <p>Needs no process and no debugger. Source of the format: addr2line(1).
 */
final class Symbolize {
    private static final int FAILED = 1;
    private static final int HEXADECIMAL = 16;
    private static final String UNKNOWN = "??";

    private final InputStream in;
    private final PrintStream out;
    private final PrintStream err;

    /** Reads addresses from {@code in} if the command line has none. */
    Symbolize(InputStream in, PrintStream out, PrintStream err) {
        this.in = in;
        this.out = out;
        this.err = err;
    }

    /** Carries out the command line behind {@code symbolize}; the exit status, 0 if all addresses could be read. */
    int run(List<String> words) {
        if (words.contains("--help") || words.contains("-h")) {
            out.print(Texts.SYMBOLIZE_HELP);
            out.flush();
            return 0;
        }
        boolean optionsEnd = !words.isEmpty() && words.getFirst().equals("--");
        List<String> arguments = optionsEnd ? words.subList(1, words.size()) : words;
        int status;
        if (arguments.isEmpty()) {
            status = fail("symbolize needs a FILE; see \"sonde symbolize --help\"");
        } else if (!optionsEnd && words.getFirst().startsWith("-")) {
            status = fail("unrecognized option '" + words.getFirst() + "'; see \"sonde symbolize --help\"");
        } else {
            status = symbolize(arguments.getFirst(), arguments.subList(1, arguments.size()));
        }
        out.flush();
        err.flush();
        return status;
    }

    private int symbolize(String file, List<String> addresses) {
        Symbolizer symbolizer = open(file);
        if (symbolizer == null) {
            return FAILED;
        }
        boolean good = true;
        if (addresses.isEmpty()) {
            good = symbolizeInput(symbolizer);
        } else {
            for (String address : addresses) {
                good &= symbolize(symbolizer, address);
            }
        }
        symbolizer.diagnostics().forEach(problem -> err.println("sonde: warning: " + file + ": " + problem));
        return good ? 0 : FAILED;
    }

    private @Nullable Symbolizer open(String file) {
        try {
            return Symbolizer.open(Path.of(file));
        } catch (NoSuchFileException e) {
            fail(file + ": No such file");
        } catch (InvalidPathException e) {
            fail(file + ": not a file name: " + e.getReason());
        } catch (IOException e) {
            fail("cannot read " + file + ": " + e.getMessage());
        } catch (FormatException e) {
            fail(file + ": not a 64-bit little-endian ELF file: " + e.reason());
        }
        return null;
    }

    private boolean symbolizeInput(Symbolizer symbolizer) {
        boolean good = true;
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.isBlank()) {
                    good &= symbolize(symbolizer, line.strip());
                }
                // Whoever feeds addresses one at a time waits for each answer; a file or a pipe has more at once.
                if (!lines.ready()) {
                    out.flush();
                }
            }
            return good;
        } catch (IOException e) {
            fail("cannot read addresses: " + e.getMessage());
            return false;
        }
    }

    private boolean symbolize(Symbolizer symbolizer, String text) {
        long address;
        try {
            address = Long.parseUnsignedLong(
                    text.startsWith("0x") || text.startsWith("0X") ? text.substring(2) : text, HEXADECIMAL);
        } catch (NumberFormatException e) {
            fail("\"" + text + "\" is no hexadecimal address of at most 64 bits");
            return false;
        }
        out.println(String.format("0x%016x", address));
        List<Frame> frames = symbolizer.frames(address);
        for (Frame frame : frames) {
            out.println(frame.function().orElse(UNKNOWN));
            out.println(place(frame));
        }
        if (frames.isEmpty()) {
            out.println(UNKNOWN);
            out.println(UNKNOWN + ":0");
        }
        return true;
    }

    private static String place(Frame frame) {
        String place = frame.file().orElse(UNKNOWN) + ":" + (frame.line() == 0 ? "?" : frame.line());
        return frame.line() == 0 || frame.discriminator() == 0
                ? place
                : place + " (discriminator " + frame.discriminator() + ")";
    }

    private int fail(String message) {
        out.flush();
        err.println("sonde: " + message);
        return FAILED;
    }
}

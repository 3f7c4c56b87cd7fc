package dev.sonde.debuginfo.symbolize;

import dev.sonde.debuginfo.dwarf.Dwarf;
import dev.sonde.debuginfo.dwarf.line.LineTable;
import dev.sonde.debuginfo.symbolize.Addr2line.Shown;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** Why addr2line (of binutils 2.40) and we say something different of one address. */
enum Difference {
    /** Nothing is different. */
    EQUAL("equal"),
    /** addr2line repeats the discriminator of the instruction at the lines of the calls that led to it. */
    DISCRIMINATOR_OF_CALL("addr2line repeats the discriminator at the lines of calls"),
    /** The registers of a line program start with file 1 (DWARF 5 section 6.2.2), which file 0 need not be. */
    FIRST_FILE("addr2line starts line programs of DWARF 5 with file 0"),
    /** addr2line gives the innermost function the name of the symbol, though it is inlined and the symbol is another's. */
    SYMBOL_FOR_INLINED("addr2line names an inlined function as the symbol it is in"),
    /** The debugging information has a name without scopes, parameters or suffix; we take those from the symbol. */
    SYMBOL_FOR_FUNCTION("we name a function by its symbol, addr2line by its plain name"),
    /** Several symbols have one address. */
    ALIAS("another of the symbols at one address"),
    /** A file without name, which the assembler or the linker has made. */
    EMPTY_FILE("addr2line prints the empty name of a file"),
    /** None of these. */
    UNEXPLAINED("not explained");

    private final String text;

    Difference(String text) {
        this.text = text;
    }

    String text() {
        return text;
    }

    /**
     * The reasons for what differs at an address.
     *
     * @param symbols the demangled names of all symbols at the start of the one that the address lies in
     */
    static List<Difference> between(
            List<Shown> ours, List<Shown> theirs, long address, Dwarf dwarf, Set<String> symbols) {
        if (ours.equals(theirs)) {
            return List.of(EQUAL);
        }
        if (ours.size() != theirs.size()) {
            return List.of(UNEXPLAINED);
        }
        List<Difference> reasons = new ArrayList<>();
        for (int i = 0; i < ours.size(); i++) {
            Shown own = ours.get(i);
            Shown other = theirs.get(i);
            if (!own.discriminator().equals(other.discriminator())) {
                reasons.add(
                        i > 0
                                        && own.discriminator().isEmpty()
                                        && other.discriminator()
                                                .equals(theirs.getFirst().discriminator())
                                ? DISCRIMINATOR_OF_CALL
                                : UNEXPLAINED);
            }
            if (!own.line().equals(other.line())) {
                reasons.add(UNEXPLAINED);
            }
            if (!own.file().equals(other.file())) {
                reasons.add(fileReason(own, other, i, address, dwarf));
            }
            if (!own.function().equals(other.function())) {
                reasons.add(nameReason(own.function(), other.function(), i, ours.size() - 1, symbols));
            }
        }
        return reasons.stream().distinct().toList();
    }

    private static Difference fileReason(Shown own, Shown other, int level, long address, Dwarf dwarf) {
        if (other.file().isEmpty() && own.file().equals("??")) {
            return EMPTY_FILE;
        }
        boolean first = level == 0
                && dwarf.unitFor(address)
                        .flatMap(LineTable::of)
                        .filter(table -> table.header().encoding().version() >= 5
                                && table.rowFor(address)
                                        .filter(row -> row.file() == 1)
                                        .isPresent()
                                && table.path(0).filter(other.file()::equals).isPresent()
                                && table.path(1).filter(own.file()::equals).isPresent())
                        .isPresent();
        return first ? FIRST_FILE : UNEXPLAINED;
    }

    private static Difference nameReason(String own, String other, int level, int last, Set<String> symbols) {
        if (level == 0 && last > 0 && symbols.contains(other)) {
            return SYMBOL_FOR_INLINED;
        }
        if (level == last && symbols.contains(own)) {
            return symbols.contains(other) ? ALIAS : isPlainName(other, own) ? SYMBOL_FOR_FUNCTION : UNEXPLAINED;
        }
        return UNEXPLAINED;
    }

    /** Whether {@code whole} is {@code plain} with scopes before it, or with parameters or a suffix behind it. */
    private static boolean isPlainName(String plain, String whole) {
        return IntStream.iterate(whole.indexOf(plain), i -> i >= 0, i -> whole.indexOf(plain, i + 1))
                .anyMatch(i -> (i == 0 || whole.startsWith("::", i - 2))
                        && (i + plain.length() == whole.length()
                                || "(.<".indexOf(whole.charAt(i + plain.length())) >= 0));
    }
}

package dev.sonde.engine.remote;

import dev.sonde.engine.error.DebugException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Reads target descriptions, the documents that they include with them.
 *
 * <p>Source: "Debugging with GDB", appendix G, "Target Descriptions"; what lldb-server adds, {@code offset} and {@code
 * value_regnums}, is of lldb's document "LLDB GDB Remote Extensions".
 */
final class DescriptionReader {
    private static final int MAXIMUM_DOCUMENTS = 64;
    private static final int MAXIMUM_REGISTERS = 4096;
    private static final int MAXIMUM_BITS = 1 << 16;

    private final Function<String, Optional<String>> documents;
    private final Set<String> read = new HashSet<>();
    private final List<DescribedRegister> registers = new ArrayList<>();
    private Optional<String> architecture = Optional.empty();
    private int number;

    /**
     * A description.
     *
     * @param architecture such as {@code i386:x86-64}
     */
    record Description(Optional<String> architecture, List<DescribedRegister> registers) {}

    /**
     * A register of a description.
     *
     * @param offset where it is in the reply to {@code g}, in bytes; -1 for behind the one before it
     */
    record DescribedRegister(int number, String name, int size, int offset) {}

    private DescriptionReader(Function<String, Optional<String>> documents) {
        this.documents = documents;
    }

    /**
     * The description that begins in {@code target.xml}; empty when there is none.
     *
     * @param documents gives the text of a document
     * @throws DebugException if it is no description
     */
    static Optional<Description> read(Function<String, Optional<String>> documents) {
        DescriptionReader reader = new DescriptionReader(documents);
        if (!reader.include("target.xml")) {
            return Optional.empty();
        }
        return Optional.of(new Description(reader.architecture, List.copyOf(reader.registers)));
    }

    private boolean include(String name) {
        if (!read.add(name)) {
            return true;
        }
        if (read.size() > MAXIMUM_DOCUMENTS) {
            throw new DebugException("The target description includes more than " + MAXIMUM_DOCUMENTS + " documents");
        }
        Optional<String> text = documents.apply(name).filter(found -> !found.isBlank());
        text.ifPresent(found -> parse(name, found));
        return text.isPresent();
    }

    private void parse(String name, String text) {
        XMLInputFactory factory = XMLInputFactory.newFactory();
        // QEMU does not declare the prefix of xi:include.
        factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, false);
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        try {
            XMLStreamReader xml = factory.createXMLStreamReader(new StringReader(text));
            while (xml.hasNext()) {
                if (xml.next() == XMLStreamConstants.START_ELEMENT) {
                    element(xml);
                }
            }
        } catch (XMLStreamException e) {
            throw new DebugException("Could not parse the target description \"" + name + "\": " + e.getMessage(), e);
        }
    }

    private void element(XMLStreamReader xml) throws XMLStreamException {
        switch (xml.getLocalName()) {
            case "architecture" ->
                architecture = Optional.of(xml.getElementText().strip());
            case "include", "xi:include" -> attribute(xml, "href").ifPresent(this::include);
            case "reg" -> register(xml);
            default -> {}
        }
    }

    private void register(XMLStreamReader xml) {
        number = attribute(xml, "regnum")
                .map(text -> number(text, MAXIMUM_REGISTERS))
                .orElse(number);
        String name = attribute(xml, "name").orElse("");
        int bits = attribute(xml, "bitsize")
                .map(text -> number(text, MAXIMUM_BITS))
                .orElseThrow(
                        () -> new DebugException("The target description gives register \"" + name + "\" no size"));
        int offset =
                attribute(xml, "offset").map(text -> number(text, MAXIMUM_BITS)).orElse(-1);
        if (registers.size() >= MAXIMUM_REGISTERS) {
            throw new DebugException("The target description has more than " + MAXIMUM_REGISTERS + " registers");
        }
        registers.add(new DescribedRegister(number++, name, (bits + 7) / 8, offset));
    }

    private static int number(String text, int maximum) {
        try {
            int number = Integer.decode(text.strip());
            if (number >= 0 && number <= maximum) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Told below, as one that is too large is.
        }
        throw new DebugException("The target description has \"" + text + "\" where a number is expected");
    }

    private static Optional<String> attribute(XMLStreamReader xml, String name) {
        return Optional.ofNullable(xml.getAttributeValue(null, name));
    }
}

package dev.sonde.engine.rsp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.engine.x86_64.RegisterTable;
import dev.sonde.engine.x86_64.XsaveLayout;
import java.io.StringReader;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** The registers of a machine as the protocol has them. */
class TargetDescriptionTest {
    @Test
    void theDocumentListsTheRegistersInTheirOrder() throws Exception {
        TargetDescription description = TargetDescription.of(RegisterTable.of(XsaveLayout.intel()));
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
        Document document = factory.newDocumentBuilder().parse(new InputSource(new StringReader(description.xml())));
        NodeList registers = document.getElementsByTagName("reg");
        assertThat(registers.getLength()).isEqualTo(description.registers().size());
        for (int i = 0; i < registers.getLength(); i++) {
            Element element = (Element) registers.item(i);
            RemoteRegister register = description.registers().get(i);
            assertThat(element.getAttribute("name")).isEqualTo(register.name());
            assertThat(element.getAttribute("regnum")).isEqualTo(Integer.toString(i));
            assertThat(element.getAttribute("bitsize")).isEqualTo(Integer.toString(8 * register.size()));
        }
    }

    @Test
    void gdbsNumbersOfTheGeneralRegistersAreKept() {
        TargetDescription description = TargetDescription.of(RegisterTable.of(XsaveLayout.legacy()));
        assertThat(description.register("rip").orElseThrow().number()).isEqualTo(16);
        assertThat(description.register("st0").orElseThrow().number()).isEqualTo(24);
        assertThat(description.register("xmm0").orElseThrow().number()).isEqualTo(40);
        assertThat(description.register("mxcsr").orElseThrow().number()).isEqualTo(56);
        assertThat(description.register("orig_rax").orElseThrow().number()).isEqualTo(57);
        assertThat(description.register("ymm0h")).isEmpty();
        assertThat(description.register(-1)).isEmpty();
        assertThat(description.register(1000)).isEmpty();
    }
}

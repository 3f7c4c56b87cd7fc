package dev.sonde.engine.rsp;

import java.util.List;

/**
 * A standard feature of a target description.
 *
 * @param name that debuggers know, such as {@code org.gnu.gdb.i386.core}
 * @param types the definitions of the types that its registers have, in XML
 */
record TargetFeature(String name, String types, List<RemoteRegister> registers) {
    void writeTo(StringBuilder text) {
        text.append("<feature name=\"").append(name).append("\">\n").append(types);
        for (RemoteRegister register : registers) {
            text.append("  <reg name=\"").append(register.name());
            text.append("\" bitsize=\"").append(register.size() * 8);
            text.append("\" type=\"").append(register.type());
            text.append("\" regnum=\"").append(register.number());
            if (!register.group().isEmpty()) {
                text.append("\" group=\"").append(register.group());
            }
            text.append("\"/>\n");
        }
        text.append("</feature>\n");
    }
}

package dev.sonde.engine.rsp;

import dev.sonde.engine.x86_64.Register;
import dev.sonde.engine.x86_64.RegisterTable;
import dev.sonde.engine.x86_64.XsaveLayout;
import java.util.ArrayList;
import java.util.List;

/** The standard features of x86-64 that a machine has, with their registers numbered through. */
final class TargetFeatures {
    private static final String DEFAULT_GROUP = "";

    private static final List<String> POINTERS = List.of("rbp", "rsp");
    private static final List<String> GENERAL = List.of(
            "rax", "rbx", "rcx", "rdx", "rsi", "rdi", "rbp", "rsp", "r8", "r9", "r10", "r11", "r12", "r13", "r14",
            "r15");
    private static final List<String> SEGMENTS = List.of("cs", "ss", "ds", "es", "fs", "gs");
    private static final List<String> X87_CONTROL =
            List.of("fctrl", "fstat", "ftag", "fiseg", "fioff", "foseg", "fooff", "fop");

    private static final String CORE_TYPES = flags(
            "i386_eflags",
            List.of(
                    "CF:0", ":1", "PF:2", "AF:4", "ZF:6", "SF:7", "TF:8", "IF:9", "DF:10", "OF:11", "NT:14", "RF:16",
                    "VM:17", "AC:18", "VIF:19", "VIP:20", "ID:21"));
    private static final String VEC128 = """
              <vector id="v8bf16" type="bfloat16" count="8"/>
              <vector id="v4f" type="ieee_single" count="4"/>
              <vector id="v2d" type="ieee_double" count="2"/>
              <vector id="v16i8" type="int8" count="16"/>
              <vector id="v8i16" type="int16" count="8"/>
              <vector id="v4i32" type="int32" count="4"/>
              <vector id="v2i64" type="int64" count="2"/>
              <union id="vec128">
                <field name="v8_bfloat16" type="v8bf16"/>
                <field name="v4_float" type="v4f"/>
                <field name="v2_double" type="v2d"/>
                <field name="v16_int8" type="v16i8"/>
                <field name="v8_int16" type="v8i16"/>
                <field name="v4_int32" type="v4i32"/>
                <field name="v2_int64" type="v2i64"/>
                <field name="uint128" type="uint128"/>
              </union>
            """;
    private static final String MXCSR_TYPE = flags(
            "i386_mxcsr",
            List.of(
                    "IE:0", "DE:1", "ZE:2", "OE:3", "UE:4", "PE:5", "DAZ:6", "IM:7", "DM:8", "ZM:9", "OM:10", "UM:11",
                    "PM:12", "FZ:15"));
    private static final String TWO_HALVES = "  <vector id=\"v2ui128\" type=\"uint128\" count=\"2\"/>\n";

    private final RegisterTable table;
    private final List<TargetFeature> features = new ArrayList<>();
    private List<RemoteRegister> current = new ArrayList<>();
    private int number;

    TargetFeatures(RegisterTable table) {
        this.table = table;
        addCore();
        addSse();
        add("orig_rax", "orig_rax", 8, "int", 0, "system");
        finish("org.gnu.gdb.i386.linux", "");
        add("fs_base", "fs_base", 8, "int", 0, DEFAULT_GROUP);
        add("gs_base", "gs_base", 8, "int", 0, DEFAULT_GROUP);
        finish("org.gnu.gdb.i386.segments", "");
        XsaveLayout layout = table.layout();
        if (layout.has(XsaveLayout.AVX)) {
            upperHalves("ymm", 0, 16, 16, "uint128");
            finish("org.gnu.gdb.i386.avx", "");
        }
        if (layout.has(XsaveLayout.HI16_ZMM) && layout.has(XsaveLayout.ZMM_HI256) && layout.has(XsaveLayout.OPMASK)) {
            addAvx512();
        }
        if (layout.has(XsaveLayout.PKRU)) {
            add("pkru", "pkru", 4, "uint32", 0, DEFAULT_GROUP);
            finish("org.gnu.gdb.i386.pkeys", "");
        }
    }

    List<TargetFeature> all() {
        return List.copyOf(features);
    }

    private void addCore() {
        for (String name : GENERAL) {
            add(name, name, 8, POINTERS.contains(name) ? "data_ptr" : "int64", 0, DEFAULT_GROUP);
        }
        add("rip", "rip", 8, "code_ptr", 0, DEFAULT_GROUP);
        add("eflags", "eflags", 4, "i386_eflags", 0, DEFAULT_GROUP);
        for (String name : SEGMENTS) {
            add(name, name, 4, "int32", 0, DEFAULT_GROUP);
        }
        for (int i = 0; i < 8; i++) {
            add("st" + i, "st" + i, 10, "i387_ext", 0, DEFAULT_GROUP);
        }
        for (String name : X87_CONTROL) {
            add(name, name, 4, "int", 0, "float");
        }
        finish("org.gnu.gdb.i386.core", CORE_TYPES);
    }

    private void addSse() {
        for (int i = 0; i < 16; i++) {
            add("xmm" + i, "xmm" + i, 16, "vec128", 0, DEFAULT_GROUP);
        }
        add("mxcsr", "mxcsr", 4, "i386_mxcsr", 0, "vector");
        finish("org.gnu.gdb.i386.sse", VEC128 + MXCSR_TYPE);
    }

    private void addAvx512() {
        for (int i = 16; i < 32; i++) {
            add("xmm" + i, "xmm" + i, 16, "vec128", 0, DEFAULT_GROUP);
        }
        upperHalves("ymm", 16, 32, 16, "uint128");
        for (int i = 0; i < 8; i++) {
            add("k" + i, "k" + i, 8, "uint64", 0, DEFAULT_GROUP);
        }
        upperHalves("zmm", 0, 32, 32, "v2ui128");
        finish("org.gnu.gdb.i386.avx512", VEC128 + TWO_HALVES);
    }

    private void upperHalves(String stem, int from, int to, int size, String type) {
        for (int i = from; i < to; i++) {
            add(stem + i + "h", stem + i, size, type, size, DEFAULT_GROUP);
        }
    }

    private void add(String name, String register, int size, String type, int offset, String group) {
        Register whole = table.require(register);
        current.add(new RemoteRegister(number++, name, size, type, group, whole, offset));
    }

    private void finish(String name, String types) {
        features.add(new TargetFeature(name, types, List.copyOf(current)));
        current = new ArrayList<>();
    }

    /** A type of four bytes with single bits, each {@code NAME:BIT}. */
    private static String flags(String id, List<String> bits) {
        StringBuilder text = new StringBuilder("  <flags id=\"" + id + "\" size=\"4\">\n");
        for (String bit : bits) {
            int colon = bit.indexOf(':');
            String name = bit.substring(0, colon);
            String place = bit.substring(colon + 1);
            // gdb knows the bit that is always one by an empty name.
            text.append("    <field name=\"").append(name);
            text.append("\" start=\"")
                    .append(place)
                    .append("\" end=\"")
                    .append(place)
                    .append("\"/>\n");
        }
        return text.append("  </flags>\n").toString();
    }
}

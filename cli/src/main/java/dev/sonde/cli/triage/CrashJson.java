package dev.sonde.cli.triage;

import dev.sonde.cli.triage.Crash.CrashFrame;
import dev.sonde.server.json.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A crash as a JSON object on one line. Addresses are strings: JSON's numbers do not hold all of them. */
final class CrashJson {
    private CrashJson() {}

    static String of(Crash crash) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("core", crash.core());
        put(object, "program", crash.program());
        put(object, "command", crash.command());
        object.put("pid", crash.pid());
        object.put("tid", crash.tid());
        object.put("threads", crash.threads());
        put(object, "signal", crash.signal());
        put(object, "code", crash.cause());
        crash.fault().ifPresent(fault -> {
            Map<String, Object> inner = new LinkedHashMap<>();
            inner.put("address", address(fault.address()));
            put(inner, "mapping", fault.mapping());
            put(inner, "permissions", fault.permissions());
            object.put("fault", inner);
        });
        crash.instruction()
                .ifPresent(instruction -> object.put(
                        "instruction", Map.of("address", address(instruction.address()), "text", instruction.text())));
        object.put("signature", crash.signature());
        object.put("frames", crash.frames().stream().map(CrashJson::frame).toList());
        object.put("warnings", crash.warnings());
        return Json.text(object);
    }

    /** A core file of which nothing could be told. */
    static String ofError(String core, String reason) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("core", core);
        object.put("error", reason);
        return Json.text(object);
    }

    private static Map<String, Object> frame(CrashFrame frame) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("pc", address(frame.pc()));
        put(object, "function", frame.function());
        put(object, "module", frame.module());
        frame.module().ifPresent(_ -> object.put("offset", address(frame.offset())));
        put(object, "file", frame.file());
        if (frame.line() > 0) {
            object.put("line", frame.line());
        }
        object.put("text", frame.text());
        object.put("arguments", frame.arguments());
        object.put("locals", frame.locals());
        return object;
    }

    private static void put(Map<String, Object> object, String name, Optional<String> value) {
        value.ifPresent(text -> object.put(name, text));
    }

    private static String address(long address) {
        return "0x" + Long.toHexString(address);
    }
}

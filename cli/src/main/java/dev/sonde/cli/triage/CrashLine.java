package dev.sonde.cli.triage;

import dev.sonde.cli.triage.Crash.CrashFrame;
import java.util.stream.Collectors;

/** A crash as one line. */
final class CrashLine {
    private static final int FRAMES = 8;

    private CrashLine() {}

    static String of(Crash crash) {
        StringBuilder line = new StringBuilder();
        line.append(crash.core()).append(": ").append(crash.signature()).append(' ');
        line.append(crash.signal().orElse("no signal"));
        crash.cause()
                .filter(_ -> crash.signal().isPresent())
                .ifPresent(code -> line.append(" (").append(code).append(')'));
        crash.fault()
                .ifPresent(fault -> line.append(" at 0x")
                        .append(Long.toHexString(fault.address()))
                        .append(" (")
                        .append(fault.mapping()
                                .map(name -> name
                                        + fault.permissions()
                                                .map(permissions -> " " + permissions)
                                                .orElse(""))
                                .orElse("not mapped"))
                        .append(')'));
        line.append(", ")
                .append(crash.instruction()
                        .map(instruction -> "`" + instruction.text() + "'")
                        .orElse("no instruction at the pc"));
        line.append(" in ")
                .append(crash.frames().stream()
                        .limit(FRAMES)
                        .map(CrashFrame::text)
                        .collect(Collectors.joining(" <- ")));
        if (crash.frames().size() > FRAMES) {
            line.append(" <- ...");
        }
        crash.warnings().forEach(warning -> line.append("; warning: ").append(warning));
        return line.toString().replace('\n', ' ');
    }
}

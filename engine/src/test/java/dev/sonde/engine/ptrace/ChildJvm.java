package dev.sonde.engine.ptrace;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Java programs of this package in JVMs of their own, which may come to harm. */
final class ChildJvm {
    private ChildJvm() {}

    /** The command that runs {@code main} with everything that this JVM has on its paths. */
    static List<String> command(Class<?> main, String... arguments) {
        String path = Stream.of("java.class.path", "jdk.module.path", "surefire.test.class.path")
                .map(System::getProperty)
                .filter(part -> part != null && !part.isEmpty())
                .collect(Collectors.joining(":"));
        // Patched into the module or not, the tests' classes are where this one is.
        String own = location(ChildJvm.class) + ":" + location(PtraceBackend.class);
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xshare:auto",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                own + ":" + path,
                main.getName()));
        command.addAll(List.of(arguments));
        return command;
    }

    private static String location(Class<?> type) {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().getPath())
                .toString();
    }

    /** What {@code main} prints when it runs as another user. */
    static String asUser(String user, Class<?> main, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(
                List.of("setpriv", "--reuid", user, "--regid", "nogroup", "--clear-groups", "--inh-caps=-all"));
        command.addAll(command(main, arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
}

package dev.sallyport.bench.sql;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Further processes of the same Java and the same classes. */
final class Java {
    private Java() {}

    /** One with little to collect. */
    static Process start(String heap, Class<?> main, String... arguments) throws IOException {
        return start(List.of("-XX:+UseSerialGC", heap), main, arguments);
    }

    /** One with flags of its own. */
    static Process start(List<String> flags, Class<?> main, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(flags);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).redirectError(Redirect.INHERIT).start();
    }
}

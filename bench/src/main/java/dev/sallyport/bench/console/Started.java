package dev.sallyport.bench.console;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A process that serves pages, and tells in its first line of output where. */
final class Started implements AutoCloseable {
    private final Process process;
    private final BufferedReader output;
    private final Writer input;
    private final String line;

    private Started(Process process, BufferedReader output, String line) {
        this.process = process;
        this.output = output;
        this.input = process.outputWriter(StandardCharsets.UTF_8);
        this.line = line;
    }

    /** Starts it, and answers when it has told where it is. */
    static Started by(List<String> command) throws IOException {
        Process process =
                new ProcessBuilder(command).redirectError(Redirect.INHERIT).start();
        BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        String line = output.readLine();
        if (line == null) {
            process.destroy();
            throw new IOException(command.get(0) + " has ended without a word");
        }
        return new Started(process, output, line);
    }

    /** The command by which this Java runs a class of these, as the {@code sallyport} script runs its own. */
    static List<String> java(String mainClass, String... arguments) {
        return java(List.of("-XX:TieredStopAtLevel=1"), mainClass, arguments);
    }

    /**
     * The command by which this Java runs a class of these for long.
     *
     * @param options of the JVM, beside those that all have
     */
    static List<String> java(List<String> options, String mainClass, String... arguments) {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:+UseSerialGC"));
        command.addAll(options);
        command.addAll(List.of(
                "--add-opens=java.base/java.nio=ALL-UNNAMED", "-cp", System.getProperty("java.class.path"), mainClass));
        command.addAll(List.of(arguments));
        return command;
    }

    /** What it has told. */
    String line() {
        return line;
    }

    /** Its answer, a line, to another. */
    String ask(String question) throws IOException {
        input.write(question + "\n");
        input.flush();
        String answer = output.readLine();
        if (answer == null) {
            throw new IOException("The process has ended before it answered");
        }
        return answer;
    }

    /** Ends it as a terminal does, and waits until it has ended. */
    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}

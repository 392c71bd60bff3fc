package dev.sallyport.bench.sql;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sallyport.auth.Secret;
import dev.sallyport.bench.measure.Measure;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/** {@link FullRead} in a process that has little memory. */
public final class FullReadProcess {
    /** What the process may have. */
    static final String HEAP = "-Xmx64m";

    private FullReadProcess() {}

    /**
     * Prints the measures, a line of JSON each.
     *
     * @param arguments how often to read; the access comes by the input, lest others see the secret
     */
    public static void main(String[] arguments) throws Exception {
        Logger.getLogger("").setLevel(Level.WARNING);
        try (BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            Access access = new Access(URI.create(input.readLine()), input.readLine(), Secret.of(input.readLine()));
            for (Measure measure : new FullRead(access, Integer.parseInt(arguments[0]))
                    .measure()
                    .measures()) {
                System.out.println(measure.line());
            }
        }
    }

    /** Runs the process, and returns what it has measured. */
    static List<Measure> run(Access access, int runs) throws IOException {
        Process process = Java.start(HEAP, FullReadProcess.class, Integer.toString(runs));
        try (Writer input = process.outputWriter(StandardCharsets.UTF_8)) {
            input.write(access.instance() + "\n" + access.key() + "\n"
                    + access.secret().reveal() + "\n");
        }
        List<Measure> measures = new ArrayList<>();
        ObjectMapper json = new ObjectMapper();
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                measures.add(json.readValue(line, Measure.class));
            }
        }
        if (process.onExit().join().exitValue() != 0) {
            throw new IOException("The reading has failed with " + HEAP);
        }
        return measures;
    }
}

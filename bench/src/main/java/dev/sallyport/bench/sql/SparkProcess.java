package dev.sallyport.bench.sql;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The module {@code bench/spark} from the outside: Spark needs other versions of libraries than the rest does. */
final class SparkProcess implements AutoCloseable {
    private static final String MAIN = "dev.sallyport.bench.spark.SparkReads";
    private static final String JAR = "sallyport-bench-spark-0.1.0-SNAPSHOT.jar";

    /** Spark has much to say, in the best of times. */
    private final Path log;

    private final Process process;
    private final BufferedReader output;
    private final Writer input;

    /**
     * Starts it.
     *
     * @param built where Maven has put the module
     * @param tasks how many run at once at the most
     */
    SparkProcess(Path built, Access access, int tasks) throws IOException {
        if (!Files.isRegularFile(built.resolve(JAR))) {
            throw new IOException("The module bench/spark is not built: run bench/run, or mvn verify at the root.");
        }
        String classPath = built.resolve(JAR)
                + File.pathSeparator
                + Files.readString(built.resolve("classpath")).strip();
        log = built.resolve("spark.log");
        process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "@" + built.resolve("java.options"),
                        "-Xmx1g",
                        "-cp",
                        classPath,
                        MAIN,
                        "Contact",
                        Integer.toString(tasks))
                .redirectError(log.toFile())
                .start();
        output = process.inputReader(StandardCharsets.UTF_8);
        input = process.outputWriter(StandardCharsets.UTF_8);
        input.write(access.instance().getAuthority() + "\n" + access.key() + "\n"
                + access.secret().reveal() + "\n");
    }

    /** What a read has taken. */
    record Read(long rows, double seconds) {}

    /** Has all contacts read. */
    Read read(String api, int partitions) throws IOException {
        input.write(api + " " + partitions + " " + String.join(",", ContactColumns.NAMES) + "\n");
        input.flush();
        String line = output.readLine();
        if (line == null) {
            throw new IOException("Spark has ended without an answer; " + log + " says why");
        }
        String[] answer = line.split(" ", 2);
        return new Read(Long.parseLong(answer[0]), Double.parseDouble(answer[1]));
    }

    @Override
    public void close() throws IOException {
        input.close();
        process.onExit().join();
    }
}

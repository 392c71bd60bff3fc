package dev.sallyport.cli;

import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

/**
 * What a command printed and how it ended.
 *
 * @param exitCode 0, 1 or 2
 * @param out standard output
 * @param err standard error
 */
record CommandRun(int exitCode, String out, String err) {
    static CommandRun of(Path data, String input, String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        Surroundings surroundings = new Surroundings(
                Map.of("SALLYPORT_DATA", data.toString()),
                data,
                new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                false);
        int exitCode = Sallyport.commandLine(surroundings)
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
        return new CommandRun(exitCode, out.toString(), err.toString());
    }
}

package dev.sallyport.bench.sql;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sallyport.org.LocalOrg;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;

/** An org in a process of its own, so that its memory and its time are not the client's. */
public final class OrgServer {
    private OrgServer() {}

    /**
     * Tells the org's access in a line of JSON, then takes a latency in milliseconds a line, until its input ends.
     *
     * @param arguments the data folder and how many contacts there are to be
     */
    public static void main(String[] arguments) throws IOException, SQLException {
        Logger.getLogger("").setLevel(Level.WARNING);
        Path folder = Path.of(arguments[0]);
        ManyContacts.fill(folder, Integer.parseInt(arguments[1]));
        try (LocalOrg org = LocalOrg.builder().dataFolder(folder).start();
                BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            Access access = Access.of(org);
            System.out.println(new ObjectMapper()
                    .writeValueAsString(Map.of(
                            "instance", access.instance().toString(),
                            "key", access.key(),
                            "secret", access.secret().reveal())));
            for (String line = input.readLine(); line != null; line = input.readLine()) {
                org.controls().setLatency(Duration.ofMillis(Long.parseLong(line)));
                System.out.println("done");
            }
        }
    }
}

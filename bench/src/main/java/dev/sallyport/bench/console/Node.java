package dev.sallyport.bench.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.List;

/** {@link ServerNode} from the outside. */
final class Node implements AutoCloseable {
    /** What the process may have. */
    static final int MOST_MEGABYTES = 256;

    private static final double MEGABYTE = 1 << 20;
    private static final String ADMINISTRATOR = "administrator";
    private static final String PASSWORD = "a gate for its own people";

    /** As many statements of an account run at once. */
    private static final int PROGRAMS_OF_AN_ACCOUNT = 8;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Started started;
    private final JsonNode told;

    /**
     * Starts one.
     *
     * @param arguments of {@link ServerNode}
     */
    Node(String... arguments) throws IOException {
        started =
                Started.by(Started.java(List.of("-Xmx" + MOST_MEGABYTES + "m"), ServerNode.class.getName(), arguments));
        told = JSON.readTree(started.line());
    }

    URI address() {
        return URI.create(told.path("url").asText());
    }

    /** The most heap since this was asked last, in megabytes, with what waited for the collector. */
    double peakMegabytes() throws IOException {
        return Long.parseLong(started.ask("heap")) / MEGABYTE;
    }

    /** Makes the first administrator, of this node and of all others over its database. */
    void setUp(HttpClient http) throws IOException, InterruptedException {
        new Visitor(http, address()).setUp(URI.create(told.path("setUp").asText()), ADMINISTRATOR, PASSWORD);
    }

    /** The administrator, logged in. */
    Visitor administrator(HttpClient http) throws IOException, InterruptedException {
        Visitor visitor = new Visitor(http, address());
        visitor.logIn(ADMINISTRATOR, PASSWORD);
        return visitor;
    }

    /** API tokens for programs that each run a statement at a time: of as many accounts as that takes. */
    static List<String> tokens(Visitor administrator, int programs) throws IOException, InterruptedException {
        List<String> tokens = new ArrayList<>();
        for (int program = 0; program < programs; program++) {
            String account = "account" + program / PROGRAMS_OF_AN_ACCOUNT;
            if (program % PROGRAMS_OF_AN_ACCOUNT == 0) {
                administrator.post(
                        "/api/v1/users",
                        "{\"userName\":\"" + account + "\",\"password\":\"" + PASSWORD + "\",\"role\":\"analyst\"}");
            }
            tokens.add(JSON.readTree(administrator.post(
                            "/api/v1/users/" + account + "/api-tokens",
                            "{\"name\":\"bench" + program + "\",\"role\":\"analyst\"}"))
                    .path("secret")
                    .asText());
        }
        return tokens;
    }

    @Override
    public void close() {
        started.close();
    }
}

package dev.sallyport.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sallyport.auth.SalesforceHost;
import dev.sallyport.auth.Secret;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** A Sallyport server that runs somewhere, by its REST API and an API token. */
final class RunningServer {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int MOST_OF_A_PROBLEM = 64 * 1024;

    private final URI address;
    private final Secret token;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();

    /**
     * One at an address such as {@code https://sallyport.example.com}.
     *
     * @throws CommandException if that is none to which a token can be sent
     */
    RunningServer(URI address, Secret token) {
        String scheme = String.valueOf(address.getScheme());
        if (address.getHost() == null || !(scheme.equalsIgnoreCase("http") || scheme.equalsIgnoreCase("https"))) {
            throw new CommandException(
                    "The address of the server cannot be " + address + ".",
                    "Write it as sallyport start prints it, such as http://localhost:8088 or"
                            + " https://sallyport.example.com.");
        }
        if (SalesforceHost.isExposed(address)) {
            throw new CommandException(
                    "The token would cross the network in the clear on its way to " + address + ".",
                    "Write https://, with TLS in front of the server; or run this on the server's own machine.");
        }
        this.address = address;
        this.token = token;
    }

    /**
     * A backup as it comes. Reading it fails with a {@link RunningServerException} if it breaks off.
     *
     * @throws RunningServerException if the server refuses or is not there
     */
    InputStream backup() {
        HttpResponse<InputStream> answer = post("/api/v1/backup");
        if (answer.statusCode() != 200
                || !answer.headers().firstValue("content-type").orElse("").startsWith("application/zip")) {
            throw refused(answer);
        }
        return new Answer(answer.body());
    }

    private HttpResponse<InputStream> post(String path) {
        String base = address.toString().replaceFirst("/+$", "");
        HttpRequest request = HttpRequest.newBuilder(URI.create(base + path))
                .timeout(PATIENCE)
                .header("Authorization", "Bearer " + token.reveal())
                .POST(BodyPublishers.noBody())
                .build();
        try {
            return http.send(request, BodyHandlers.ofInputStream());
        } catch (IOException e) {
            throw new RunningServerException(
                    "The server at " + address + " does not answer.",
                    "Check that it runs there, and the address. If nothing runs, leave out --from.",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw brokenOff(e);
        }
    }

    private RunningServerException refused(HttpResponse<InputStream> answer) {
        try (InputStream body = answer.body()) {
            JsonNode problem = new ObjectMapper().readTree(body.readNBytes(MOST_OF_A_PROBLEM));
            String detail = problem.path("detail").asText();
            if (!detail.isEmpty()) {
                return new RunningServerException(
                        "The server at " + address + " refuses: " + detail,
                        problem.path("advice").asText(),
                        null);
            }
        } catch (IOException e) {
            // It is no problem of Sallyport's.
        }
        return new RunningServerException(
                "What answers at " + address + " is no Sallyport server that makes backups (status "
                        + answer.statusCode() + ").",
                "Check the address, without a path of the console; an older server has to be ended for a backup.",
                null);
    }

    private RunningServerException brokenOff(Exception cause) {
        return new RunningServerException(
                "The connection to " + address + " broke off.", "Try again; the server's log may say why.", cause);
    }

    /** What is wrong with the connection is not wrong with the file that this goes to. */
    private final class Answer extends FilterInputStream {
        Answer(InputStream body) {
            super(body);
        }

        @Override
        public int read(byte[] into, int offset, int length) {
            try {
                return super.read(into, offset, length);
            } catch (IOException e) {
                throw brokenOff(e);
            }
        }
    }
}

package dev.sallyport.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.sallyport.auth.AuthorizationException;
import dev.sallyport.auth.AuthorizationException.Reason;
import dev.sallyport.auth.SallyportException;
import dev.sallyport.auth.Secret;
import dev.sallyport.auth.oauth.AuthorizationCodeFlow.SignedIn;
import dev.sallyport.auth.oauth.AuthorizationCodeFlow.Started;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Serves one page on this machine alone: where a sign-in begins, and where the browser comes back to (RFC 8252). */
final class SignInServer implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(SignInServer.class.getName());
    private static final String COOKIE = "sallyport-sign-in";

    private final String path;
    private final Steps steps;
    private final HttpServer server;
    private final ExecutorService thread = Executors.newSingleThreadExecutor();
    private final CompletableFuture<SignedIn> signedIn = new CompletableFuture<>();

    /** The two steps of a sign-in. */
    interface Steps {
        Started begin(URI redirectUri);

        SignedIn complete(Map<String, List<String>> parameters, @Nullable Secret browserKey);
    }

    private SignInServer(String path, Steps steps, HttpServer server) {
        this.path = path;
        this.steps = steps;
        this.server = server;
    }

    /**
     * Starts serving.
     *
     * @param port 0 for any
     * @throws CommandException if the port is taken
     */
    static SignInServer start(String provider, int port, Steps steps) {
        HttpServer server;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        } catch (IOException | IllegalArgumentException e) {
            throw new CommandException(
                    "The port " + port + " on this machine cannot be had.",
                    "Name another by --port, and add http://localhost:PORT/signin-" + provider
                            + " to the app's callback URLs.");
        }
        SignInServer signIn = new SignInServer("/signin-" + provider, steps, server);
        server.createContext("/", signIn::handle);
        server.setExecutor(signIn.thread);
        server.start();
        return signIn;
    }

    /** The page, which is the callback too. */
    URI address() {
        return URI.create("http://localhost:" + server.getAddress().getPort() + path);
    }

    /**
     * Waits until somebody has signed in.
     *
     * @throws SallyportException if the sign-in was refused
     * @throws InterruptedException if the wait is given up
     */
    SignedIn await() throws InterruptedException {
        try {
            return signedIn.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof SallyportException refusal) {
                throw refusal;
            }
            throw new IllegalStateException("The sign-in failed.", e.getCause());
        }
    }

    @Override
    public void close() {
        server.stop(0);
        thread.shutdown();
    }

    private void handle(HttpExchange exchange) throws IOException {
        Runnable afterwards = () -> {};
        try (exchange) {
            afterwards = answer(exchange);
        } catch (RuntimeException e) {
            afterwards = () -> signedIn.completeExceptionally(e);
        }
        // Only now, when the browser has its page: the command ends with it.
        afterwards.run();
    }

    private Runnable answer(HttpExchange exchange) throws IOException {
        if (!exchange.getRequestURI().getPath().equals(path)) {
            SignInPage.send(exchange, 404, "Nothing is here", "The sign-in begins at " + address() + ".");
            return () -> {};
        }
        String host = exchange.getRequestHeaders().getFirst("Host");
        if (!exchange.getRequestMethod().equals("GET")
                || !address().getAuthority().equals(host)) {
            // Another name of this machine has other cookies, and one that is not this machine's is a trick.
            SignInPage.send(exchange, 400, "This is not the address", "Open " + address() + ".");
            return () -> {};
        }
        Map<String, List<String>> parameters =
                parameters(exchange.getRequestURI().getRawQuery());
        try {
            return parameters.containsKey("code") || parameters.containsKey("state") || parameters.containsKey("error")
                    ? complete(exchange, parameters)
                    : begin(exchange);
        } catch (SallyportException e) {
            SignInPage.send(exchange, 400, e.getMessage(), e.advice());
            // Any page of the web can send a browser here with a made-up answer: the true one is still waited for.
            boolean madeUp = e instanceof AuthorizationException refusal && refusal.reason() == Reason.SIGN_IN_UNKNOWN;
            return madeUp ? () -> {} : () -> signedIn.completeExceptionally(e);
        }
    }

    private Runnable begin(HttpExchange exchange) throws IOException {
        Started started = steps.begin(address());
        exchange.getResponseHeaders()
                .set("Set-Cookie", COOKIE + "=" + started.browserKey().reveal() + attributes());
        exchange.getResponseHeaders().set("Location", started.authorizationUrl().toString());
        SignInPage.setHeaders(exchange);
        exchange.sendResponseHeaders(302, -1);
        return () -> {};
    }

    private Runnable complete(HttpExchange exchange, Map<String, List<String>> parameters) {
        SignedIn done =
                steps.complete(parameters, cookie(exchange).map(Secret::of).orElse(null));
        exchange.getResponseHeaders().set("Set-Cookie", COOKIE + "=; Max-Age=0" + attributes());
        try {
            SignInPage.send(exchange, 200, "You have signed in", "You can close this page and go on at the terminal.");
        } catch (IOException e) {
            LOG.log(Level.INFO, "The browser did not wait for its page; the tokens are kept all the same", e);
        }
        return () -> signedIn.complete(done);
    }

    private String attributes() {
        return "; Path=" + path + "; HttpOnly; SameSite=Lax";
    }

    private static Optional<String> cookie(HttpExchange exchange) {
        return exchange.getRequestHeaders().getOrDefault("Cookie", List.of()).stream()
                .flatMap(line -> List.of(line.split(";", -1)).stream())
                .map(String::strip)
                .filter(pair -> pair.startsWith(COOKIE + "="))
                .map(pair -> pair.substring(COOKIE.length() + 1))
                .filter(value -> !value.isBlank())
                .findFirst();
    }

    private static Map<String, List<String>> parameters(@Nullable String query) {
        Map<String, List<String>> parameters = new LinkedHashMap<>();
        for (String pair : query == null ? new String[0] : query.split("&", -1)) {
            String[] parts = pair.split("=", 2);
            parameters
                    .computeIfAbsent(decoded(parts[0]), name -> new ArrayList<>())
                    .add(parts.length == 2 ? decoded(parts[1]) : "");
        }
        return parameters;
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }
}

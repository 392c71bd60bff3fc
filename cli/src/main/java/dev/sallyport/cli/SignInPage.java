package dev.sallyport.cli;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** What a browser shows of a sign-in: a heading and a sentence, nothing that runs and nothing from elsewhere. */
final class SignInPage {
    private static final String PAGE = """
            <!DOCTYPE html>
            <html lang="en">
            <head><meta charset="utf-8"><title>Sallyport</title></head>
            <body><h1>%s</h1><p>%s</p></body>
            </html>
            """;

    private SignInPage() {}

    static void send(HttpExchange exchange, int status, String heading, String sentence) throws IOException {
        byte[] page = PAGE.formatted(escaped(heading), escaped(sentence)).getBytes(StandardCharsets.UTF_8);
        setHeaders(exchange);
        exchange.getResponseHeaders().set("Content-Type", "text/html;charset=utf-8");
        exchange.sendResponseHeaders(status, page.length);
        exchange.getResponseBody().write(page);
    }

    /** The address holds a code and a state: it is neither kept nor told to anybody. */
    static void setHeaders(HttpExchange exchange) {
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        exchange.getResponseHeaders().set("Referrer-Policy", "no-referrer");
        exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
        exchange.getResponseHeaders().set("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}

package dev.sallyport.org.browser;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;

/** The style sheet, script and icon of the pages. */
public final class Assets {
    private Assets() {}

    public static void addTo(RoutesConfig routes) {
        serve(routes, "org.css", "text/css;charset=utf-8");
        serve(routes, "org.js", "text/javascript;charset=utf-8");
        serve(routes, "icon.svg", "image/svg+xml");
    }

    private static void serve(RoutesConfig routes, String name, String type) {
        routes.get("/assets/" + name, context -> answer(context, name, type));
    }

    private static void answer(Context context, String name, String type) {
        try (InputStream file = Assets.class.getResourceAsStream("assets/" + name)) {
            context.header("Cache-Control", "no-cache");
            context.header("X-Content-Type-Options", "nosniff");
            context.contentType(type);
            context.result(Objects.requireNonNull(file, name).readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

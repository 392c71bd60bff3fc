package dev.sallyport.org.oauth;

import dev.sallyport.org.setup.OAuthApp;
import dev.sallyport.org.setup.Scope;
import dev.sallyport.org.setup.User;
import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The pages of the OAuth server. They need no script, and no other site may frame them or learn where they led. */
final class Pages {
    static final String WRONG_PASSWORD = "Please check your username and password. If you still can't log in, contact"
            + " your Salesforce administrator.";
    static final String API_ONLY =
            "This is an API Only user: it can access Salesforce through the API, but can't log in here.";
    static final String RESTRICTED_ADDRESS =
            "You are attempting to access salesforce.com from a restricted IP address. Contact your administrator for"
                    + " access.";
    static final String TOO_MANY_LOGINS = "You logged in too often within an hour. Try again later.";
    static final String STALE_FORM = "The page was too old. Please try again.";

    private static final String CSS = """
            body{margin:0;background:#f4f6f9;color:#16325c;font:16px/1.5 system-ui,sans-serif}
            main{box-sizing:border-box;max-width:26rem;margin:3rem auto;padding:2rem;background:#fff;
            border:1px solid #d8dde6;border-radius:6px}
            .popup main,.touch main,.mobile main{margin:0 auto;border:0}
            h1{margin:0 0 1rem;font-size:1.4rem;font-weight:600}
            label{display:block;margin:1rem 0 .25rem}
            input{box-sizing:border-box;width:100%;padding:.6rem;border:1px solid #747474;border-radius:4px;font:inherit}
            button{margin:1.5rem .5rem 0 0;padding:.6rem 1.5rem;border:1px solid #0b5cab;border-radius:4px;
            background:#0b5cab;color:#fff;font:inherit;cursor:pointer}
            button.second{background:#fff;color:#0b5cab}
            input:focus,button:focus,a:focus{outline:3px solid #ff9a3c;outline-offset:2px}
            .alert{padding:.75rem;border-left:4px solid #ba0517;background:#fdf0f0}
            code{overflow-wrap:anywhere}
            """;

    private static final String CONTENT_SECURITY_POLICY =
            "default-src 'none'; style-src 'sha256-" + digest(CSS) + "'; base-uri 'none'; frame-ancestors 'none'";

    private Pages() {}

    /**
     * What a page's form brings back besides its own fields.
     *
     * @param action the path that it goes to
     * @param code that tells the form from a forged one
     * @param carried parameters of the request
     * @param display {@code page}, {@code popup}, {@code touch} or {@code mobile}
     */
    record FormFrame(String action, String code, Map<String, String> carried, String display) {
        private String open(String step) {
            return "<form method=\"post\" action=\"" + escape(action) + "\">\n" + hidden("step", step)
                    + hidden("form_code", code)
                    + carried.entrySet().stream()
                            .map(parameter -> hidden(parameter.getKey(), parameter.getValue()))
                            .collect(Collectors.joining());
        }

        private static String hidden(String name, String value) {
            return "<input type=\"hidden\" name=\"" + escape(name) + "\" value=\"" + escape(value) + "\">\n";
        }
    }

    /** Asks who is there. */
    static void logIn(Context context, FormFrame frame, String username, String message) {
        write(
                context,
                "Login | Salesforce",
                frame.display(),
                "<h1>Log in to Salesforce</h1>\n" + alert(message) + frame.open("login")
                        + """
                <label for="username">Username</label>
                <input id="username" name="username" type="email" autocomplete="username" autocapitalize="none"
                 spellcheck="false" required value="%s">
                <label for="password">Password</label>
                <input id="password" name="pw" type="password" autocomplete="current-password" required>
                <button type="submit">Log In</button>
                </form>
                """.formatted(escape(username)));
    }

    /** Asks whether the app may do what it wants to. */
    static void approve(Context context, FormFrame frame, OAuthApp app, User user, Set<Scope> scopes) {
        String wishes = scopes.stream()
                .sorted()
                .map(scope -> scope.label().replaceAll(" \\([^)]*\\)$", ""))
                .distinct()
                .map(label -> "<li>" + escape(label) + "</li>\n")
                .collect(Collectors.joining());
        write(
                context,
                "Allow Access? | Salesforce",
                frame.display(),
                """
                <h1>Allow Access?</h1>
                <p><strong>%s</strong> is asking to:</p>
                <ul>
                %s</ul>
                <p>Do you want to allow access for %s?</p>
                """.formatted(escape(app.name()), wishes, escape(user.username())) + frame.open("approve") + """
                <button type="submit" name="decision" value="deny" class="second">Deny</button>
                <button type="submit" name="decision" value="allow">Allow</button>
                </form>
                <p>To revoke access at any time, go to your personal settings.</p>
                """);
    }

    /** Asks for the code that a device shows. */
    static void askUserCode(Context context, FormFrame frame, String userCode, String message) {
        write(
                context,
                "Connect Device | Salesforce",
                frame.display(),
                "<h1>Connect Device</h1>\n" + alert(message) + frame.open("code") + """
                <label for="user_code">Enter the code displayed on the device</label>
                <input id="user_code" name="user_code" autocomplete="one-time-code" autocapitalize="characters"
                 spellcheck="false" required value="%s">
                <button type="submit">Connect</button>
                </form>
                """.formatted(escape(userCode)));
    }

    /** Says that something is done. */
    static void done(Context context, String title, String text) {
        write(
                context,
                title + " | Salesforce",
                "page",
                "<h1>" + escape(title) + "</h1>\n<p>" + escape(text) + "</p>\n");
    }

    /** Tells a person what an app that cannot be trusted with a redirect is not told. */
    static void error(Context context, int status, String error, String description) {
        write(context, "OAuth Error | Salesforce", "page", """
                <h1>OAuth Error</h1>
                <p>We can't authorize you because of an OAuth error. For more information, contact your Salesforce
                administrator.</p>
                <p><code>error=%s&amp;error_description=%s</code></p>
                """.formatted(escape(error), escape(description)));
        context.status(status);
    }

    private static String alert(String message) {
        return message.isEmpty() ? "" : "<p class=\"alert\" role=\"alert\">" + escape(message) + "</p>\n";
    }

    private static void write(Context context, String title, String display, String body) {
        String kind = Set.of("popup", "touch", "mobile").contains(display) ? display : "page";
        context.header("Cache-Control", "no-cache,no-store");
        context.header("Content-Security-Policy", CONTENT_SECURITY_POLICY);
        context.header("X-Frame-Options", "DENY");
        context.header("X-Content-Type-Options", "nosniff");
        context.header("Referrer-Policy", "no-referrer");
        context.html("""
                <!DOCTYPE html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <title>%s</title>
                <style>%s</style>
                </head>
                <body class="%s">
                <main>
                %s</main>
                </body>
                </html>
                """.formatted(escape(title), CSS, kind, body));
    }

    /** The one place where text becomes HTML, safe in elements and in quoted attributes. */
    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    private static String digest(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}

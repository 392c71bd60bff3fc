package dev.sallyport.org.browser;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.Utf8ByteOutput;
import io.javalin.http.Context;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes pages: rendered as a whole before the first byte is sent, so that a failure on the way is told as one. No other
 * site may frame them or learn where they led, and what they load is the org's own.
 */
public final class Pages {
    private static final String CONTENT_SECURITY_POLICY = "default-src 'none'; style-src 'self'; script-src 'self';"
            + " img-src 'self'; base-uri 'none'; frame-ancestors 'none'";

    private @Nullable TemplateEngine templates;

    /** Answers with a page. */
    public void write(Context context, Page page) {
        write(context, page, Map.of());
    }

    /**
     * Answers with a page.
     *
     * @param more what the template takes besides {@code page}, by name
     */
    public void write(Context context, Page page, Map<String, Object> more) {
        Map<String, Object> parameters = new HashMap<>(more);
        parameters.put("page", page);
        Utf8ByteOutput output = new Utf8ByteOutput();
        templates().render(page.template() + ".jte", parameters, output);
        context.status(page.status());
        context.header("Cache-Control", "no-cache,no-store");
        // Nothing of form-action: a person who allows access is sent from a form to the app's own address.
        context.header("Content-Security-Policy", CONTENT_SECURITY_POLICY);
        context.header("X-Frame-Options", "DENY");
        context.header("X-Content-Type-Options", "nosniff");
        context.header("Referrer-Policy", "no-referrer");
        context.contentType("text/html;charset=utf-8");
        context.result(output.toByteArray());
    }

    /** Made with the first page: most orgs are never looked at, and should start soon. */
    private synchronized TemplateEngine templates() {
        TemplateEngine made = templates;
        if (made == null) {
            made = TemplateEngine.createPrecompiled(
                    null, ContentType.Html, Pages.class.getClassLoader(), "dev.sallyport.org.template");
            templates = made;
        }
        return made;
    }
}

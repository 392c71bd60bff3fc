package dev.sallyport.server.web;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What to do, as the console words it. The modules below name what to do by the command that does it, which has one form
 * and names its object; here stands, for all of them, where the same is done on a page. What no page does stays as it is:
 * {@code keys}.
 */
public final class Advice {
    private static final String NAME = " ([^\\s,;]*[^\\s,;.])";
    private static final Map<Pattern, String> PAGES = new LinkedHashMap<>();

    static {
        page(
                "sallyport provider update" + NAME + " --signing-key-file FILE",
                "Security Providers > $1 > + Certificate");
        page("sallyport provider update" + NAME + " asks for what is missing", "Security Providers > the provider");
        page("sallyport provider update" + NAME, "Security Providers > $1");
        page("sallyport provider enable" + NAME, "Security Providers > $1 > Enabled");
        page("sallyport provider delete" + NAME, "Security Providers > $1 > Delete");
        page("sallyport provider create" + NAME, "Security Providers > + Data Source Authentication");
        page("sallyport provider sign-in" + NAME, "Security Providers > $1 > Tokens > Sign in with $1");
        page("sallyport provider list", "Security Providers");
        page("sallyport tokens list", "Security Providers > Tokens");
        page("sallyport server delete …", "Data Servers > the server > Delete");
        page("sallyport server delete" + NAME, "Data Servers > $1 > Delete");
        page("sallyport server test" + NAME, "Data Servers > $1 > Test Connection");
        page("sallyport server create" + NAME, "Data Servers > + Server");
        page("sallyport tables import" + NAME + NAME, "Data Servers > $1 > Tables > Import tables");
        page("sallyport tables import", "Data Servers > the server > Tables > Read the imported ones again");
        page(
                "Open http\\S*/signin-([A-Za-z0-9_-]+) in a browser\\.",
                "Sign in with $1: Security Providers > $1 > Tokens.");
        page(
                "Call setReadOnly\\(false\\) to let it\\.",
                "To write takes the role editor, and Run: an export only reads.");
        page("--signing-key-file", "+ Certificate");
        page("--request-header", "+ Request Header");
    }

    private Advice() {}

    private static void page(String command, String page) {
        PAGES.put(Pattern.compile(command), page);
    }

    /** Advice in the console's words; null for none. */
    public static @Nullable String onPages(@Nullable String advice) {
        return advice == null ? null : worded(advice);
    }

    /** What tells of commands, in the console's words. */
    public static String worded(String told) {
        String worded = told;
        for (Map.Entry<Pattern, String> page : PAGES.entrySet()) {
            worded = page.getKey().matcher(worded).replaceAll(page.getValue());
        }
        return worded;
    }
}

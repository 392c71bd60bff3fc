package dev.sallyport.org.setup.pages;

import dev.sallyport.org.browser.Browser;
import dev.sallyport.org.browser.Browser.SignIn;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The way in and out: the log-in page that the OAuth server has too, and the log-out. */
final class DoorPages {
    static final String LOGIN = "/login";
    static final String HOME = "/setup";

    private static final String LOGOUT = "/logout";
    static final String START_URL = "startURL";
    private static final Pattern OWN_PAGE = Pattern.compile("/setup(?:[/?][\\w/?=&%.+~@-]*)?");

    private final Browser browser;
    private final Desk desk;

    DoorPages(Browser browser, Desk desk) {
        this.browser = browser;
        this.desk = desk;
    }

    void addTo(RoutesConfig routes) {
        routes.get("/", context -> context.redirect(HOME, HttpStatus.SEE_OTHER));
        routes.get(LOGIN, context -> desk.askWho(context, startUrl(context.queryParam(START_URL)), "", "", Map.of()));
        routes.post(LOGIN, this::logIn);
        routes.post(LOGOUT, this::logOut);
    }

    private void logIn(Context context) {
        Fields typed = Fields.posted(context, List.of());
        String startUrl = startUrl(typed.value(START_URL));
        if (!browser.isOwnForm(context, typed.value(Browser.FORM_CODE))) {
            desk.askWho(context, startUrl, typed.value("username"), Browser.STALE_FORM, typed.kept());
            return;
        }
        SignIn signIn = browser.signIn(context, typed.value("username").strip(), typed.value("pw"));
        if (signIn.user() == null) {
            desk.askWho(context, startUrl, typed.value("username"), signIn.message(), typed.kept());
        } else if (typed.kept().isEmpty()) {
            context.redirect(startUrl, HttpStatus.SEE_OTHER);
        } else {
            desk.write(context, signIn.user(), new LateFormPage(startUrl, typed.kept()));
        }
    }

    private void logOut(Context context) {
        if (browser.isOwnForm(context, Fields.posted(context, List.of()).value(Browser.FORM_CODE))) {
            browser.signOut(context);
        }
        context.redirect(LOGIN, HttpStatus.SEE_OTHER);
    }

    /** Only pages of Setup are gone on to, never another site's. */
    private static String startUrl(@Nullable String wanted) {
        return wanted != null && OWN_PAGE.matcher(wanted).matches() ? wanted : HOME;
    }
}

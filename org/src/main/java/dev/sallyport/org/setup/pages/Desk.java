package dev.sallyport.org.setup.pages;

import dev.sallyport.org.browser.Browser;
import dev.sallyport.org.browser.Page;
import dev.sallyport.org.browser.Pages;
import dev.sallyport.org.http.ApiException;
import dev.sallyport.org.setup.Setup;
import dev.sallyport.org.setup.User;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Lets administrators in to the pages of Setup: whoever is not signed in is asked who they are, whoever may not change
 * Setup is told so, and a form that is not this browser's own changes nothing.
 */
final class Desk {
    private final Setup setup;
    private final Browser browser;
    private final Pages pages;

    Desk(Setup setup, Browser browser, Pages pages) {
        this.setup = setup;
        this.browser = browser;
        this.pages = pages;
    }

    /** Adds a page. */
    void get(RoutesConfig routes, String path, Function<Visit, Answer> action) {
        routes.get(path, context -> admit(context, action));
    }

    /** Adds what a form does. */
    void post(RoutesConfig routes, String path, Function<Visit, Answer> action) {
        routes.post(
                path,
                context -> admit(context, visit -> {
                    String code = visit.posted(List.of()).value(Browser.FORM_CODE);
                    return browser.isOwnForm(context, code)
                            ? action.apply(visit)
                            : Answer.show(new ProblemPage(403, "Please Try Again", Browser.STALE_FORM));
                }));
    }

    private void admit(Context context, Function<Visit, Answer> action) {
        Optional<User> user = browser.user(context);
        if (user.isEmpty()) {
            context.redirect(DoorPages.LOGIN + "?startURL=" + encode(startUrl(context)), HttpStatus.SEE_OTHER);
            return;
        }
        if (!setup.isAdministrator(user.get())) {
            write(
                    context,
                    user.get(),
                    new ProblemPage(
                            403,
                            "Insufficient Privileges",
                            "You do not have the level of access necessary to perform the operation you requested."
                                    + " Please contact your administrator if access is necessary."));
            return;
        }
        answer(context, user.get(), action);
    }

    private void answer(Context context, User user, Function<Visit, Answer> action) {
        Answer answer;
        try {
            answer = action.apply(new Visit(context, user));
        } catch (ApiException refused) {
            int status = refused.error().status();
            answer = Answer.show(new ProblemPage(
                    status,
                    status == 404 ? "Not Found" : "Not Possible",
                    refused.error().message()));
        }
        if (answer instanceof Answer.Shown shown) {
            write(context, user, shown.page());
        } else if (answer instanceof Answer.Elsewhere elsewhere) {
            context.redirect(elsewhere.path(), HttpStatus.SEE_OTHER);
        }
    }

    private void write(Context context, User user, Page page) {
        String find = Optional.ofNullable(context.queryParam("find")).orElse("");
        SetupFrame frame = new SetupFrame(
                user.name(),
                setup.organizationName(),
                setup.settings().edition().organizationType()
                        + (setup.settings().sandbox() ? ", sandbox" : ""),
                context.path(),
                browser.formCode(context),
                find,
                Notice.of(Optional.ofNullable(context.queryParam("done"))
                        .orElse("")
                        .toLowerCase(Locale.ROOT)),
                Menu.find(find));
        pages.write(context, page, Map.of("frame", frame));
    }

    /** Where a person goes on after the log-in: to the page that was asked for; what a form had is not sent again. */
    private static String startUrl(Context context) {
        boolean form = context.method().name().equals("POST");
        String query = context.queryString();
        return form ? DoorPages.HOME : context.path() + (query == null ? "" : "?" + query);
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}

package dev.sallyport.org.setup.pages;

import dev.sallyport.org.browser.Browser;
import dev.sallyport.org.browser.FormFrame;
import dev.sallyport.org.browser.LogInPage;
import dev.sallyport.org.browser.Page;
import dev.sallyport.org.browser.Pages;
import dev.sallyport.org.http.ApiError;
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
 * Setup is told so, and a form that is not this browser's own changes nothing. A form that comes after its session is over
 * is there again after the log-in, as it was typed.
 */
final class Desk {
    private static final ApiError LATE = new ApiError(
            403,
            "LATE_FORM",
            "The page was too old, and nothing of it is saved. Please look it over, and save it again.",
            List.of());

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
        routes.get(path, context -> {
            String query = context.queryString();
            String asked = context.path() + (query == null ? "" : "?" + query);
            admit(context, action, () -> toLogIn(context, asked));
        });
    }

    /** Adds what a button does. */
    void post(RoutesConfig routes, String path, Function<Visit, Answer> action) {
        Function<Visit, Answer> ifOwn = visit -> isOwn(visit)
                ? action.apply(visit)
                : Answer.show(new ProblemPage(403, "Please Try Again", Browser.STALE_FORM));
        routes.post(path, context -> admit(context, ifOwn, () -> toLogIn(context, DoorPages.HOME)));
    }

    /** Adds what a form does. */
    void form(RoutesConfig routes, String path, Function<Visit, Sent> form) {
        Function<Visit, Answer> ifOwn = visit -> {
            Sent sent = form.apply(visit);
            return isOwn(visit) ? sent.done() : sent.refused(LATE);
        };
        routes.post(path, context -> admit(context, ifOwn, () -> keep(context)));
    }

    private boolean isOwn(Visit visit) {
        return browser.isOwnForm(visit.context(), visit.posted(List.of()).value(Browser.FORM_CODE));
    }

    private static void toLogIn(Context context, String startUrl) {
        context.redirect(DoorPages.LOGIN + "?startURL=" + encode(startUrl), HttpStatus.SEE_OTHER);
    }

    private void keep(Context context) {
        try {
            askWho(
                    context,
                    context.path(),
                    "",
                    "",
                    Fields.posted(context, List.of()).sent());
        } catch (ApiException notEncoded) {
            toLogIn(context, DoorPages.HOME);
        }
    }

    /**
     * Asks who is there.
     *
     * @param startUrl the page of Setup to go on to
     * @param kept what was typed into a form there, by name
     */
    void askWho(Context context, String startUrl, String username, String message, Map<String, List<String>> kept) {
        FormFrame frame = new FormFrame(
                DoorPages.LOGIN, browser.formCode(context), Map.of(DoorPages.START_URL, startUrl), "page");
        pages.write(context, new LogInPage(frame, username, message, kept));
    }

    private void admit(Context context, Function<Visit, Answer> action, Runnable ifNobody) {
        Optional<User> user = browser.user(context);
        if (user.isEmpty()) {
            ifNobody.run();
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

    /** Shows a page to somebody who has logged in. */
    void write(Context context, User user, Page page) {
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

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}

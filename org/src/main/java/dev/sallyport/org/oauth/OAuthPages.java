package dev.sallyport.org.oauth;

import dev.sallyport.org.browser.FormFrame;
import dev.sallyport.org.browser.LogInPage;
import dev.sallyport.org.browser.Pages;
import dev.sallyport.org.setup.OAuthApp;
import dev.sallyport.org.setup.Scope;
import dev.sallyport.org.setup.User;
import io.javalin.http.Context;
import java.util.List;
import java.util.Set;

/** The pages of the OAuth server, which need no script. */
final class OAuthPages {
    private final Pages pages;

    OAuthPages(Pages pages) {
        this.pages = pages;
    }

    /** Asks who is there. */
    void logIn(Context context, FormFrame frame, String username, String message) {
        pages.write(context, new LogInPage(frame, username, message));
    }

    /** Asks whether the app may do what it wants to. */
    void approve(Context context, FormFrame frame, OAuthApp app, User user, Set<Scope> scopes) {
        List<String> wishes = scopes.stream()
                .sorted()
                .map(scope -> scope.label().replaceAll(" \\([^)]*\\)$", ""))
                .distinct()
                .toList();
        pages.write(context, new ApprovalPage(frame, app.name(), wishes, user.username()));
    }

    /** Asks for the code that a device shows. */
    void askUserCode(Context context, FormFrame frame, String userCode, String message) {
        pages.write(context, new DeviceCodePage(frame, userCode, message));
    }

    /** Says that something is done. */
    void done(Context context, String title, String text) {
        pages.write(context, new DonePage(title, text));
    }

    /** Tells a person what an app that cannot be trusted with a redirect is not told. */
    void error(Context context, int status, String error, String description) {
        pages.write(context, new OAuthErrorPage(status, error, description));
    }
}

package dev.sallyport.org.oauth;

import dev.sallyport.org.browser.Browser;
import dev.sallyport.org.browser.Browser.SignIn;
import dev.sallyport.org.browser.FormFrame;
import dev.sallyport.org.http.ApiException;
import dev.sallyport.org.oauth.DeviceAuthorizations.Request;
import dev.sallyport.org.oauth.DeviceAuthorizations.State;
import dev.sallyport.org.setup.OAuthApp;
import dev.sallyport.org.setup.OAuthApps;
import dev.sallyport.org.setup.User;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.Map;
import java.util.Optional;

/** {@code /setup/connect}, where a person types the code that a device shows. */
final class DevicePage {
    static final String PATH = "/setup/connect";

    private final Browser browser;
    private final OAuthPages pages;
    private final DeviceAuthorizations devices;
    private final OAuthApps apps;
    private final SignIns signIns;
    private final Approvals approvals;

    DevicePage(
            Browser browser,
            OAuthPages pages,
            DeviceAuthorizations devices,
            OAuthApps apps,
            SignIns signIns,
            Approvals approvals) {
        this.browser = browser;
        this.pages = pages;
        this.devices = devices;
        this.apps = apps;
        this.signIns = signIns;
        this.approvals = approvals;
    }

    void addTo(RoutesConfig routes) {
        routes.get(PATH, this::answer);
        routes.post(PATH, this::answer);
    }

    private void answer(Context context) {
        try {
            Form form = Form.of(context);
            boolean posted = context.method().name().equals("POST");
            String step = posted ? form.value("step").orElse("") : "";
            if (step.equals("login")) {
                logIn(context, form);
            } else {
                withUser(context, form, step);
            }
        } catch (ApiException refused) {
            pages.error(
                    context,
                    refused.error().status(),
                    refused.error().code(),
                    refused.error().message());
        }
    }

    private void logIn(Context context, Form form) {
        if (!browser.isOwnForm(context, form.value(Browser.FORM_CODE).orElse(""))) {
            showLogin(context, form, Browser.STALE_FORM);
            return;
        }
        SignIn signIn = browser.signIn(
                context, form.value("username").orElse(""), form.value("pw").orElse(""));
        if (signIn.user() == null) {
            showLogin(context, form, signIn.message());
        } else {
            askCode(context, form, "");
        }
    }

    private void withUser(Context context, Form form, String step) {
        Optional<User> user = browser.user(context);
        if (user.isEmpty()) {
            showLogin(context, form, "");
        } else if (step.isEmpty()) {
            askCode(context, form, "");
        } else if (!browser.isOwnForm(context, form.value(Browser.FORM_CODE).orElse(""))) {
            askCode(context, form, Browser.STALE_FORM);
        } else {
            withCode(context, form, user.get(), step);
        }
    }

    private void withCode(Context context, Form form, User user, String step) {
        String userCode = form.value("user_code").orElse("");
        Optional<Request> request = devices.waiting(userCode);
        Optional<OAuthApp> app = request.flatMap(found -> apps.find(found.appId()));
        if (request.isEmpty() || app.isEmpty()) {
            askCode(context, form, "The code is invalid or has expired. Check the device and try again.");
            return;
        }
        if (!signIns.isPermitted(app.get(), user)) {
            throw OAuthErrors.refused("OAUTH_APP_ACCESS_DENIED", "user is not admin approved to access this app");
        }
        if (!step.equals("approve")) {
            FormFrame frame = frame(context, Map.of("user_code", userCode));
            pages.approve(context, frame, app.get(), user, request.get().scopes());
        } else if (form.value("decision").equals(Optional.of("allow"))) {
            approvals.add(user.id(), app.get().id(), request.get().scopes());
            devices.decide(userCode, user.id(), State.APPROVED);
            pages.done(context, "You're Connected", "The device is connected. You may close this page.");
        } else {
            devices.decide(userCode, user.id(), State.DENIED);
            pages.done(context, "Access Denied", "The device was not connected. You may close this page.");
        }
    }

    private void showLogin(Context context, Form form, String message) {
        Map<String, String> carried =
                form.value("user_code").map(code -> Map.of("user_code", code)).orElseGet(Map::of);
        pages.logIn(context, frame(context, carried), form.value("username").orElse(""), message);
    }

    private void askCode(Context context, Form form, String message) {
        pages.askUserCode(
                context, frame(context, Map.of()), form.value("user_code").orElse(""), message);
    }

    private FormFrame frame(Context context, Map<String, String> carried) {
        return new FormFrame(PATH, browser.formCode(context), carried, "page");
    }
}

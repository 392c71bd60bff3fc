package dev.sallyport.org.setup.pages;

import dev.sallyport.org.browser.Browser;
import dev.sallyport.org.browser.Pages;
import dev.sallyport.org.http.ApiVersion;
import dev.sallyport.org.session.ApiMeter;
import dev.sallyport.org.setup.Setup;
import io.javalin.config.RoutesConfig;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** All pages of Setup, with the way in and out. */
public final class SetupPages {
    private static final String APP_SETTINGS = "/setup/external-client-app-settings";
    private static final String ALLOWED = "connectedAppCreationAllowed";

    private final Setup setup;
    private final Browser browser;
    private final Pages pages;
    private final ApiMeter meter;
    private final Supplier<String> root;

    /**
     * @param root the org's own address, known once the server has its port
     */
    public SetupPages(Setup setup, Browser browser, Pages pages, ApiMeter meter, Supplier<String> root) {
        this.setup = setup;
        this.browser = browser;
        this.pages = pages;
        this.meter = meter;
        this.root = root;
    }

    /** Adds all pages to a server. */
    public void addTo(RoutesConfig routes) {
        Desk desk = new Desk(setup, browser, pages);
        new DoorPages(browser, desk).addTo(routes);
        desk.get(routes, DoorPages.HOME, this::home);
        desk.get(routes, APP_SETTINGS, visit -> appSettings());
        desk.form(routes, APP_SETTINGS, this::changeAppSettings);
        new ProfilePages(setup).addTo(routes, desk);
        new PermissionSetPages(setup).addTo(routes, desk);
        new UserPages(setup).addTo(routes, desk);
        new ConnectedAppPages(setup).addTo(routes, desk);
        new ExternalClientAppPages(setup).addTo(routes, desk);
        new LogPages(setup, meter).addTo(routes, desk);
    }

    private Answer home(Visit visit) {
        String find = visit.query("find").strip();
        Map<String, String> org = new LinkedHashMap<>();
        org.put("Organization Name", setup.organizationName());
        org.put("Organization Edition", setup.settings().edition().organizationType());
        org.put("Salesforce.com Organization ID", setup.organizationId().shortForm());
        org.put("My Domain URL", root.get());
        org.put("Newest API Version", ApiVersion.CURRENT.toString());
        return Answer.show(new HomePage(org, find, find.isEmpty() ? List.of() : Menu.find(find)));
    }

    private Answer appSettings() {
        return Answer.show(new AppSettingsPage(
                Fields.empty(List.of()).ticked(ALLOWED, setup.settings().connectedAppCreationAllowed())));
    }

    private Sent changeAppSettings(Visit visit) {
        Fields typed = visit.posted(List.of());
        return new Sent(typed, () -> allowCreation(typed, visit), form -> Answer.show(new AppSettingsPage(form)));
    }

    private Answer allowCreation(Fields typed, Visit visit) {
        boolean allowed = typed.isTicked(ALLOWED);
        if (allowed != setup.settings().connectedAppCreationAllowed()) {
            setup.allowConnectedAppCreation(allowed, visit.actor());
        }
        return Answer.goTo(Notice.SAVED.on(APP_SETTINGS));
    }
}

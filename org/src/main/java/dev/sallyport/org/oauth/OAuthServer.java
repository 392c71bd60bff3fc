package dev.sallyport.org.oauth;

import dev.sallyport.org.browser.Browser;
import dev.sallyport.org.browser.Pages;
import dev.sallyport.org.data.OrgDatabase;
import dev.sallyport.org.session.ApiGate;
import dev.sallyport.org.session.LoginRate;
import dev.sallyport.org.session.Sessions;
import dev.sallyport.org.setup.Setup;
import io.javalin.config.RoutesConfig;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jdbi.v3.core.Jdbi;

/** All endpoints of the org's OAuth server, for its own domain and for the host that plays {@code login.salesforce.com}. */
public final class OAuthServer {
    private final Setup setup;
    private final Sessions sessions;
    private final ApiGate gate;
    private final Clock clock;
    private final Hosts hosts;
    private final OpenId openId;
    private final UsedAssertions usedAssertions;
    private final Clients clients;
    private final SignIns signIns;
    private final Approvals approvals;
    private final AuthorizationCodes codes;
    private final RefreshTokens refreshTokens;
    private final DeviceAuthorizations devices;
    private final TokenIssuer issuer;
    private final Browser browser;
    private final OAuthPages pages;

    /**
     * @param instanceUrl the org's own domain, known once the server has its port
     * @param loginUrl the login host, likewise
     */
    public OAuthServer(
            OrgDatabase database,
            Setup setup,
            Sessions sessions,
            ApiGate gate,
            LoginRate rate,
            Browser browser,
            Pages pages,
            Clock clock,
            Supplier<String> instanceUrl,
            Supplier<String> loginUrl) {
        Jdbi jdbi = database.jdbi();
        OAuthTables.create(jdbi);
        RandomText random = new RandomText(new SecureRandom());
        this.setup = setup;
        this.sessions = sessions;
        this.gate = gate;
        this.clock = clock;
        this.hosts = new Hosts(new Host(Host.Kind.MY_DOMAIN, instanceUrl), new Host(Host.Kind.LOGIN, loginUrl), setup);
        this.openId = new OpenId(jdbi, clock);
        this.usedAssertions = new UsedAssertions(jdbi, clock);
        this.clients = new Clients(setup.oauthApps(), usedAssertions, hosts, clock);
        this.signIns = new SignIns(setup, rate);
        this.approvals = new Approvals(jdbi);
        this.codes = new AuthorizationCodes(jdbi, clock, random);
        this.refreshTokens = new RefreshTokens(jdbi, clock, random, sessions);
        this.devices = new DeviceAuthorizations(jdbi, clock, random);
        this.issuer = new TokenIssuer(setup, sessions, refreshTokens, clients, hosts, openId, clock);
        this.browser = browser;
        this.pages = new OAuthPages(pages);
        database.remember(openId::bookmark);
    }

    /** Adds what the org's own domain has. */
    public void addTo(RoutesConfig routes) {
        addTo(routes, hosts.myDomain());
    }

    /** Adds what the login host has: all but client credentials, which it refuses whoever asks. */
    public void addLoginTo(RoutesConfig routes) {
        addTo(routes, hosts.login());
    }

    private void addTo(RoutesConfig routes, Host host) {
        DeviceGrant deviceGrant = new DeviceGrant(setup, clients, signIns, devices, refreshTokens);
        new TokenEndpoint(host, grants(deviceGrant), deviceGrant, issuer).addTo(routes);
        new AuthorizeEndpoint(host, clients, browser, pages, signIns, approvals, codes, refreshTokens, issuer)
                .addTo(routes);
        new DevicePage(browser, pages, devices, setup.oauthApps(), signIns, approvals).addTo(routes);
        new TokenLifecycle(setup, sessions, refreshTokens, clients, hosts).addTo(routes);
        new Discovery(host, openId).addTo(routes);
        new UserInfo(hosts, setup, gate, clock).addTo(routes);
        routes.get(
                AuthorizeEndpoint.SUCCESS_PATH,
                context -> pages.done(context, "Access Allowed", "You may close this page and go back to the app."));
    }

    private Map<String, Grant> grants(DeviceGrant deviceGrant) {
        AssertedUsers users = new AssertedUsers(setup, signIns, approvals);
        Map<String, Grant> grants = new HashMap<>();
        grants.put("client_credentials", new ClientCredentialsGrant(setup, clients, signIns));
        grants.put("authorization_code", new AuthorizationCodeGrant(setup, clients, signIns, codes, refreshTokens));
        grants.put("refresh_token", new RefreshTokenGrant(setup, clients, signIns, refreshTokens));
        grants.put("password", new PasswordGrant(setup, clients, signIns));
        grants.put("device", deviceGrant);
        grants.put(JwtBearerGrant.TYPE, new JwtBearerGrant(clients, usedAssertions, users, hosts, clock));
        grants.put(SamlBearerGrant.TYPE, new SamlBearerGrant(clients, users, hosts, clock));
        return grants;
    }
}

package dev.sallyport.salesforce.doctor;

import dev.sallyport.auth.AccessToken;
import dev.sallyport.auth.Grant;
import dev.sallyport.auth.OAuthProvider;
import dev.sallyport.auth.SalesforceHost;
import dev.sallyport.salesforce.ApiVersion;
import dev.sallyport.salesforce.SalesforceClient;
import dev.sallyport.salesforce.SalesforceException;
import dev.sallyport.salesforce.UserInfo;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One examination: what each check finds out, the later ones build on. */
final class Examination {
    /** Salesforce names a token's org and user by an address (Salesforce Help, "Identity URLs"). */
    private static final Pattern IDENTITY = Pattern.compile("/id/(00D\\w{12,15})/(005\\w{12,15})$");

    private final Patient patient;
    private final ObservedHttpClient http;
    private final Clock clock;
    private final Chart chart;
    private List<ApiVersion> versions = List.of();
    private @Nullable AccessToken token;
    private @Nullable String organizationId;
    private @Nullable String userId;

    Examination(Patient patient, ObservedHttpClient http, Clock clock, Chart chart) {
        this.patient = patient;
        this.http = http;
        this.clock = clock;
        this.chart = chart;
    }

    void run() {
        Optional<OAuthProvider> treated = new ProviderExam(patient.provider()).examine(chart);
        if (treated.isEmpty()) {
            giveUp("the provider must be mended first.");
            return;
        }
        OAuthProvider provider = treated.get();
        Org org = new Org(provider, http);
        URI origin = Org.originOf(provider.endpoints().address());
        Optional<List<ApiVersion>> greeting = new HostExam(org, http, clock).examine(origin, chart);
        if (greeting.isEmpty()) {
            giveUp("the host must answer first.");
            return;
        }
        versions = greeting.get();
        askForToken(provider, org);
        URI api = apiOrigin(origin);
        askApi(org, origin, api);
        DataServerExam servers = new DataServerExam(org, chart);
        patient.dataServers()
                .forEach((name, url) ->
                        servers.examine(name, url, new DataServerExam.Known(api, versions, token, organizationId)));
    }

    private void giveUp(String why) {
        List<Finding> findings = chart.findings();
        for (Check check : Check.values()) {
            boolean applies =
                    switch (check) {
                        case SIGN_IN -> patient.provider().grant() instanceof Grant.AuthorizationCode;
                        case DATA_SERVER -> !patient.dataServers().isEmpty();
                        case PROVIDER, HOST, CLOCK, TOKEN, USER_INFO, API, API_ONLY_USER, LIMITS, OBJECTS -> true;
                    };
            if (applies && findings.stream().noneMatch(finding -> finding.check() == check)) {
                chart.add(Finding.notTried(check, why));
            }
        }
    }

    private void askForToken(OAuthProvider provider, Org org) {
        if (provider.grant() instanceof Grant.AuthorizationCode) {
            chart.add(new SignInExam(provider, http, clock).examine(patient.callbackUrl()));
        }
        TokenExam exam = new TokenExam(provider, http, clock, chart);
        token = exam.examine(patient).orElse(null);
        if (token == null) {
            chart.add(Finding.notTried(Check.USER_INFO, "there is no token."));
            return;
        }
        Matcher identity = IDENTITY.matcher(token.parameters().getOrDefault("id", ""));
        if (identity.find()) {
            organizationId = identity.group(1);
            userId = identity.group(2);
        }
        UserInfoExam userInfo = new UserInfoExam(org, chart);
        boolean kept = provider.grant() instanceof Grant.AuthorizationCode;
        Optional<UserInfo> user =
                userInfo.examine(token, kept ? refused -> renewed(exam, refused) : refused -> Optional.empty());
        user.ifPresent(told -> {
            organizationId = told.organizationId();
            userId = told.userId();
        });
    }

    private Optional<AccessToken> renewed(TokenExam exam, AccessToken refused) {
        token = exam.replace(patient, refused).orElse(null);
        return Optional.ofNullable(token);
    }

    /** The org's own host, as the token's answer names it: a login host has no APIs. */
    private URI apiOrigin(URI tokenOrigin) {
        String named = token == null ? null : token.parameters().get("instance_url");
        if (named == null) {
            return tokenOrigin;
        }
        try {
            URI instance = new URI(named);
            boolean usable = instance.getHost() != null && !SalesforceHost.isExposed(instance);
            return usable ? Org.originOf(instance) : tokenOrigin;
        } catch (URISyntaxException e) {
            return tokenOrigin;
        }
    }

    private void askApi(Org org, URI tokenOrigin, URI api) {
        AccessToken held = token;
        if (held == null) {
            ApiExam.skip(chart, "there is no token.");
            return;
        }
        if (!TokenExam.isForApis(held)) {
            ApiExam.skip(chart, "the token is not for the APIs.");
            return;
        }
        try {
            if (versions.isEmpty() || !Org.isSameOrigin(tokenOrigin, api)) {
                versions = org.versions(api);
            }
            ApiVersion version = versions.isEmpty() ? new ApiVersion(55, 0) : HostExam.last(versions);
            new ApiExam(org, chart).examine(api, version, held, user(org, api, version, held));
        } catch (SalesforceException e) {
            chart.add(Symptoms.of(Check.API, e));
        }
    }

    /** Whose the token is, where neither its answer nor user info told: SOAP tells, for one metered call. */
    private String user(Org org, URI api, ApiVersion version, AccessToken held) {
        if (userId != null) {
            return userId;
        }
        try (SalesforceClient client = org.client(api, version, held)) {
            return client.soapUserInfo().userId();
        }
    }
}

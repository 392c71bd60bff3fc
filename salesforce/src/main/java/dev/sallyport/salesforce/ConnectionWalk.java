package dev.sallyport.salesforce;

import dev.sallyport.auth.AccessToken;
import dev.sallyport.auth.OAuthProvider;
import dev.sallyport.auth.TokenSource;
import dev.sallyport.salesforce.ConnectionTest.Step;
import dev.sallyport.salesforce.SalesforceException.Reason;
import dev.sallyport.salesforce.TestConnection.Finding;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One run of Test Connection: what each step finds out, the later ones build on. */
final class ConnectionWalk implements AutoCloseable {
    /** Salesforce names a token's org and user by an address (Salesforce Help, "Identity URLs"). */
    private static final Pattern IDENTITY = Pattern.compile("/id/(00D\\w{12,15})/(005\\w{12,15})$");

    private final OAuthProvider provider;
    private final String oauthServerUrl;
    private final HttpClient http;
    private final TokenSource tokens;
    private @Nullable OAuthServerUrl url;
    private @Nullable SalesforceClient client;
    private List<ApiVersion> versions = List.of();
    private @Nullable String tokenOrganization;
    private @Nullable String userId;

    ConnectionWalk(OAuthProvider provider, TokenSource tokens, String oauthServerUrl, HttpClient http) {
        this.provider = provider;
        this.tokens = tokens;
        this.oauthServerUrl = oauthServerUrl;
        this.http = http;
    }

    /** Takes a step; those before it have been taken. */
    Finding take(Step step) {
        return switch (step) {
            case URL -> readUrl();
            case TLS -> reachHost();
            case TOKEN -> fetchToken();
            case USER_INFO -> askUserInfo();
            case SOAP_USER_INFO -> askSoapUserInfo();
            case API_ONLY -> checkApiOnly();
            case LIMITS -> readLimits();
            case DESCRIBE -> describe();
        };
    }

    @Override
    public void close() {
        if (client != null) {
            client.close();
        }
    }

    private Finding readUrl() {
        OAuthServerUrl read = OAuthServerUrl.parse(oauthServerUrl);
        provider.validate();
        url = read;
        client = new SalesforceClient(read, provider.access(tokens), http);
        return Finding.passed(read.instance().getAuthority() + ", API version " + read.version());
    }

    private Finding reachHost() {
        OAuthServerUrl instance = url();
        versions = client().versions();
        String host = instance.instance().getAuthority();
        return Finding.passed(
                "https".equals(instance.instance().getScheme())
                        ? "The certificate of " + host + " is trusted."
                        : host + " is this machine: no TLS needed.");
    }

    private Finding fetchToken() {
        AccessToken token = tokens.token();
        if (!token.scopes().isEmpty()
                && !token.scopes().contains("api")
                && !token.scopes().contains("full")) {
            throw SalesforceException.of(
                    Reason.API_SCOPE_MISSING, "its scopes are " + String.join(" ", sorted(token)) + ".");
        }
        Matcher identity = IDENTITY.matcher(token.parameters().getOrDefault("id", ""));
        if (identity.find()) {
            tokenOrganization = identity.group(1);
        }
        return Finding.passed(
                token.scopes().isEmpty() ? "A token was issued." : "Scopes: " + String.join(" ", sorted(token)));
    }

    private Finding askUserInfo() {
        URI endpoint = provider.endpoints().userInfo();
        if (endpoint == null) {
            return Finding.passed("The provider has no user info endpoint.");
        }
        UserInfo user = client().userInfo(endpoint);
        tokenOrganization = user.organizationId();
        return Finding.passed(
                "The run-as user is " + (user.username() == null ? user.userId() : user.username()) + ".");
    }

    private Finding askSoapUserInfo() {
        OAuthServerUrl serverUrl = url();
        serverUrl.requireOneOf(versions);
        SoapUserInfo user;
        try {
            user = client().soapUserInfo();
        } catch (SalesforceException e) {
            URI issuer = provider.endpoints().address();
            if (e.reason() == Reason.SESSION_INVALID
                    && !issuer.getAuthority()
                            .equalsIgnoreCase(serverUrl.instance().getAuthority())) {
                throw SalesforceException.of(
                        Reason.OTHER_ORG,
                        serverUrl.instance().getAuthority() + " refuses a token of " + issuer.getAuthority() + ".");
            }
            throw e;
        }
        if (tokenOrganization != null && !isSameId(tokenOrganization, user.organizationId())) {
            throw SalesforceException.of(
                    Reason.OTHER_ORG,
                    "the token is of org " + tokenOrganization + ", the URL leads to org " + user.organizationId()
                            + ".");
        }
        userId = user.userId();
        return Finding.passed(user.fullName() + " in " + user.organizationName() + ".");
    }

    private Finding checkApiOnly() {
        String soql = "SELECT Profile.PermissionsApiUserOnly FROM User WHERE Id = '" + userId + "'";
        List<QueryColumn> columns =
                List.of(new QueryColumn(List.of("Profile", "PermissionsApiUserOnly"), FieldType.BOOLEAN));
        try (QueryCursor user = client().query(soql, columns)) {
            Object apiOnly = user.next() ? user.value(0) : null;
            if (apiOnly == null) {
                return untold("the user's profile is not visible to it");
            }
            return apiOnly.equals(true)
                    ? Finding.passed("The run-as user's profile is API Only: no person can sign in with it.")
                    : Finding.warning(
                            "The run-as user's profile is not API Only: a person could sign in with it.",
                            SetupAdvice.API_ONLY_USER.text());
        } catch (SalesforceException e) {
            return switch (e.reason()) {
                case FIELD_NOT_VISIBLE, OBJECT_NOT_VISIBLE, ACCESS_DENIED, QUERY_MALFORMED ->
                    untold("Salesforce answers " + e.errorCode());
                case SERVER_URL_INVALID,
                        SESSION_INVALID,
                        API_SCOPE_MISSING,
                        API_DISABLED,
                        LIMIT_EXCEEDED,
                        TOO_MANY_AT_ONCE,
                        QUERY_EXPIRED,
                        BULK_JOB_FAILED,
                        BULK_JOB_GONE,
                        OUTCOME_UNKNOWN,
                        QUERY_TIMED_OUT,
                        VERSION_UNSUPPORTED,
                        OTHER_ORG,
                        HOST_UNKNOWN,
                        CONNECTION_REFUSED,
                        CONNECTION_BROKEN,
                        TLS_REQUIRED,
                        TLS_FAILED,
                        TIMED_OUT,
                        UNAVAILABLE,
                        UNEXPECTED_ANSWER,
                        INTERRUPTED,
                        OTHER -> throw e;
            };
        }
    }

    private static Finding untold(String why) {
        return Finding.warning(
                "Could not tell whether the run-as user is API Only: " + why + ".",
                SetupAdvice.LOOK_FOR_API_ONLY_USER.text());
    }

    private Finding readLimits() {
        Optional<Limits.Limit> daily = client().limits().dailyApiRequests();
        if (daily.isEmpty()) {
            return Finding.passed("The org does not show its daily API calls to this user.");
        }
        Limits.Limit calls = daily.get();
        String left = calls.remaining() + " of " + calls.max() + " API calls are left in these 24 hours.";
        return calls.isNearlySpent() ? Finding.warning(left, SetupAdvice.CALLS_LEFT.text()) : Finding.passed(left);
    }

    private Finding describe() {
        List<SObjectSummary> all = client().describeGlobal();
        long queryable = all.stream().filter(SObjectSummary::queryable).count();
        return queryable == 0
                ? Finding.warning("The run-as user may read no sObject.", SetupAdvice.READ_OBJECTS.text())
                : Finding.passed(all.size() + " sObjects, " + queryable + " of them can be queried.");
    }

    private OAuthServerUrl url() {
        return Objects.requireNonNull(url);
    }

    private SalesforceClient client() {
        return Objects.requireNonNull(client);
    }

    private static List<String> sorted(AccessToken token) {
        return token.scopes().stream().sorted().toList();
    }

    /** Ids come with 15 or 18 characters; the last three only repeat the case of the others. */
    private static boolean isSameId(String one, String other) {
        return one.regionMatches(0, other, 0, 15);
    }
}

package dev.sallyport.salesforce.doctor;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What can be wrong. Where Salesforce's own words lead elsewhere, it is said how. */
public enum Ailment {
    PROVIDER_DISABLED,
    ENDPOINT_MALFORMED,
    ENDPOINT_PLAIN_HTTP,
    ENDPOINT_PATH_WRONG(
            "Salesforce answers with a web page that says \"URL No Longer Exists\", as if the org had moved."),
    ENDPOINT_ON_LOGIN_HOST(Words.DOMAIN),
    ENDPOINT_ON_LIGHTNING_HOST(Words.DOMAIN),
    ENDPOINT_ON_SETUP_HOST(Words.DOMAIN),
    SANDBOX_HOST_INCOMPLETE("The host does not resolve, or leads to a page that speaks of an invalid My Domain; nothing"
            + " mentions the missing word."),
    ENDPOINTS_OF_SEVERAL_HOSTS,
    CLIENT_ID_EMPTY,
    CLIENT_ID_WITH_BLANKS("Salesforce answers \"client identifier invalid\", as for a key that it never issued."),
    SCOPES_SEPARATED_BY_COMMAS(
            "Salesforce takes \"api,refresh_token\" for the name of one scope, and says that it is" + " not allowed."),
    PROVIDER_CONTRADICTS_ITSELF,
    SECRET_MISSING,
    SECRET_UNAVAILABLE,
    SIGNING_KEY_MISSING,
    SIGNING_KEY_UNUSABLE,
    UNWISE,

    HOST_UNKNOWN,
    CONNECTION_REFUSED,
    CONNECTION_BROKEN,
    CERTIFICATE_UNTRUSTED,
    TLS_NOT_SPOKEN,
    NO_ANSWER_IN_TIME,
    NOT_SALESFORCE,
    SALESFORCE_UNAVAILABLE,
    CLOCK_DIFFERS("An assertion that is over when it arrives is called an \"expired authorization code\"; no word is"
            + " said of the clock."),

    CALLBACK_URL_UNKNOWN,
    SCOPE_NOT_OF_APP,
    AUTHORIZATION_ENDPOINT_WRONG,
    SIGN_IN_REQUIRED,
    REFRESH_TOKEN_ENDED("The same words are said of a token that was revoked, that aged under the app's policy, that a"
            + " sixth sign-in pushed out, and that belongs to another app."),

    METADATA_UNUSABLE,

    NOT_A_TOKEN_ENDPOINT,
    NOT_MY_DOMAIN(Words.DOMAIN),
    CLIENT_ID_UNKNOWN("The key may be well formed and right: the same is said of an app that is minutes old, and of an"
            + " app of another org, such as the sandbox's."),
    APP_CLOSED("The same is said of this org's own app while its policies do not enable OAuth."),
    CLIENT_SECRET_WRONG("\"Client credentials\" is not the flow of that name here: the secret is meant."),
    CLIENT_ASSERTION_REFUSED(
            "The same is said of a wrong secret and of a client that sends none: here the signed JWT is"
                    + " meant that stands in its place."),
    CLIENT_PROOF_MISSING("The same is said of a wrong secret: here none was sent."),
    FLOW_NOT_ENABLED(
            "An external client app has the tick twice, and Salesforce does not say which of the two is" + " missing."),
    GRANT_NOT_ENABLED,
    RUN_AS_USER_MISSING("No user is to be enabled: one is to be chosen, in the policies of the app."),
    RUN_AS_USER_INACTIVE("A frozen user is called inactive too, while the user's page shows Active ticked."),
    USER_NOT_APPROVED,
    SUBJECT_NOT_APPROVED("The same is said of a username that does not exist, and of a user who approved without"
            + " refresh_token."),
    NETWORK_ADDRESS_REFUSED(
            "It is not said whose range is meant: it is the run-as user's profile's, not the app's" + " alone."),
    LOGIN_RATE_EXCEEDED("All programs that sign in as the same user count together."),
    SCOPES_NOT_TAKEN("The request is called invalid, not the scopes: they are never sent in this flow."),
    NO_SCOPE_LEFT(
            "The app may have scopes: full, web and refresh_token are not given in this flow, api must be named."),
    ORG_INACTIVE,
    ASSERTION_REFUSED(
            "The same is said of another certificate, of an issuer that is not the app, of a signature that is"
                    + " not RS256, and of a SAML recipient that is not the token endpoint."),
    ASSERTION_RECIPIENT_WRONG("Salesforce says \"invalid assertion\", as if the signature were wrong."),
    AUDIENCE_REFUSED,
    ASSERTION_EXPIRED("There is no authorization code in this flow: the assertion was over when it arrived."),
    PASSWORD_REFUSED("The same is said of a wrong password, an unknown user name, a locked-out user and a blocked flow;"
            + " only the Login History tells them apart."),
    GRANT_REFUSED,
    ANSWER_NOT_UNDERSTOOD,
    API_SCOPE_MISSING("The code is that of a session that is over, and yet no new token helps."),

    USER_INFO_ENDPOINT_WRONG,
    USER_INFO_OF_OTHER_ORG("The token is good: it is another org's."),

    SESSION_REFUSED("The token is minutes old at most: it did not expire, something ended or locked it."),
    API_NOT_ENABLED("The organization is rarely meant: mostly it is one user's profile that lacks a tick."),
    DAILY_CALLS_SPENT,
    TOO_MANY_LONG_CALLS("The code is that of the daily limit, and yet waiting for tomorrow is not needed."),
    API_ONLY_USER_UNTICKED,
    API_ONLY_USER_NOT_OFFERED,
    API_ONLY_USER_UNTOLD,
    FEW_CALLS_LEFT,
    NO_OBJECT_VISIBLE(
            "A query answers INVALID_TYPE, \"sObject type 'Account' is not supported\", as for a misspelt" + " name."),

    SERVER_URL_INVALID,
    SERVER_URL_ON_OTHER_HOST,
    SERVER_URL_OF_OTHER_ORG("The token is called invalid or expired: it is another org's."),
    SERVER_URL_VERSION_UNKNOWN("Salesforce answers UNSUPPORTED_API_VERSION or a page that no longer exists."),

    /** A failure that none of the others describes; its own words must do. */
    OTHER;

    private final @Nullable String misleading;

    Ailment() {
        this.misleading = null;
    }

    Ailment(String misleading) {
        this.misleading = misleading;
    }

    /** A stable name for programs, such as {@code run-as-user-missing}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** How Salesforce's own words lead elsewhere, a sentence; null where they do not. */
    public @Nullable String misleading() {
        return misleading;
    }

    /** Words that several share. */
    private static final class Words {
        static final String DOMAIN = "\"Request not supported on this domain\" is said of the host in the URL, not of"
                + " the app or the flow.";
    }
}

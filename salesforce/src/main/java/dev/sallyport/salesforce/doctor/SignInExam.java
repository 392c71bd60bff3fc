package dev.sallyport.salesforce.doctor;

import dev.sallyport.auth.AuthorizationException;
import dev.sallyport.auth.AuthorizationException.Reason;
import dev.sallyport.auth.OAuthProvider;
import dev.sallyport.auth.http.HttpTransport;
import dev.sallyport.auth.http.TransportException;
import dev.sallyport.auth.oauth.AuthorizationCodeFlow;
import dev.sallyport.auth.oauth.InMemoryPendingAuthorizations;
import dev.sallyport.auth.oauth.InMemoryTokenStore;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Opens the authorization endpoint as a browser would at the start of a sign-in, and goes no further. */
final class SignInExam {
    private static final Duration DEADLINE = Duration.ofSeconds(30);

    /** What Salesforce tells on a page, for it redirects to no address that is not the app's. */
    private static final Pattern ERROR_ON_PAGE = Pattern.compile(
            "error=([a-z_]{1,60})&(?:amp;)?error_description=([^<\"&]{0,200})", Pattern.CASE_INSENSITIVE);

    private final OAuthProvider provider;
    private final HttpClient http;
    private final Clock clock;

    SignInExam(OAuthProvider provider, HttpClient http, Clock clock) {
        this.provider = provider;
        this.http = http;
        this.clock = clock;
    }

    Finding examine(@Nullable URI callbackUrl) {
        if (callbackUrl == null) {
            return Finding.notTried(Check.SIGN_IN, "the callback URL is not known here; give it by --callback-url.");
        }
        try {
            URI start = new AuthorizationCodeFlow(
                            provider, new InMemoryPendingAuthorizations(), new InMemoryTokenStore(), http, clock)
                    .begin(null, callbackUrl, null)
                    .authorizationUrl();
            HttpRequest.Builder request = HttpRequest.newBuilder(start).header("Accept", "text/html");
            return read(new HttpTransport(http, DEADLINE).send(request.build()), callbackUrl);
        } catch (AuthorizationException e) {
            return Symptoms.of(Check.SIGN_IN, e);
        } catch (TransportException e) {
            return Symptoms.of(Check.SIGN_IN, AuthorizationException.of(e));
        }
    }

    private Finding read(HttpResponse<byte[]> answer, URI callbackUrl) {
        String location = answer.headers().firstValue("Location").orElse("");
        if (location.startsWith(callbackUrl.toString())) {
            return sentBack(URI.create(location));
        }
        int status = answer.statusCode();
        if (status >= 300 && status < 400 && !location.isEmpty()) {
            return welcome();
        }
        String page = new String(answer.body(), StandardCharsets.UTF_8);
        Matcher error = ERROR_ON_PAGE.matcher(page);
        if (error.find()) {
            return refused(error.group(1), error.group(2).replace("%20", " "), callbackUrl);
        }
        boolean isPage = status == 200 && page.stripLeading().startsWith("<");
        return isPage ? welcome() : noSuchEndpoint(answer.uri(), status);
    }

    private static Finding welcome() {
        return Finding.sound(Check.SIGN_IN, "The authorization endpoint knows the app and the callback URL.");
    }

    private static Finding noSuchEndpoint(URI address, int status) {
        return Finding.sick(
                Check.SIGN_IN,
                Ailment.AUTHORIZATION_ENDPOINT_WRONG,
                "What answers at " + Org.originOf(address) + address.getPath()
                        + " is not an authorization endpoint: HTTP " + status + ".",
                "Correct the Authorization Endpoint of the provider: https://{My Domain}/services/oauth2/authorize.");
    }

    /** An error that the app is told by a redirect: the callback URL is right, then. */
    private Finding sentBack(URI location) {
        String error = parameter(location, "error");
        if (error.isEmpty()) {
            return welcome();
        }
        String said = error + " (" + parameter(location, "error_description") + ")";
        if (error.equals("invalid_scope")) {
            String scopes = String.join(" ", provider.grant().scopes());
            return new Finding(
                    Check.SIGN_IN,
                    Outcome.SICK,
                    Ailment.SCOPE_NOT_OF_APP,
                    "The app does not have all of the scopes that the provider asks for: " + scopes + ".",
                    "Take the others out of Scopes of the provider, or give them to the app: in Setup open App Manager,"
                            + " Edit on the app, Selected OAuth Scopes (external client app: Settings > OAuth"
                            + " Settings).",
                    said);
        }
        return new Finding(
                Check.SIGN_IN,
                Outcome.SICK,
                Ailment.OTHER,
                "The authorization endpoint refuses the sign-in: " + said + ".",
                "Check the app's OAuth settings: in Setup open App Manager, Edit on the app.",
                said);
    }

    private static String parameter(URI location, String name) {
        String query = location.getRawQuery() == null ? "" : location.getRawQuery();
        return Stream.of(query.split("&", -1))
                .filter(pair -> pair.startsWith(name + "="))
                .map(pair -> URLDecoder.decode(pair.substring(name.length() + 1), StandardCharsets.UTF_8))
                .map(value -> value.replaceAll("\\p{Cntrl}", " "))
                .findFirst()
                .orElse("");
    }

    private Finding refused(String error, String description, URI callbackUrl) {
        String said = error + " (" + description + ")";
        Reason reason =
                switch (error) {
                    case "redirect_uri_mismatch", "redirect_uri_missing" -> Reason.REDIRECT_URI_MISMATCH;
                    case "invalid_client_id" -> Reason.CLIENT_ID_UNKNOWN;
                    case "app_not_found" -> Reason.APP_NOT_INSTALLED;
                    default -> Reason.CONSENT_DENIED;
                };
        AuthorizationException failure = AuthorizationException.of(reason, said + " for " + callbackUrl + ".");
        return new Finding(
                Check.SIGN_IN, Outcome.SICK, Symptoms.ailment(failure), failure.getMessage(), failure.advice(), said);
    }
}

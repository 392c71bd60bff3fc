package dev.sallyport.auth.oauth;

import com.nimbusds.oauth2.sdk.ErrorObject;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import dev.sallyport.auth.Secret;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A server's words as far as they can be repeated: short, on one line, and without what was sent to it should it echo that.
 * What is harmless is listed, and everything else of a request taken for secret.
 */
final class QuotedWords {
    private static final int MAX_LENGTH = 200;
    private static final String HIDDEN = "[hidden]";

    /** The fields of the RFCs' requests that say nothing that nobody may know. */
    private static final Set<String> HARMLESS_FIELDS = Set.of(
            "grant_type",
            "client_id",
            "client_assertion_type",
            "redirect_uri",
            "scope",
            "audience",
            "username",
            "token_type_hint");

    /** A token or an assertion, or a piece of one: no word of a language is that long. */
    private static final Pattern TOO_LONG_FOR_A_WORD = Pattern.compile("[A-Za-z0-9+_=.%!-]{40,}");

    /** What must not be repeated, the longest first, for one may be a part of another. */
    private final List<String> secrets;

    private QuotedWords(Set<String> secrets) {
        this.secrets = secrets.stream()
                .filter(secret -> !secret.isBlank())
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList();
    }

    /** How a server may be quoted that was sent nothing. */
    static QuotedWords ofNobodyAsked() {
        return new QuotedWords(Set.of());
    }

    /**
     * How a server may be quoted that was sent a form.
     *
     * @param message the form
     * @param headers what was sent in headers besides
     */
    static QuotedWords after(HTTPRequest message, Collection<Secret> headers) {
        Set<String> secrets = new HashSet<>();
        for (String pair :
                message.getBody() == null ? new String[0] : message.getBody().split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0 && !HARMLESS_FIELDS.contains(pair.substring(0, equals))) {
                add(secrets, URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
            }
        }
        String authorization = message.getAuthorization();
        if (authorization != null) {
            secrets.add(authorization.substring(authorization.indexOf(' ') + 1));
        }
        headers.forEach(header -> add(secrets, header.reveal()));
        return new QuotedWords(secrets);
    }

    /** The same, where a further secret went along in a form that hides it, such as a header. */
    QuotedWords without(@Nullable Secret secret) {
        Set<String> more = new HashSet<>(secrets);
        if (secret != null) {
            add(more, secret.reveal());
        }
        return new QuotedWords(more);
    }

    /** A text as it is, as it looks in a form or an address, and as the parser of errors leaves it. */
    private static void add(Set<String> secrets, String text) {
        String encoded = URLEncoder.encode(text, StandardCharsets.UTF_8);
        secrets.add(text);
        secrets.add(ErrorObject.removeIllegalChars(text));
        secrets.add(encoded);
        secrets.add(encoded.replace("+", "%20"));
    }

    /** What a refusal said, or its status if it said nothing. */
    String of(int status, @Nullable ErrorObject error) {
        if (error == null || error.getCode() == null) {
            return "HTTP " + status;
        }
        String description = error.getDescription();
        return quoted(error.getCode()) + (description == null ? "" : " (" + quoted(description) + ")");
    }

    private String quoted(String words) {
        String harmless = words;
        for (String secret : secrets) {
            harmless = harmless.replace(secret, HIDDEN);
        }
        harmless = TOO_LONG_FOR_A_WORD.matcher(harmless).replaceAll(HIDDEN).replaceAll("\\p{Cntrl}", " ");
        return harmless.length() <= MAX_LENGTH ? harmless : harmless.substring(0, MAX_LENGTH) + "...";
    }
}

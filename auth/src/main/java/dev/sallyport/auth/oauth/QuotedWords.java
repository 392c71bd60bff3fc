package dev.sallyport.auth.oauth;

import com.nimbusds.oauth2.sdk.ErrorObject;
import dev.sallyport.auth.Secret;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A server's words as far as they can be repeated: short, on one line, and without the secrets should it echo them.
 *
 * @param secrets what was sent to it
 */
record QuotedWords(List<Secret> secrets) {
    private static final int MAX_LENGTH = 200;

    QuotedWords {
        secrets = List.copyOf(secrets);
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
        for (Secret secret : secrets) {
            harmless = harmless.replace(secret.reveal(), "[hidden]");
        }
        harmless = harmless.replaceAll("\\p{Cntrl}", " ");
        return harmless.length() <= MAX_LENGTH ? harmless : harmless.substring(0, MAX_LENGTH) + "...";
    }
}

package dev.sallyport.server.console;

import dev.sallyport.salesforce.ConnectionTest.Check;
import dev.sallyport.salesforce.ConnectionTest.Outcome;
import dev.sallyport.server.web.Alert;
import dev.sallyport.server.web.Page;
import dev.sallyport.server.web.SignInLink;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A data server's form, and Test Connection.
 *
 * @param form what it shows
 * @param version that of the state that it shows; 0 for a new server
 * @param securityProviders the names to choose from
 * @param signIn where people get tokens of their own for it; null where they need none
 * @param checks what the test has just found; empty where none has run
 * @param errors what is wrong with the form as it was sent, by field
 * @param alert what came of the last change; null for nothing
 */
public record ServerPage(
        ServerForm form,
        long version,
        List<String> securityProviders,
        @Nullable SignInLink signIn,
        List<Check> checks,
        FormErrors errors,
        @Nullable Alert alert)
        implements Page {
    /** Whether it is a new data server. */
    public boolean isNew() {
        return version == 0;
    }

    /** How a check ended, as the name of its colour. */
    public static String outcome(Check check) {
        return check.outcome().name().toLowerCase(Locale.ROOT);
    }

    /** How a test went. */
    public static Alert verdict(List<Check> checks) {
        long failed = checks.stream()
                .filter(check -> check.outcome() == Outcome.FAILED)
                .count();
        long warnings = checks.stream()
                .filter(check -> check.outcome() == Outcome.WARNING)
                .count();
        if (failed > 0) {
            return Alert.bad(
                    "The connection does not work.", "Do what stands beside the check that failed, and test again.");
        }
        return Alert.good(warnings > 0 ? "The connection works; read the warnings." : "The connection works.");
    }

    @Override
    public String template() {
        return "server.jte";
    }

    @Override
    public int status() {
        return alert != null && alert.kind().equals("bad") ? 400 : 200;
    }
}

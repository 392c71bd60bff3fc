package dev.sallyport.salesforce.doctor;

import dev.sallyport.salesforce.ApiVersion;
import dev.sallyport.salesforce.SalesforceException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Asks a host for its API versions, which needs no token, is not metered, and tells much. */
final class HostExam {
    /** Salesforce takes assertions for three minutes after their end: what is below is harmless. */
    private static final Duration HARMLESS = Duration.ofMinutes(1);

    private final Org org;
    private final ObservedHttpClient http;
    private final Clock clock;

    HostExam(Org org, ObservedHttpClient http, Clock clock) {
        this.org = org;
        this.http = http;
        this.clock = clock;
    }

    /**
     * Notes what answers there and what time it says it is.
     *
     * @return the versions, none from a login host; empty if nothing else is to be asked there, least of all with a secret
     */
    Optional<List<ApiVersion>> examine(URI origin, Chart chart) {
        Optional<List<ApiVersion>> versions = versions(origin, chart);
        if (versions.isPresent()) {
            compareClocks(chart);
        }
        return versions;
    }

    private Optional<List<ApiVersion>> versions(URI origin, Chart chart) {
        try {
            List<ApiVersion> versions = org.versions(origin);
            chart.add(Finding.sound(
                    Check.HOST,
                    origin.getAuthority() + " is an org"
                            + ("https".equals(origin.getScheme()) ? ", its certificate is trusted" : "")
                            + (versions.isEmpty() ? "." : "; newest API version " + last(versions) + ".")));
            return Optional.of(versions);
        } catch (SalesforceException e) {
            if (e.reason() == SalesforceException.Reason.UNEXPECTED_ANSWER && e.errorCode() != null) {
                chart.add(Finding.sound(
                        Check.HOST,
                        origin.getAuthority() + " answers as Salesforce does, but has no APIs: a login host."));
                return Optional.of(List.of());
            }
            chart.add(Symptoms.of(Check.HOST, e));
            return Optional.empty();
        }
    }

    static ApiVersion last(List<ApiVersion> versions) {
        return versions.get(versions.size() - 1);
    }

    private void compareClocks(Chart chart) {
        Optional<Duration> ahead = http.serverTime().map(time -> Duration.between(time, clock.instant()));
        if (ahead.isEmpty()) {
            chart.add(Finding.notTried(Check.CLOCK, "the host does not say what time it is."));
        } else if (ahead.get().abs().compareTo(HARMLESS) <= 0) {
            chart.add(Finding.sound(Check.CLOCK, "This machine's clock agrees with the host's."));
        } else {
            chart.add(Finding.warning(
                    Check.CLOCK,
                    Ailment.CLOCK_DIFFERS,
                    "This machine's clock is " + words(ahead.get().abs())
                            + (ahead.get().isNegative() ? " behind" : " ahead of") + " the host's.",
                    "Set this machine's clock, best by a time server (NTP): signed assertions live for three"
                            + " minutes."));
        }
    }

    private static String words(Duration duration) {
        long minutes = duration.plusSeconds(30).toMinutes();
        return minutes < 120 ? minutes + " min" : duration.plusMinutes(30).toHours() + " h";
    }
}

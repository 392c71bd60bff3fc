package dev.sallyport.salesforce.doctor;

import dev.sallyport.auth.AccessToken;
import dev.sallyport.salesforce.ApiVersion;
import dev.sallyport.salesforce.OAuthServerUrl;
import dev.sallyport.salesforce.SalesforceClient;
import dev.sallyport.salesforce.SalesforceException;
import dev.sallyport.salesforce.SalesforceException.Reason;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Looks at the OAuth server URL of a data server. Nothing is called where it names the host that is known already. */
final class DataServerExam {
    private final Org org;
    private final Chart chart;

    /**
     * What is known of the org by now.
     *
     * @param origin its own host
     * @param versions that it speaks; none where they are not known
     * @param token null where there is none
     * @param organizationId null where it is not known
     */
    record Known(
            URI origin,
            List<ApiVersion> versions,
            @Nullable AccessToken token,
            @Nullable String organizationId) {}

    DataServerExam(Org org, Chart chart) {
        this.org = org;
        this.chart = chart;
    }

    /** Notes how it is with a data server. */
    void examine(String name, String oauthServerUrl, Known known) {
        try {
            OAuthServerUrl url = OAuthServerUrl.parse(oauthServerUrl);
            chart.add(
                    Org.isSameOrigin(url.instance(), known.origin())
                            ? ofSameHost(name, url, known.versions())
                            : ofOtherHost(name, url, known));
        } catch (SalesforceException e) {
            Finding finding = Symptoms.of(Check.DATA_SERVER, e);
            chart.add(new Finding(
                    Check.DATA_SERVER,
                    Outcome.SICK,
                    finding.ailment(),
                    name + ": " + finding.found(),
                    finding.advice(),
                    finding.said()));
        }
    }

    private static Finding ofSameHost(String name, OAuthServerUrl url, List<ApiVersion> versions) {
        url.requireOneOf(versions);
        return Finding.sound(
                Check.DATA_SERVER,
                name + ": the same org" + (versions.isEmpty() ? "." : ", version " + url.version() + "."));
    }

    private Finding ofOtherHost(String name, OAuthServerUrl url, Known known) {
        String hosts = url.instance().getAuthority() + ", not " + known.origin().getAuthority();
        AccessToken token = known.token();
        if (token == null) {
            return Finding.warning(
                    Check.DATA_SERVER,
                    Ailment.SERVER_URL_ON_OTHER_HOST,
                    name + ": the OAuth server URL names " + hosts + ".",
                    "Put the same My Domain host into the OAuth server URL and into the provider's endpoints.");
        }
        url.requireOneOf(org.versions(url.instance()));
        // User info is not metered, and refuses the token of another org as the APIs do.
        try (SalesforceClient client = org.client(url.instance(), token)) {
            String there = client.userInfo(url.instance().resolve("/services/oauth2/userinfo"))
                    .organizationId();
            if (known.organizationId() != null && !there.regionMatches(0, known.organizationId(), 0, 15)) {
                throw otherOrg(hosts);
            }
            return Finding.sound(Check.DATA_SERVER, name + ": the same org by another name, " + hosts + ".");
        } catch (SalesforceException e) {
            throw e.reason() == Reason.SESSION_INVALID ? otherOrg(hosts) : e;
        }
    }

    private static SalesforceException otherOrg(String hosts) {
        return SalesforceException.of(Reason.OTHER_ORG, "it names " + hosts + ", and the token is refused there.");
    }
}

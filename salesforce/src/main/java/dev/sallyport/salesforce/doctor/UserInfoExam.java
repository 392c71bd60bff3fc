package dev.sallyport.salesforce.doctor;

import dev.sallyport.auth.AccessToken;
import dev.sallyport.auth.Endpoints;
import dev.sallyport.salesforce.SalesforceClient;
import dev.sallyport.salesforce.SalesforceException;
import dev.sallyport.salesforce.SalesforceException.Reason;
import dev.sallyport.salesforce.UserInfo;
import java.net.URI;
import java.util.Optional;
import java.util.function.Function;

/** Asks the user info endpoint whose the token is. */
final class UserInfoExam {
    private final Org org;
    private final Chart chart;

    UserInfoExam(Org org, Chart chart) {
        this.org = org;
        this.chart = chart;
    }

    /**
     * Notes who it is.
     *
     * @param another gives a token in place of one that is refused; empty where there is none
     */
    Optional<UserInfo> examine(AccessToken token, Function<AccessToken, Optional<AccessToken>> another) {
        URI endpoint = org.provider().endpoints().userInfo();
        if (endpoint == null) {
            chart.add(Finding.notTried(Check.USER_INFO, "the provider has no usable User Info Endpoint."));
            return Optional.empty();
        }
        try (SalesforceClient client = org.client(Org.originOf(endpoint), token)) {
            UserInfo user = client.userInfo(endpoint);
            String name = user.username() == null ? user.userId() : user.username();
            chart.add(Finding.sound(
                    Check.USER_INFO, "The token is " + name + "'s, of org " + user.organizationId() + "."));
            return Optional.of(user);
        } catch (SalesforceException e) {
            if (e.reason() == Reason.SESSION_INVALID) {
                Optional<AccessToken> renewed = another.apply(token);
                if (renewed.isPresent()) {
                    return examine(renewed.get(), refused -> Optional.empty());
                }
            }
            chart.add(finding(endpoint, e));
            return Optional.empty();
        }
    }

    private Finding finding(URI endpoint, SalesforceException e) {
        Endpoints endpoints = org.provider().endpoints();
        Finding finding = Symptoms.of(Check.USER_INFO, e);
        if (e.reason() == Reason.SESSION_INVALID && !Org.isSameOrigin(endpoint, endpoints.address())) {
            return new Finding(
                    Check.USER_INFO,
                    Outcome.SICK,
                    Ailment.USER_INFO_OF_OTHER_ORG,
                    "The User Info Endpoint is another org's: " + endpoint.getAuthority() + " refuses a token of "
                            + endpoints.address().getAuthority() + ".",
                    "Let User Info Endpoint and Token Endpoint of the provider name the same host: in Setup it is"
                            + " Company Settings > My Domain > Current My Domain URL.",
                    e.said());
        }
        if (e.reason() == Reason.UNEXPECTED_ANSWER) {
            return new Finding(
                    Check.USER_INFO,
                    Outcome.SICK,
                    Ailment.USER_INFO_ENDPOINT_WRONG,
                    "What answers at " + endpoint + " is not a user info endpoint: HTTP " + e.status() + ".",
                    "Correct the User Info Endpoint of the provider: https://{My Domain}/services/oauth2/userinfo.",
                    e.said());
        }
        return finding;
    }
}

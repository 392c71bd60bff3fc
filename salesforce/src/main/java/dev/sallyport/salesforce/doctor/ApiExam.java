package dev.sallyport.salesforce.doctor;

import dev.sallyport.auth.AccessToken;
import dev.sallyport.salesforce.ApiVersion;
import dev.sallyport.salesforce.Limits;
import dev.sallyport.salesforce.SObjectSummary;
import dev.sallyport.salesforce.SalesforceClient;
import dev.sallyport.salesforce.SalesforceException;
import dev.sallyport.salesforce.SetupAdvice;
import dev.sallyport.salesforce.UserStanding;
import java.net.URI;
import java.util.List;
import java.util.Set;

/** Asks the REST API once, for all that it can tell. */
final class ApiExam {
    /** What nearly every org has records of; activities and the objects of Setup itself are visible to all. */
    private static final Set<String> BUSINESS = Set.of(
            "Account",
            "Campaign",
            "Case",
            "Contact",
            "Contract",
            "Lead",
            "Opportunity",
            "Order",
            "Pricebook2",
            "Product2");

    private final Org org;
    private final Chart chart;

    ApiExam(Org org, Chart chart) {
        this.org = org;
        this.chart = chart;
    }

    /** Notes why nothing is asked. */
    static void skip(Chart chart, String why) {
        for (Check check : List.of(Check.API, Check.API_ONLY_USER, Check.LIMITS, Check.OBJECTS)) {
            chart.add(Finding.notTried(check, why));
        }
    }

    /**
     * Notes what the API tells.
     *
     * @param origin the org's own host
     * @param version one that the org speaks
     * @param userId whose the token is
     */
    void examine(URI origin, ApiVersion version, AccessToken token, String userId) {
        try (SalesforceClient client = org.client(origin, version, token)) {
            UserStanding standing = client.standing(userId);
            chart.add(Finding.sound(Check.API, "It takes the token, in version " + version + "."));
            chart.add(apiOnly(standing));
            chart.add(limits(client));
            chart.add(objects(standing));
        } catch (SalesforceException e) {
            chart.add(Symptoms.of(Check.API, e));
            for (Check check : List.of(Check.API_ONLY_USER, Check.LIMITS, Check.OBJECTS)) {
                chart.add(Finding.notTried(check, "the REST API refuses."));
            }
        }
    }

    private static Finding apiOnly(UserStanding standing) {
        Boolean apiOnly = standing.apiOnly();
        if (Boolean.TRUE.equals(apiOnly)) {
            return Finding.sound(Check.API_ONLY_USER, "No person can sign in as the run-as user.");
        }
        if (standing.hasNoApiOnlyUser()) {
            return Finding.warning(
                    Check.API_ONLY_USER,
                    Ailment.API_ONLY_USER_NOT_OFFERED,
                    "The org does not have the permission API Only User: a person could sign in as the run-as user.",
                    "In a Developer Edition org that is not a sandbox there is nothing to tick: keep the user's password"
                            + " to yourself, and use another edition for what counts.");
        }
        if (apiOnly != null) {
            return Finding.warning(
                    Check.API_ONLY_USER,
                    Ailment.API_ONLY_USER_UNTICKED,
                    "The run-as user is not an API Only User: a person could sign in with it.",
                    SetupAdvice.API_ONLY_USER.text());
        }
        return Finding.warning(
                Check.API_ONLY_USER,
                Ailment.API_ONLY_USER_UNTOLD,
                "The run-as user may not see whether it is an API Only User.",
                SetupAdvice.LOOK_FOR_API_ONLY_USER.text());
    }

    private static Finding limits(SalesforceClient client) {
        return client.usage()
                .dailyApiRequests()
                .map(ApiExam::limits)
                .orElseGet(() -> Finding.notTried(Check.LIMITS, "the org does not say how many calls are left."));
    }

    private static Finding limits(Limits.Limit calls) {
        String left = calls.remaining() + " of " + calls.max() + " API calls are left in these 24 hours.";
        return calls.isNearlySpent()
                ? Finding.warning(Check.LIMITS, Ailment.FEW_CALLS_LEFT, left, SetupAdvice.CALLS_LEFT.text())
                : Finding.sound(Check.LIMITS, left);
    }

    private static Finding objects(UserStanding standing) {
        boolean any = standing.sObjects().stream()
                .filter(SObjectSummary::queryable)
                .anyMatch(sObject -> sObject.custom() || BUSINESS.contains(sObject.name()));
        return any
                ? Finding.sound(
                        Check.OBJECTS,
                        standing.sObjects().size() + " sObjects, " + standing.queryable() + " of them can be queried.")
                : Finding.sick(
                        Check.OBJECTS,
                        Ailment.NO_OBJECT_VISIBLE,
                        "The run-as user may read neither Account nor any other object with the org's records.",
                        SetupAdvice.READ_OBJECTS.text());
    }
}

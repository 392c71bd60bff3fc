package dev.sallyport.salesforce;

import java.time.Duration;
import java.time.Instant;

/**
 * Until when an object's changes are all to be seen. A record gets its time of change when it is written and is seen when
 * its transaction ends: what is asked up to this moment leaves out those that come late. Salesforce tells how far it is
 * sure (SOAP API Developer Guide, "getUpdated()", latestDateCovered). See docs/decisions/0034.
 */
final class ChangeHorizon {
    /** Salesforce takes a span of more than a minute. */
    private static final Duration ASKED = Duration.ofMinutes(3);

    /** No transaction takes longer (Apex Developer Guide, "Execution Governors and Limits"). */
    private static final Duration LONGEST_TRANSACTION = Duration.ofMinutes(10);

    private ChangeHorizon() {}

    /** By Salesforce's clock; two calls. */
    static Instant of(SalesforceClient client, String sObject) {
        Instant now = client.serverTime();
        try {
            Instant covered = client.updated(sObject, now.minus(ASKED), now).latestDateCovered();
            return covered.isBefore(now) ? covered : now;
        } catch (SalesforceException e) {
            if (e.reason() != SalesforceException.Reason.OTHER) {
                throw e;
            }
            // An object that is not replicated, or one with very many changes.
            return now.minus(LONGEST_TRANSACTION);
        }
    }
}

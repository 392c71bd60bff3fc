package dev.sallyport.catalog;

import dev.sallyport.salesforce.ChildRelationship;
import dev.sallyport.salesforce.FieldDescribe;
import dev.sallyport.salesforce.OAuthServerUrl;
import dev.sallyport.salesforce.PicklistValue;
import dev.sallyport.salesforce.SObjectDescribe;
import dev.sallyport.salesforce.SObjectSummary;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * Whom and what a description is for: the user who asks, the org and the API version, and what this version of Sallyport
 * keeps of it. A description that another asked for says nothing of what has changed for this one.
 */
final class DescribedFor {
    private static final List<Class<? extends Record>> KEPT = List.of(
            SObjectSummary.class,
            SObjectDescribe.class,
            FieldDescribe.class,
            ChildRelationship.class,
            PicklistValue.class);

    private DescribedFor() {}

    /**
     * A text that is the same only for the same.
     *
     * @param identity the identity URL of the user who asks
     */
    static String of(OAuthServerUrl url, String identity) {
        StringBuilder text = new StringBuilder().append(url).append('\n').append(identity);
        for (Class<? extends Record> kept : KEPT) {
            text.append('\n').append(kept.getSimpleName());
            for (RecordComponent component : kept.getRecordComponents()) {
                text.append(' ').append(component.getName());
            }
        }
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256").digest(text.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}

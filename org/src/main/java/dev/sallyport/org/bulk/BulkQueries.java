package dev.sallyport.org.bulk;

import dev.sallyport.org.setup.Permissions;
import dev.sallyport.org.setup.User;
import dev.sallyport.org.soql.QueryContext;
import dev.sallyport.org.soql.QueryOutline;
import dev.sallyport.org.soql.QueryOutline.Feature;
import dev.sallyport.org.soql.Row;
import dev.sallyport.org.soql.SoqlEngine;
import dev.sallyport.org.soql.SoqlException;
import java.util.Set;
import java.util.function.Consumer;

/** Checks and runs the queries of jobs, with the permissions of the user whose job it is. */
public final class BulkQueries {
    /** Those that the org has of the list under "PK Chunking Header" in the Bulk API Developer Guide. */
    private static final Set<String> CHUNKABLE = Set.of(
            "Account",
            "Asset",
            "Campaign",
            "CampaignMember",
            "Case",
            "Contact",
            "Contract",
            "Event",
            "Lead",
            "LoginHistory",
            "Opportunity",
            "Order",
            "OrderItem",
            "Pricebook2",
            "PricebookEntry",
            "Product2",
            "Task",
            "User",
            "WorkOrder",
            "WorkOrderLineItem");

    private final SoqlEngine engine;
    private final Permissions permissions;

    BulkQueries(SoqlEngine engine, Permissions permissions) {
        this.engine = engine;
        this.permissions = permissions;
    }

    /**
     * Checks a query.
     *
     * @throws dev.sallyport.org.soql.SoqlException if it is none that the user may ask
     * @throws BulkException if it has something that Bulk API does not allow
     */
    public BulkQuery check(String soql, Operation operation, User user, ContentType contentType) {
        QueryContext context =
                new QueryContext(permissions.of(user), user.timeZone(), operation == Operation.QUERY_ALL, user.id());
        QueryOutline outline = engine.outline(soql, context);
        for (Feature feature : Feature.values()) {
            if (outline.features().contains(feature)) {
                refuse(feature, contentType);
            }
        }
        return new BulkQuery(soql, context, outline);
    }

    /** Hands over every row of a query in turn. */
    public void run(BulkQuery query, Consumer<Row> consumer) {
        engine.forEach(query.soql(), query.context(), consumer);
    }

    /** Hands over every id of a type's records, those in the recycle bin among them, in order. */
    public void ids(BulkQuery query, Consumer<String> consumer) {
        QueryContext context = query.context();
        engine.forEach(
                "SELECT Id FROM " + query.outline().sObject() + " ORDER BY Id",
                new QueryContext(context.visibility(), context.zone(), true, context.userId()),
                row -> row.id().ifPresent(consumer));
    }

    /** Whether queries of a type can be split by primary key. */
    public static boolean isChunkable(String sObject) {
        return CHUNKABLE.contains(sObject) || sObject.endsWith("__c");
    }

    private static void refuse(Feature feature, ContentType contentType) {
        switch (feature) {
            case AGGREGATE -> throw notEnabled("Aggregate functions not supported in Bulk Query");
            case GROUP_BY -> throw notEnabled("GROUP BY not supported in Bulk Query");
            case OFFSET -> throw notEnabled("OFFSET not supported in Bulk Query");
            case TYPEOF -> throw notEnabled("TYPEOF not supported in Bulk Query");
            case CHILD_QUERY ->
                throw new BulkException(
                        AsyncExceptionCode.FEATURE_NOT_ENABLED,
                        "Aggregate Relationships not supported in Bulk Query with " + contentType + " content type");
            case COMPOUND_FIELD -> throw notEnabled("Selecting compound data not supported in Bulk Query");
            case BINARY_FIELD ->
                throw new BulkException(AsyncExceptionCode.FEATURE_NOT_ENABLED, "Binary field not supported");
            case LIMIT, ORDER_BY -> {
                // allowed: they only keep a query from being split
            }
        }
    }

    private static SoqlException notEnabled(String message) {
        return new SoqlException("FUNCTIONALITY_NOT_ENABLED", message);
    }
}

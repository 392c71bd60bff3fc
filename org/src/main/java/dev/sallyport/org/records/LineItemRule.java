package dev.sallyport.org.records;

import dev.sallyport.org.data.Schema;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A line item takes what it sells from its price book entry, and its opportunity's amount is the sum of its items. */
final class LineItemRule implements TypeRule {
    private final Schema schema;
    private final Rows rows;

    LineItemRule(Schema schema, Rows rows) {
        this.schema = schema;
        this.rows = rows;
    }

    @Override
    public void beforeSave(Change change) {
        if (!change.isNew()) {
            return;
        }
        Map<String, @Nullable Object> entry = change.reference("PricebookEntryId")
                .flatMap(id -> rows.find(schema.requireType("PricebookEntry"), id))
                .orElseThrow(() -> new RecordException(
                        "FIELD_INTEGRITY_EXCEPTION",
                        "field integrity exception: PricebookEntryId (pricebook entry has been deleted or is not"
                                + " specified)",
                        "PricebookEntryId"));
        change.set("Product2Id", entry.get("Product2Id"));
        change.set("ProductCode", entry.get("ProductCode"));
        change.set("ListPrice", entry.get("UnitPrice"));
        if (change.get("UnitPrice") == null) {
            change.set("UnitPrice", entry.get("UnitPrice"));
        }
        Object opportunity = change.reference("OpportunityId")
                .flatMap(id -> rows.find(schema.requireType("Opportunity"), id))
                .map(row -> row.get("Name"))
                .orElse("");
        change.set("Name", opportunity + " " + entry.get("Name"));
    }

    @Override
    public void afterSave(Change change) {
        String opportunity = change.text("OpportunityId").orElseThrow();
        rows.execute(
                "UPDATE \"Opportunity\" SET \"HasOpportunityLineItem\" = TRUE, \"Amount\" = (SELECT"
                        + " SUM(\"TotalPrice\") FROM \"OpportunityLineItem\" WHERE \"OpportunityId\" = ? AND NOT"
                        + " \"IsDeleted\"), \"SystemModstamp\" = ? WHERE \"Id\" = ?",
                List.of(opportunity, change.now(), opportunity));
    }
}

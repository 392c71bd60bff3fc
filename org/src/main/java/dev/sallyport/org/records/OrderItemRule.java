package dev.sallyport.org.records;

import dev.sallyport.org.data.Schema;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An order item takes what it sells from its price book entry, and its order's amount is the sum of its items. */
final class OrderItemRule implements TypeRule {
    private final Schema schema;
    private final Rows rows;

    OrderItemRule(Schema schema, Rows rows) {
        this.schema = schema;
        this.rows = rows;
    }

    @Override
    public void beforeSave(Change change) {
        if (change.isNew()) {
            Map<String, @Nullable Object> entry = change.reference("PricebookEntryId")
                    .flatMap(id -> rows.find(schema.requireType("PricebookEntry"), id))
                    .orElse(Map.of());
            change.set("Product2Id", entry.get("Product2Id"));
            change.set("ListPrice", entry.get("UnitPrice"));
            if (change.get("UnitPrice") == null) {
                change.set("UnitPrice", entry.get("UnitPrice"));
            }
        }
    }

    @Override
    public void afterSave(Change change) {
        String order = change.text("OrderId").orElseThrow();
        rows.execute(
                "UPDATE \"Order\" SET \"TotalAmount\" = (SELECT SUM(\"TotalPrice\") FROM \"OrderItem\" WHERE"
                        + " \"OrderId\" = ? AND NOT \"IsDeleted\"), \"SystemModstamp\" = ? WHERE \"Id\" = ?",
                List.of(order, change.now(), order));
    }
}

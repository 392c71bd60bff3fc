package dev.sallyport.org.records;

import dev.sallyport.org.data.Schema;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A price book has each product once, and a custom one only what the standard one has. */
final class PriceRule implements TypeRule {
    private static final String ENTRIES = "SELECT e.\"Id\" FROM \"PricebookEntry\" e JOIN \"Pricebook2\" b"
            + " ON b.\"Id\" = e.\"Pricebook2Id\" WHERE e.\"Product2Id\" = ? AND NOT e.\"IsDeleted\"";

    private final Schema schema;
    private final Rows rows;

    PriceRule(Schema schema, Rows rows) {
        this.schema = schema;
        this.rows = rows;
    }

    @Override
    public void beforeSave(Change change) {
        if (!change.isNew()) {
            return;
        }
        String product = change.text("Product2Id").orElse("");
        String book = change.text("Pricebook2Id").orElse("");
        if (!rows.ids(ENTRIES + " AND b.\"Id\" = ?", product, book).isEmpty()) {
            throw new RecordException("DUPLICATE_VALUE", "This price definition already exists in this price book");
        }
        Map<String, @Nullable Object> priceBook = change.reference("Pricebook2Id")
                .flatMap(id -> rows.find(schema.requireType("Pricebook2"), id))
                .orElse(Map.of());
        boolean standard = Boolean.TRUE.equals(priceBook.get("IsStandard"));
        if (!standard && rows.ids(ENTRIES + " AND b.\"IsStandard\"", product).isEmpty()) {
            throw new RecordException(
                    "STANDARD_PRICE_NOT_DEFINED", "Before creating a custom price, create a standard price.");
        }
        Map<String, @Nullable Object> row = change.reference("Product2Id")
                .flatMap(id -> rows.find(schema.requireType("Product2"), id))
                .orElse(Map.of());
        change.set("Name", row.get("Name"));
        change.set("ProductCode", row.get("ProductCode"));
    }
}

package dev.sallyport.org.records;

import dev.sallyport.org.data.Schema;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A case knows when it was closed, and how to reach its contact. */
final class CaseRule implements TypeRule {
    private static final Map<String, String> COPIES = Map.of(
            "ContactPhone", "Phone", "ContactMobile", "MobilePhone", "ContactEmail", "Email", "ContactFax", "Fax");

    private final Schema schema;
    private final Rows rows;

    CaseRule(Schema schema, Rows rows) {
        this.schema = schema;
        this.rows = rows;
    }

    @Override
    public void beforeSave(Change change) {
        if (change.changes("Status")) {
            boolean closed = change.text("Status").filter("Closed"::equals).isPresent();
            change.set("ClosedDate", closed ? change.now() : null);
        }
        if (change.changes("ContactId")) {
            Map<String, @Nullable Object> contact = change.reference("ContactId")
                    .flatMap(id -> rows.find(schema.requireType("Contact"), id))
                    .orElse(Map.of());
            COPIES.forEach((copy, original) -> change.set(copy, contact.get(original)));
            if (change.isNew() && change.get("AccountId") == null) {
                change.set("AccountId", contact.get("AccountId"));
            }
        }
    }
}

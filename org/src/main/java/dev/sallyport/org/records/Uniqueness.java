package dev.sallyport.org.records;

import dev.sallyport.org.data.Field;
import dev.sallyport.org.data.SalesforceId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Keeps values of unique fields apart. What is in the recycle bin has given its values up. */
final class Uniqueness {
    private final Rows rows;

    Uniqueness(Rows rows) {
        this.rows = rows;
    }

    /**
     * Checks the unique fields that a change sets.
     *
     * @throws RecordException {@code DUPLICATE_VALUE} if another record has one of the values
     */
    void require(Change change) {
        for (Field field : change.type().fields()) {
            @Nullable Object value = change.values().get(field.name());
            if (field.unique() && value != null && change.changes(field.name())) {
                requireFree(change, field, value);
            }
        }
    }

    private void requireFree(Change change, Field field, Object value) {
        List<SalesforceId> others = rows.idsWhere(change.type(), field.name(), value).stream()
                .filter(id -> !id.equals(change.id()))
                .toList();
        if (!others.isEmpty()) {
            throw new RecordException(
                    "DUPLICATE_VALUE",
                    "duplicate value found: " + field.name() + " duplicates value on record with id: "
                            + others.get(0).shortForm());
        }
    }
}

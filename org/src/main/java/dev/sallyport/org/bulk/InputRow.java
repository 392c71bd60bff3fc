package dev.sallyport.org.bulk;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A record as it stands in a job's data, in whatever it is written. What the data leaves out is not among the values. */
public record InputRow(List<Value> values) {
    public InputRow {
        values = List.copyOf(values);
    }

    /**
     * A value under its name in the data: a field, {@code Relationship.ExternalId} or
     * {@code Type:Relationship.ExternalId}.
     *
     * @param text null empties the field
     * @param column where it stands in the record, from 0
     */
    public record Value(String name, @Nullable String text, int column) {}
}

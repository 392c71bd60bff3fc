package dev.sallyport.spark.task;

import dev.sallyport.salesforce.RecordWrite;
import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is done with rows, in a form that can be serialised.
 *
 * @param sObject API name
 * @param fields of each row's values
 * @param externalIdField by whose values rows find their records; null if all of them become new ones
 */
public record WriteTerms(
        String sObject, List<String> fields, @Nullable String externalIdField) implements Serializable {
    public WriteTerms {
        fields = List.copyOf(fields);
    }

    /** The same for the client; nobody wants the new ids. */
    public RecordWrite write() {
        RecordWrite write = externalIdField == null
                ? RecordWrite.insert(sObject, fields)
                : RecordWrite.upsert(sObject, externalIdField, fields);
        return write.withIds(false);
    }
}

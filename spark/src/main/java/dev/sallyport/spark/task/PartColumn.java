package dev.sallyport.spark.task;

import dev.sallyport.salesforce.FieldType;
import dev.sallyport.salesforce.QueryColumn;
import java.io.Serializable;
import java.util.List;

/**
 * A column of a query, in a form that can be serialised.
 *
 * @param path where it stands in a record of the answer
 * @param type how it is read
 */
public record PartColumn(List<String> path, FieldType type) implements Serializable {
    QueryColumn queryColumn() {
        return new QueryColumn(path, type);
    }
}

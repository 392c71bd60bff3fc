package dev.sallyport.salesforce;

import java.util.List;

/**
 * What a query's caller wants of each record.
 *
 * @param path the names from the record inwards: {@code [Name]}, or {@code [Account, Name]} through a relationship; an
 *     aggregate's alias is a path of one
 * @param type how the value is to be read
 */
public record QueryColumn(List<String> path, FieldType type) {
    public QueryColumn {
        if (path.isEmpty()) {
            throw new IllegalArgumentException("A column needs a path.");
        }
        path = List.copyOf(path);
    }
}

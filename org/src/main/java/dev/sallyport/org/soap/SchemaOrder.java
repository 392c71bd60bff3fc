package dev.sallyport.org.soap;

import java.util.Comparator;

/** The order of elements in the enterprise schema. */
final class SchemaOrder {
    /** Names of fields and relationships: the id, then all others by name. */
    static final Comparator<String> FIELDS =
            Comparator.comparing((String name) -> !name.equals("Id")).thenComparing(String.CASE_INSENSITIVE_ORDER);

    private SchemaOrder() {}
}

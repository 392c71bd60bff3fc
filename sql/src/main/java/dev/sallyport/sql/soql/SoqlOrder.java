package dev.sallyport.sql.soql;

/** One key of an ORDER BY. SOQL's default for nulls differs from SQL's, so both are always written out. */
public record SoqlOrder(SoqlField field, boolean descending, boolean nullsFirst) {
    String soql() {
        return field.soql() + (descending ? " DESC" : " ASC") + (nullsFirst ? " NULLS FIRST" : " NULLS LAST");
    }
}

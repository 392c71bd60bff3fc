package dev.sallyport.sql.soql;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A SOQL query over one sObject.
 *
 * @param sObject API name of what it reads
 * @param fields what it selects, in order; never empty
 * @param where all of these hold; empty for every record
 * @param orderBy its keys, the first first; empty for no order
 * @param limit the most records, or null
 * @param offset how many records to skip, or 0
 */
public record SoqlQuery(
        String sObject,
        List<SoqlField> fields,
        List<SoqlCondition> where,
        List<SoqlOrder> orderBy,
        @Nullable Long limit,
        long offset)
        implements SoqlStatement {
    public SoqlQuery {
        fields = List.copyOf(fields);
        where = List.copyOf(where);
        orderBy = List.copyOf(orderBy);
    }

    /** Every record of an sObject. */
    public static SoqlQuery all(String sObject, List<SoqlField> fields) {
        return new SoqlQuery(sObject, fields, List.of(), List.of(), null, 0);
    }

    /** Whether it stops at a number of records: then nothing that would change which ones may be added. */
    public boolean isLimited() {
        return limit != null || offset > 0;
    }

    /** The fields that it selects and those that it compares. */
    public List<SoqlField> named() {
        List<SoqlField> named = new ArrayList<>(fields);
        where.forEach(condition -> condition.about(field -> {
            named.add(field);
            return field;
        }));
        return named;
    }

    /** The same of what has another name there: in a subquery, children go by the name of their relationship. */
    SoqlQuery from(String name) {
        return new SoqlQuery(name, fields, where, orderBy, limit, offset);
    }

    /** The same records with other fields. */
    public SoqlQuery withFields(List<SoqlField> newFields) {
        return new SoqlQuery(sObject, newFields, where, orderBy, limit, offset);
    }

    /** Fewer records. */
    public SoqlQuery and(List<SoqlCondition> conditions) {
        Set<SoqlCondition> all = new LinkedHashSet<>(where);
        all.addAll(conditions);
        return new SoqlQuery(sObject, fields, List.copyOf(all), orderBy, limit, offset);
    }

    /** The same records in another order. */
    public SoqlQuery orderedBy(List<SoqlOrder> keys) {
        return new SoqlQuery(sObject, fields, where, keys, limit, offset);
    }

    /** The first records. */
    public SoqlQuery limitedTo(@Nullable Long newLimit, long newOffset) {
        return new SoqlQuery(sObject, fields, where, orderBy, newLimit, newOffset);
    }

    /**
     * The text of a part of the records.
     *
     * @param parameters the values of this run
     * @param part a condition in SOQL that tells the part, without OR
     */
    public String soqlOfPart(SoqlValue.Parameters parameters, String part) {
        return new SoqlWriter(parameters).writePart(this, part);
    }

    @Override
    public List<SoqlField> columns() {
        return fields;
    }

    @Override
    public String soql(SoqlValue.Parameters parameters) {
        return new SoqlWriter(parameters).write(this);
    }
}

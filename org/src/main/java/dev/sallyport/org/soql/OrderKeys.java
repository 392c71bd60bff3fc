package dev.sallyport.org.soql;

import dev.sallyport.org.data.Field;
import dev.sallyport.org.data.FieldType;
import dev.sallyport.org.soql.Query.OrderKey;
import java.util.List;

/**
 * The keys of ORDER BY (SOQL and SOSL Reference, "ORDER BY"): nulls first unless the key says otherwise, text by its upper
 * case as for English locales, picklists in the order that Setup gives their values, values that it does not know last.
 */
final class OrderKeys {
    private final Refusals refusals;

    OrderKeys(Refusals refusals) {
        this.refusals = refusals;
    }

    /** An expression to order by, with how. */
    record Key(Sql sql, String direction) {}

    /**
     * The database's keys for one of SOQL's.
     *
     * @throws SoqlException if the field cannot be sorted by
     */
    List<Key> of(OrderKey key, Operand operand) {
        Field field = operand.field();
        if (field != null && !field.sortable()) {
            throw refusals.cannotBe("sorted", field.name(), operand.start());
        }
        String direction = (key.descending() ? " DESC" : " ASC") + (key.nullsLast() ? " NULLS LAST" : " NULLS FIRST");
        Key value = new Key(ordered(operand), direction);
        if (field != null && field.type() == FieldType.PICKLIST) {
            return List.of(new Key(new PicklistOrder(field).position(operand.sql()), direction), value);
        }
        return List.of(value);
    }

    /** What stands for an operand where values are ordered: its upper case, not what case-insensitive types go by. */
    static Sql ordered(Operand operand) {
        return operand.type().isText() ? operand.sql().within("UPPER(", ")") : operand.sql();
    }
}

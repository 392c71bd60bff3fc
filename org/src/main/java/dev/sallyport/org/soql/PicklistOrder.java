package dev.sallyport.org.soql;

import dev.sallyport.org.data.Field;
import dev.sallyport.org.data.PicklistValue;
import java.util.List;

/** The order that Setup gives a picklist's values; values that it does not know come last. */
final class PicklistOrder {
    private final List<String> values;

    PicklistOrder(Field picklist) {
        this.values =
                picklist.picklistValues().stream().map(PicklistValue::value).toList();
    }

    /** A column's place in the order, null where it is empty. */
    Sql position(Sql column) {
        Sql order = Sql.of("CASE WHEN ").then(column).then(" IS NULL THEN NULL");
        int position = 0;
        for (String value : values) {
            order = order.then(" WHEN ").then(column).then(Sql.of(" = ? THEN " + position++, value));
        }
        return order.then(" ELSE " + position + " END");
    }

    /** The first or last of a group's values, by {@code MIN} or {@code MAX}. */
    Sql extreme(String function, Sql column) {
        Sql position = position(column);
        Sql unknown = position.within("CASE WHEN ", " = " + values.size() + " THEN ")
                .then(column)
                .then(" END")
                .within(function + "(", ")");
        Sql extreme = position.within("CASE " + function + "(", ")");
        int number = 0;
        for (String value : values) {
            extreme = extreme.then(Sql.of(" WHEN " + number++ + " THEN CAST(? AS VARCHAR_IGNORECASE)", value));
        }
        return extreme.then(" ELSE ").then(unknown).then(" END");
    }
}

package dev.sallyport.server.console;

import java.util.List;
import java.util.Objects;

/**
 * Which rows of a table are shown.
 *
 * @param field by which they are narrowed down; empty for all rows
 * @param operator how its values are compared
 * @param value with what; empty for empty
 * @param sort the field that they are in order of; empty for the id
 * @param direction {@code Ascending} or {@code Descending}
 * @param columns which to show, separated by commas; empty for the first ones
 * @param offset how many rows are before them
 * @param turn {@code next} or {@code previous} where a page is turned; empty where the form is sent
 */
public record GridForm(
        String field,
        String operator,
        String value,
        String sort,
        String direction,
        String columns,
        Integer offset,
        String turn) {
    static final int SIZE = 50;
    static final int COLUMNS = 10;
    static final String ASCENDING = "Ascending";
    static final String DESCENDING = "Descending";

    /** A field that a request leaves out is empty. */
    public GridForm {
        field = Objects.requireNonNullElse(field, "");
        operator = Objects.requireNonNullElse(operator, "");
        value = Objects.requireNonNullElse(value, "");
        sort = Objects.requireNonNullElse(sort, "");
        direction = Objects.requireNonNullElse(direction, "");
        columns = Objects.requireNonNullElse(columns, "");
        turn = Objects.requireNonNullElse(turn, "");
        offset = Math.max(0, Math.min(Objects.requireNonNullElse(offset, 0), 2_000));
    }

    /** The form of the page that is turned to. */
    GridForm turned() {
        int to =
                switch (turn) {
                    case "next" -> offset + SIZE;
                    case "previous" -> offset - SIZE;
                    default -> 0;
                };
        return new GridForm(field, operator, value, sort, direction, columns, to, "");
    }

    /** The two directions. */
    public static List<String> directions() {
        return List.of(ASCENDING, DESCENDING);
    }
}

package dev.sallyport.bench;

import java.util.List;
import java.util.stream.Collectors;

/** What is read of each contact, the same every way: ids, text, a name made from parts, a date, a point in time. */
final class Columns {
    private static final List<String> NAMES = List.of(
            "Id", "Name", "FirstName", "LastName", "Email", "Phone", "Title", "Birthdate", "AccountId", "CreatedDate");

    private Columns() {}

    static int count() {
        return NAMES.size();
    }

    static String soql() {
        return "SELECT " + String.join(", ", NAMES) + " FROM Contact";
    }

    static String sql() {
        return NAMES.stream()
                .map(name -> "\"" + name + "\"")
                .collect(Collectors.joining(", ", "SELECT ", " FROM \"Contact\" WHERE NOT \"IsDeleted\""));
    }
}

package dev.sallyport.org.rest;

import dev.sallyport.org.data.Field;
import dev.sallyport.org.data.SObjectType;
import dev.sallyport.org.session.ApiGate.Admission;
import dev.sallyport.org.soql.Row;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** The records of a type that were viewed last: ids and names. */
final class RecentRecords {
    private final RecordReader reader;

    RecentRecords(RecordReader reader) {
        this.reader = reader;
    }

    /** A record, and when it was viewed. */
    record Viewed(Instant time, Row row) {}

    /** Those viewed last come first; there are none of types whose views are not kept. */
    List<Viewed> viewed(SObjectType type, int limit, Admission admission) {
        if (!type.properties().mruEnabled() || type.field("LastViewedDate").isEmpty()) {
            return List.of();
        }
        String name =
                type.nameField().map(Field::name).map(field -> ", " + field).orElse("");
        String viewed =
                " FROM " + type.name() + " WHERE LastViewedDate != NULL ORDER BY LastViewedDate DESC LIMIT " + limit;
        List<Row> rows = reader.query("SELECT Id" + name + viewed, admission, false);
        List<Row> times = reader.query("SELECT LastViewedDate" + viewed, admission, false);
        List<Viewed> all = new ArrayList<>();
        for (int i = 0; i < Math.min(rows.size(), times.size()); i++) {
            all.add(new Viewed((Instant) Objects.requireNonNull(times.get(i).get(0)), rows.get(i)));
        }
        return all;
    }
}

package dev.sallyport.org.rest;

import dev.sallyport.org.data.SObjectType;
import dev.sallyport.org.soql.Column;
import dev.sallyport.org.soql.Row;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What conditional requests ask of a record.
 *
 * @param lastModified when it was last changed, where its type keeps that
 * @param tag the hash of its content; Salesforce has it for accounts alone
 */
record RecordState(Optional<Instant> lastModified, Optional<String> tag) {
    private static final String MODIFIED = "SystemModstamp";
    /** They change when somebody looks at the record. */
    private static final Set<String> NO_CONTENT = Set.of("LastViewedDate", "LastReferencedDate");

    /** The fields to read for it, of those that the caller sees. */
    static List<String> fields(SObjectType type, List<String> visible) {
        if (hasTag(type)) {
            return visible;
        }
        return type.field(MODIFIED).isPresent() ? List.of("Id", MODIFIED) : List.of("Id");
    }

    /** The state of a record, of which the fields were read that it takes. */
    static RecordState of(SObjectType type, Row row) {
        boolean dated = row.type().columns().stream().map(Column::name).anyMatch(MODIFIED::equals);
        return new RecordState(
                dated ? Optional.ofNullable((Instant) row.get(MODIFIED)) : Optional.empty(),
                hasTag(type) ? Optional.of(tag(row)) : Optional.empty());
    }

    private static boolean hasTag(SObjectType type) {
        return type.name().equals("Account");
    }

    private static String tag(Row row) {
        StringBuilder content = new StringBuilder();
        List<Column> columns = row.type().columns();
        for (int i = 0; i < columns.size(); i++) {
            if (!NO_CONTENT.contains(columns.get(i).name())) {
                content.append(columns.get(i).name())
                        .append('=')
                        .append(row.get(i))
                        .append('\n');
            }
        }
        return EntityTags.of(content.toString().getBytes(StandardCharsets.UTF_8));
    }
}

package dev.sallyport.catalog;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/** How the values of a column stand in a backup: alike, whichever database they come from and go to. */
enum BackupValue {
    /** In Base64. */
    BYTES,
    /** A moment, as ISO 8601 writes it. */
    INSTANT,
    BOOLEAN,
    NUMBER,
    TEXT;

    static BackupValue of(ResultSetMetaData columns, int column) throws SQLException {
        return switch (columns.getColumnType(column)) {
            case Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY, Types.BLOB -> BYTES;
            // PostgreSQL's driver calls a timestamp with a time zone the former; the schema has no others.
            case Types.TIMESTAMP, Types.TIMESTAMP_WITH_TIMEZONE -> INSTANT;
            // And a boolean a bit.
            case Types.BIT, Types.BOOLEAN -> BOOLEAN;
            case Types.SMALLINT, Types.INTEGER, Types.BIGINT -> NUMBER;
            default -> TEXT;
        };
    }

    void write(ResultSet row, int column, JsonGenerator json) throws SQLException, IOException {
        if (row.getObject(column) == null) {
            json.writeNull();
            return;
        }
        switch (this) {
            case BYTES -> json.writeBinary(row.getBytes(column));
            case INSTANT ->
                json.writeString(
                        row.getObject(column, OffsetDateTime.class).toInstant().toString());
            case BOOLEAN -> json.writeBoolean(row.getBoolean(column));
            case NUMBER -> json.writeNumber(row.getLong(column));
            case TEXT -> json.writeString(row.getString(column));
        }
    }

    /**
     * Sets a value.
     *
     * @throws IOException if it is not of this kind
     * @throws java.time.DateTimeException if it is a time that is none
     */
    void set(PreparedStatement insert, int column, JsonNode value) throws SQLException, IOException {
        if (value.isNull()) {
            insert.setObject(column, null);
            return;
        }
        if (!fits(value)) {
            throw new IOException("A value is not " + this + ".");
        }
        switch (this) {
            case BYTES -> insert.setBytes(column, value.binaryValue());
            case INSTANT ->
                insert.setObject(column, Instant.parse(value.textValue()).atOffset(ZoneOffset.UTC));
            case BOOLEAN -> insert.setBoolean(column, value.booleanValue());
            case NUMBER -> insert.setLong(column, value.longValue());
            case TEXT -> insert.setString(column, value.textValue());
        }
    }

    private boolean fits(JsonNode value) {
        return switch (this) {
            case BYTES, INSTANT, TEXT -> value.isTextual();
            case BOOLEAN -> value.isBoolean();
            case NUMBER -> value.isIntegralNumber();
        };
    }
}

package dev.sallyport.catalog;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import dev.sallyport.catalog.Backup.Table;
import java.io.IOException;
import java.io.OutputStream;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Writes a backup: a ZIP file with an entry for each table, and one that says what there is. Secrets stay encrypted, and the
 * key that opens them is not in it.
 */
final class BackupWriter {
    static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(new SimpleModule()
                    .addSerializer(Instant.class, ToStringSerializer.instance)
                    .addDeserializer(Instant.class, new MomentDeserializer()))
            .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)
            .build();

    private final Connection connection;

    private static final class MomentDeserializer extends StdScalarDeserializer<Instant> {
        private static final long serialVersionUID = 1;

        MomentDeserializer() {
            super(Instant.class);
        }

        @Override
        public Instant deserialize(JsonParser json, DeserializationContext context) throws IOException {
            try {
                return Instant.parse(json.getText());
            } catch (DateTimeParseException e) {
                throw new IOException("Not a moment.", e);
            }
        }
    }

    /** Of what a connection sees in its transaction. */
    BackupWriter(Connection connection) {
        this.connection = connection;
    }

    Backup write(OutputStream out, String schemaVersion, Instant now) throws SQLException, IOException {
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            List<Table> tables = new ArrayList<>();
            for (String table : Backup.TABLES) {
                tables.add(write(table, zip));
            }
            Backup backup = new Backup(Backup.FORMAT, schemaVersion, now, tables);
            zip.putNextEntry(new ZipEntry(Backup.ENTRY));
            JSON.writeValue(zip, backup);
            zip.closeEntry();
            return backup;
        }
    }

    private Table write(String name, ZipOutputStream zip) throws SQLException, IOException {
        List<String> columns = new ArrayList<>();
        List<BackupValue> values = new ArrayList<>();
        long count = 0;
        try (Statement statement = connection.createStatement();
                JsonGenerator json = JSON.createGenerator(zip)) {
            statement.setFetchSize(1_000);
            try (ResultSet rows = statement.executeQuery("select * from " + name)) {
                ResultSetMetaData metaData = rows.getMetaData();
                for (int column = 1; column <= metaData.getColumnCount(); column++) {
                    columns.add(metaData.getColumnName(column));
                    values.add(BackupValue.of(metaData, column));
                }
                Table empty = new Table(name, columns, 0);
                zip.putNextEntry(new ZipEntry(empty.entry()));
                while (rows.next()) {
                    json.writeStartArray();
                    for (int column = 1; column <= values.size(); column++) {
                        values.get(column - 1).write(rows, column, json);
                    }
                    json.writeEndArray();
                    json.writeRaw('\n');
                    count++;
                }
            }
            json.flush();
            zip.closeEntry();
        }
        return new Table(name, columns, count);
    }
}

package dev.sallyport.transfer.format;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Rows as JSON objects, one a line. */
final class JsonLinesRows implements RowsWriter {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Writer writer;
    private final List<String> names;

    JsonLinesRows(OutputStream target, ResultSetMetaData columns) throws SQLException {
        writer = new OutputStreamWriter(target, StandardCharsets.UTF_8);
        names = ColumnNames.distinct(columns);
    }

    @Override
    public void write(ResultSet row) throws SQLException, IOException {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        for (int column = 0; column < names.size(); column++) {
            object.put(names.get(column), ShownValue.of(row, column + 1));
        }
        writer.write(JSON.writeValueAsString(object));
        writer.write('\n');
    }

    @Override
    public void finish() throws IOException {
        writer.flush();
    }

    @Override
    public void close() {
        // What is buffered of a file that is not whole is of no use to anybody.
    }
}

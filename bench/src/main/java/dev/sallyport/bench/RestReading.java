package dev.sallyport.bench;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** Reads all contacts by REST: {@code query}, then {@code nextRecordsUrl} for as long as there is one. */
final class RestReading implements Passes.Pass {
    private final OrgConnection connection;
    private final int rowsPerPage;

    RestReading(OrgConnection connection, int rowsPerPage) {
        this.connection = connection;
        this.rowsPerPage = rowsPerPage;
    }

    @Override
    public Tally.Rows read() throws IOException, InterruptedException {
        Tally tally = new Tally();
        @Nullable String next = "/query?q=" + OrgConnection.encode(Columns.soql());
        while (next != null) {
            next = readPage(next, tally);
        }
        return tally.rows();
    }

    private @Nullable String readPage(String path, Tally tally) throws IOException, InterruptedException {
        var response =
                connection.send(connection.request(path).header("Sforce-Query-Options", "batchSize=" + rowsPerPage));
        @Nullable String next = null;
        try (InputStream body = OrgConnection.body(response);
                JsonParser parser = OrgConnection.JSON.createParser(body)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                parser.nextToken();
                if (name.equals("records")) {
                    readRecords(parser, tally);
                } else if (name.equals("nextRecordsUrl")) {
                    next = parser.getText();
                }
            }
        }
        return next;
    }

    private static void readRecords(JsonParser parser, Tally tally) throws IOException {
        while (parser.nextToken() == JsonToken.START_OBJECT) {
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                if (parser.nextToken() == JsonToken.START_OBJECT) {
                    parser.skipChildren();
                } else if (name.equals("Id")) {
                    tally.add(parser.getText());
                } else {
                    parser.getText();
                }
            }
        }
    }
}

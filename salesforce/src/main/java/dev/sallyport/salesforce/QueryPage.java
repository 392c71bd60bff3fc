package dev.sallyport.salesforce;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.sallyport.salesforce.SalesforceException.Reason;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** One answer to a query, read from front to back. */
final class QueryPage implements AutoCloseable {
    private static final String ASKED = "query";

    private final RecordShape shape;
    private final int status;
    private final JsonParser json;
    private long totalSize;
    private @Nullable String nextRecordsUrl;

    /** Whether the parser is inside the records; before it and after it stand the page's other members. */
    private boolean inRecords;

    private QueryPage(JsonParser json, RecordShape shape, int status) {
        this.json = json;
        this.shape = shape;
        this.status = status;
    }

    /** Opens the answer to {@code query}. */
    static QueryPage open(Answer answer, RecordShape shape) {
        return open(answer, shape, false);
    }

    /** Opens the answer to {@code composite/batch} with a query as its only request. */
    static QueryPage openBatch(Answer answer, RecordShape shape) {
        return open(answer, shape, true);
    }

    /** Opens the answer to a subquery, which stands within a record as a page does by itself. */
    static QueryPage openPart(String json, RecordShape shape) {
        return open(() -> Json.MAPPER.createParser(json), 200, shape, false);
    }

    private static QueryPage open(Answer answer, RecordShape shape, boolean batch) {
        return open(() -> Json.MAPPER.createParser(answer.content()), answer.status(), shape, batch);
    }

    /** Text that is not read yet. */
    private interface Source {
        JsonParser open() throws IOException;
    }

    private static QueryPage open(Source source, int status, RecordShape shape, boolean batch) {
        QueryPage page = null;
        try {
            page = new QueryPage(source.open(), shape, status);
            if (page.json.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException("The answer is not an object.");
            }
            if (batch) {
                page.enterBatch();
            }
            page.readMembers();
            return page;
        } catch (IOException e) {
            if (page != null) {
                page.close();
            }
            throw SalesforceException.unreadable(ASKED, status, e);
        }
    }

    /** The next record's values; null after the last. */
    @Nullable
    Object @Nullable [] next() {
        if (!inRecords) {
            return null;
        }
        try {
            JsonToken token = json.nextToken();
            if (token == JsonToken.START_OBJECT) {
                return shape.read(json);
            }
            if (token != JsonToken.END_ARRAY) {
                throw new IOException("The records end in the middle.");
            }
            inRecords = false;
            readMembers();
            return null;
        } catch (IOException e) {
            throw SalesforceException.unreadable(ASKED, status, e);
        }
    }

    /** How many records the query has in all. */
    long totalSize() {
        return totalSize;
    }

    /**
     * Where the next page is, as a path on the org's host; null if this is the last. Salesforce says so before the records.
     */
    @Nullable
    String nextRecordsUrl() {
        return nextRecordsUrl;
    }

    @Override
    public void close() {
        try {
            json.close();
        } catch (IOException e) {
            // It reads from memory: there is nothing that could fail to close.
            throw new IllegalStateException(e);
        }
    }

    /** Reads members up to the first record or the page's end. */
    private void readMembers() throws IOException {
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            JsonToken token = json.nextToken();
            switch (name) {
                case "totalSize" -> totalSize = json.getLongValue();
                case "nextRecordsUrl" -> nextRecordsUrl = json.getValueAsString();
                case "records" -> {
                    if (token != JsonToken.START_ARRAY) {
                        throw new IOException("The records are not an array.");
                    }
                    inRecords = true;
                    return;
                }
                default -> json.skipChildren();
            }
        }
        if (json.currentToken() != JsonToken.END_OBJECT) {
            throw new IOException("The page ends in the middle.");
        }
    }

    /** Goes to the opening brace of the one result; a refusal stands in its place as an array of errors. */
    private void enterBatch() throws IOException {
        int resultStatus = status;
        while (json.nextToken() != null) {
            if (json.currentToken() != JsonToken.FIELD_NAME) {
                continue;
            }
            String name = json.currentName();
            JsonToken token = json.nextToken();
            if (name.equals("statusCode")) {
                resultStatus = json.getIntValue();
            } else if (name.equals("result") && token == JsonToken.START_OBJECT) {
                return;
            } else if (name.equals("result") && token == JsonToken.START_ARRAY) {
                json.nextToken();
                throw ErrorAnswer.readObject(json, resultStatus).toException(ASKED, Reason.VERSION_UNSUPPORTED);
            }
        }
        throw new IOException("The batch has no result.");
    }
}

package dev.sallyport.salesforce;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import dev.sallyport.auth.AuthorizationException;
import dev.sallyport.auth.SallyportException;
import dev.sallyport.salesforce.RowResult.Outcome;
import dev.sallyport.salesforce.SalesforceException.Reason;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Writes rows in collections of 200, one call each (REST API Developer Guide, "sObject Collections"). A collection ends
 * early before a record that it has already: the row that comes later wins, as if they came one by one. All-or-none rows
 * stay together, whatever Salesforce says of a record that is there twice.
 *
 * <p>A collection with a row that names no record, by id or external id, is not sent again if its answer is lost; it may
 * have been done. Others are, up to three times.
 */
final class CollectionWriter {
    private static final String JSON = "application/json; charset=UTF-8";

    private final ApiTransport transport;
    private final Function<String, URI> resources;
    private final PollDelay delay;

    CollectionWriter(ApiTransport transport, Function<String, URI> resources, PollDelay delay) {
        this.transport = transport;
        this.resources = resources;
        this.delay = delay;
    }

    WriteResults write(RecordWrite write, List<@Nullable Object[]> rows) {
        RowResults results = new RowResults(rows.size());
        int from = 0;
        while (from < rows.size() && results.failure() == null) {
            int to = endOfCollection(write, rows, from);
            results.add(send(write, rows.subList(from, to)));
            from = to;
        }
        return results.complete();
    }

    private static int endOfCollection(RecordWrite write, List<@Nullable Object[]> rows, int from) {
        int most = Math.min(rows.size(), from + RecordWriter.COLLECTION);
        if (write.allOrNone()) {
            return most;
        }
        Set<String> keys = new HashSet<>();
        for (int end = from; end < most; end++) {
            // A row without a key is a new record, or is refused: any number of them may be.
            String key = write.keyOf(rows.get(end));
            if (key != null && !keys.add(key)) {
                return end;
            }
        }
        return most;
    }

    private WriteResults send(RecordWrite write, List<@Nullable Object[]> rows) {
        Call call = call(write, rows);
        Retries retries = new Retries(delay, write.asked());
        Duration wait = Retries.FIRST_WAIT;
        boolean perhapsDone = false;
        for (int tries = 1; ; tries++) {
            try {
                return new WriteResults(read(write, rows, transport.exchange(call), perhapsDone), null);
            } catch (SalesforceException e) {
                perhapsDone |= perhapsDone(e);
                boolean again = tries < Retries.TRIES
                        && (e.reason().isPassing() || e.reason() == Reason.UNEXPECTED_ANSWER)
                        && (!perhapsDone || write.isRepeatable(rows));
                if (!again) {
                    return failed(write, rows.size(), perhapsDone, e);
                }
            } catch (AuthorizationException e) {
                return failed(write, rows.size(), perhapsDone, e);
            }
            try {
                retries.pause(wait);
            } catch (SalesforceException e) {
                return failed(write, rows.size(), perhapsDone, e);
            }
            wait = wait.multipliedBy(2);
        }
    }

    private static WriteResults failed(RecordWrite write, int rows, boolean perhapsDone, SallyportException failure) {
        return perhapsDone
                ? RowResults.all(rows, Outcome.UNKNOWN, SalesforceException.outcomeUnknown(write.asked(), failure))
                : RowResults.all(rows, Outcome.NOT_WRITTEN, failure);
    }

    /** Whether a call that failed so may have reached Salesforce and been done. */
    private static boolean perhapsDone(SalesforceException failure) {
        return switch (failure.reason()) {
            case CONNECTION_BROKEN, TIMED_OUT, INTERRUPTED -> true;
            // With a code of its own it is Salesforce that refuses. Without one it is some server on the way, which
            // lets
            // nothing pass where it says that there is too much of it.
            case UNAVAILABLE -> failure.errorCode() == null && failure.status() != ErrorAnswer.TOO_MANY_REQUESTS;
            case UNEXPECTED_ANSWER -> failure.status() < 300 || failure.status() >= 500;
            case SERVER_URL_INVALID,
                    SESSION_INVALID,
                    API_SCOPE_MISSING,
                    API_DISABLED,
                    LIMIT_EXCEEDED,
                    TOO_MANY_AT_ONCE,
                    OBJECT_NOT_VISIBLE,
                    FIELD_NOT_VISIBLE,
                    QUERY_MALFORMED,
                    QUERY_EXPIRED,
                    BULK_JOB_FAILED,
                    BULK_JOB_GONE,
                    OUTCOME_UNKNOWN,
                    QUERY_TIMED_OUT,
                    ACCESS_DENIED,
                    VERSION_UNSUPPORTED,
                    OTHER_ORG,
                    HOST_UNKNOWN,
                    CONNECTION_REFUSED,
                    TLS_REQUIRED,
                    TLS_FAILED,
                    OTHER -> false;
        };
    }

    private Call call(RecordWrite write, List<@Nullable Object[]> rows) {
        String asked = write.asked();
        if (write.operation() == WriteOperation.DELETE) {
            String ids = rows.stream()
                    .map(row -> write.keyOf(row) == null ? "" : SalesforceClient.encoded(SentValue.text(row[0])))
                    .collect(Collectors.joining(","));
            URI resource = resources.apply("/composite/sobjects?ids=" + ids + "&allOrNone=" + write.allOrNone());
            return Call.change(asked, "DELETE", resource, Reason.OTHER, null, JSON);
        }
        String path = "/composite/sobjects";
        if (write.externalIdField() != null) {
            path += "/" + SalesforceClient.encoded(write.sObject()) + "/"
                    + SalesforceClient.encoded(write.externalIdField());
        }
        String method = write.operation() == WriteOperation.INSERT ? "POST" : "PATCH";
        return Call.change(
                asked,
                method,
                resources.apply(path),
                Reason.OBJECT_NOT_VISIBLE,
                BodyPublishers.ofByteArray(body(write, rows)),
                JSON);
    }

    /** Written straight into bytes: no record becomes a tree. */
    private static byte[] body(RecordWrite write, List<@Nullable Object[]> rows) {
        List<Optional<ParentField>> parents =
                write.fields().stream().map(ParentField::of).toList();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = Json.MAPPER.createGenerator(bytes)) {
            json.writeStartObject();
            json.writeBooleanField("allOrNone", write.allOrNone());
            json.writeArrayFieldStart("records");
            for (@Nullable Object[] row : rows) {
                json.writeStartObject();
                json.writeObjectFieldStart("attributes");
                json.writeStringField("type", write.sObject());
                json.writeEndObject();
                for (int i = 0; i < row.length; i++) {
                    if (row[i] == RecordWrite.AS_IT_IS) {
                        continue;
                    }
                    if (parents.get(i).isPresent()) {
                        write(json, parents.get(i).get(), row[i]);
                    } else {
                        json.writeFieldName(write.fields().get(i));
                        SentValue.write(json, row[i]);
                    }
                }
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("Bytes in memory cannot be written.", e);
        }
        return bytes.toByteArray();
    }

    /** A parent is an object in the object. */
    private static void write(JsonGenerator json, ParentField parent, @Nullable Object value) throws IOException {
        json.writeObjectFieldStart(parent.relationship());
        if (parent.sObject() != null) {
            json.writeObjectFieldStart("attributes");
            json.writeStringField("type", parent.sObject());
            json.writeEndObject();
        }
        json.writeFieldName(parent.field());
        SentValue.write(json, value);
        json.writeEndObject();
    }

    private static List<RowResult> read(
            RecordWrite write, List<@Nullable Object[]> rows, Answer answer, boolean perhapsDone) {
        try (InputStream content = answer.content()) {
            JsonNode body = Json.MAPPER.readTree(content);
            if (!body.isArray() || body.size() != rows.size()) {
                throw new IOException("There is not one result for each record.");
            }
            List<RowResult> results = new ArrayList<>();
            for (JsonNode result : body) {
                results.add(result(write, result, perhapsDone));
            }
            return results;
        } catch (IOException e) {
            throw SalesforceException.unreadable(write.asked(), answer.status(), e);
        }
    }

    private static RowResult result(RecordWrite write, JsonNode result, boolean perhapsDone) {
        if (result.path("success").asBoolean()) {
            boolean created = write.operation() == WriteOperation.INSERT
                    || result.path("created").asBoolean();
            return RowResult.written(result.path("id").textValue(), created);
        }
        List<RecordError> errors = new ArrayList<>();
        for (JsonNode error : result.path("errors")) {
            List<String> fields = new ArrayList<>();
            error.path("fields").forEach(field -> fields.add(field.asText()));
            errors.add(new RecordError(
                    error.path("statusCode").asText(), error.path("message").asText(), fields));
        }
        boolean deletedBefore = perhapsDone
                && write.operation() == WriteOperation.DELETE
                && errors.stream().anyMatch(error -> error.statusCode().equals("ENTITY_IS_DELETED"));
        return deletedBefore ? RowResult.written(null, false) : RowResult.refused(errors);
    }
}

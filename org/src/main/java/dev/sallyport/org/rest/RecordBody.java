package dev.sallyport.org.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sallyport.org.data.Schema;
import dev.sallyport.org.http.ApiException;
import dev.sallyport.org.records.Draft;
import io.javalin.http.Context;
import io.javalin.http.UploadedFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Records as they are sent: in JSON, or in a multipart body with a part of JSON, and others with the bytes of their blobs. See
 * the REST API Developer Guide, "Insert or Update Blob Data".
 */
final class RecordBody {
    private final byte[] json;
    private final Map<String, byte[]> blobs;

    private RecordBody(byte[] json, Map<String, byte[]> blobs) {
        this.json = json;
        this.blobs = blobs;
    }

    /**
     * The body of a request.
     *
     * @throws ApiException if it is of another type, or has no part of JSON
     */
    static RecordBody of(Context context) {
        if (!context.isMultipartFormData()) {
            return new RecordBody(JsonBodies.bytes(context), Map.of());
        }
        String json = context.formParamMap().values().stream()
                .flatMap(List::stream)
                .findFirst()
                .orElseThrow(() -> refused("The request has no part with JSON"));
        Map<String, byte[]> blobs = new HashMap<>();
        context.uploadedFileMap().forEach((name, files) -> blobs.put(name, bytes(files.get(0))));
        return new RecordBody(json.getBytes(StandardCharsets.UTF_8), blobs);
    }

    /**
     * The object in its JSON.
     *
     * @throws ApiException if the JSON is malformed or no object
     */
    ObjectNode object() {
        return JsonBodies.object(json);
    }

    /** Reads records in its JSON. */
    JsonDrafts drafts(Schema schema) {
        return new JsonDrafts(schema, json);
    }

    /** The only record that was sent, with all blobs: their parts are named like the fields that they are for. */
    Draft withBlobs(Draft draft) {
        return with(draft, blobs);
    }

    /**
     * One of several records that were sent, with the blob that its attributes name: {@code binaryPartName} is the name of the
     * part, {@code binaryPartNameAlias} that of the field.
     *
     * @throws ApiException if there is no such part
     */
    Draft withBlob(Draft draft, JsonNode record) {
        JsonNode attributes = record.path("attributes");
        if (!attributes.has("binaryPartName")) {
            return draft;
        }
        String part = attributes.path("binaryPartName").asText();
        byte[] blob = blobs.get(part);
        if (blob == null) {
            throw refused("The request has no part that is named as binaryPartName says: " + part);
        }
        String field = attributes.path("binaryPartNameAlias").asText("");
        if (field.isEmpty()) {
            throw refused("Name the field that the part " + part + " is for in binaryPartNameAlias");
        }
        return with(draft, Map.of(field, blob));
    }

    private static Draft with(Draft draft, Map<String, byte[]> blobs) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>(draft.values());
        values.putAll(blobs);
        return new Draft(draft.sObject(), draft.id(), values);
    }

    private static ApiException refused(String message) {
        return new ApiException(400, "INVALID_MULTIPART_REQUEST", message);
    }

    private static byte[] bytes(UploadedFile file) {
        try (var content = file.content()) {
            return content.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

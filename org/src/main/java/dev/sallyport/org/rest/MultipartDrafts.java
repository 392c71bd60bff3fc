package dev.sallyport.org.rest;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sallyport.org.data.SObjectType;
import dev.sallyport.org.data.Schema;
import dev.sallyport.org.http.ApiException;
import dev.sallyport.org.records.Draft;
import io.javalin.http.Context;
import io.javalin.http.UploadedFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads a record with a blob from a multipart body: one part of JSON, and one of bytes that is named like the blob's field.
 * See the REST API Developer Guide, "Insert or Update Blob Data".
 */
final class MultipartDrafts {
    private MultipartDrafts() {}

    static Draft read(Context context, Schema schema, SObjectType type) {
        String json = context.formParamMap().values().stream()
                .flatMap(List::stream)
                .findFirst()
                .orElseThrow(() -> new ApiException(
                        400, "INVALID_MULTIPART_REQUEST", "The request has no part with the record's JSON"));
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        ObjectNode object = JsonBodies.object(body);
        Draft draft = new JsonDrafts(schema, body).read(type.name(), null, object, JsonPointer.empty());
        Map<String, @Nullable Object> values = new LinkedHashMap<>(draft.values());
        for (Map.Entry<String, List<UploadedFile>> file :
                context.uploadedFileMap().entrySet()) {
            values.put(file.getKey(), bytes(file.getValue().get(0)));
        }
        return new Draft(draft.sObject(), null, values);
    }

    private static byte[] bytes(UploadedFile file) {
        try (var content = file.content()) {
            return content.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

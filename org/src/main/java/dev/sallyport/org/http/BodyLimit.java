package dev.sallyport.org.http;

import java.util.regex.Pattern;

/**
 * How large a request's body may be, after decompression. A bulk upload may be larger than any other request (Bulk API
 * 2.0 Developer Guide, "Upload Job Data").
 *
 * @param bytes the most that is taken
 * @param error what a caller is told who sends more
 */
record BodyLimit(long bytes, ApiError error) {
    private static final long MEGABYTE = 1024 * 1024;
    private static final Pattern BULK_UPLOAD = Pattern.compile("/services/data/[^/]+/jobs/ingest/[^/]+/batches/?");

    static BodyLimit of(String path) {
        if (BULK_UPLOAD.matcher(path).matches()) {
            return new BodyLimit(150 * MEGABYTE, tooLarge(400, "INVALIDBATCH", 150 * MEGABYTE));
        }
        return switch (ApiKind.of(path)) {
            case TOKEN, OAUTH -> new BodyLimit(50 * MEGABYTE, tooLarge(400, "invalid_request", 50 * MEGABYTE));
            case SOAP -> new BodyLimit(50 * MEGABYTE, tooLarge(500, "EXCEEDED_MAX_SIZE_REQUEST", 50 * MEGABYTE));
            case VERSIONS, QUERY, QUERY_MORE, DESCRIBE, REST, BULK, SETUP, OTHER ->
                new BodyLimit(50 * MEGABYTE, tooLarge(400, "JSON_PARSER_ERROR", 50 * MEGABYTE));
        };
    }

    private static ApiError tooLarge(int status, String code, long bytes) {
        return new ApiError(
                status, code, "Maximum size of request reached. Maximum size of request is " + bytes + " bytes.");
    }
}

package dev.sallyport.org.bulk;

import dev.sallyport.org.data.SalesforceId;
import dev.sallyport.org.http.ApiVersion;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/** Jobs and batches as they stand in their tables. */
final class Rows {
    private Rows() {}

    static Job job(ResultSet row) throws SQLException {
        int chunkSize = row.getInt("ChunkSize");
        boolean chunked = !row.wasNull();
        Job.Terms terms = new Job.Terms(
                JobType.valueOf(row.getString("JobType")),
                Operation.valueOf(row.getString("Operation")),
                row.getString("Object"),
                row.getString("ExternalIdField"),
                row.getString("AssignmentRuleId"),
                new ApiVersion(row.getInt("ApiVersion")),
                ContentType.valueOf(row.getString("ContentType")),
                row.getBoolean("Serial"),
                new CsvFormat(
                        ColumnDelimiter.valueOf(row.getString("ColumnDelimiter")),
                        LineEnding.valueOf(row.getString("LineEnding"))),
                row.getString("Query"),
                chunked ? new PkChunking(chunkSize, row.getString("StartRow")) : null);
        return new Job(
                new SalesforceId(row.getString("Id")),
                terms,
                new SalesforceId(row.getString("CreatedById")),
                instant(row, "CreatedDate"),
                instant(row, "SystemModstamp"),
                JobState.valueOf(row.getString("State")),
                progress(row),
                row.getString("ErrorMessage"),
                row.getInt("Uploads"));
    }

    static Batch batch(ResultSet row) throws SQLException {
        @Nullable String resultId = row.getString("ResultId");
        @Nullable String originalId = row.getString("OriginalId");
        return new Batch(
                new SalesforceId(row.getString("Id")),
                new SalesforceId(row.getString("JobId")),
                ContentType.valueOf(row.getString("ContentType")),
                BatchState.valueOf(row.getString("State")),
                row.getString("StateMessage"),
                instant(row, "CreatedDate"),
                instant(row, "SystemModstamp"),
                progress(row),
                resultId == null ? null : new SalesforceId(resultId),
                originalId == null ? null : new SalesforceId(originalId));
    }

    private static Progress progress(ResultSet row) throws SQLException {
        return new Progress(
                row.getLong("Processed"),
                row.getLong("Failed"),
                row.getLong("Milliseconds"),
                row.getInt("Retries"),
                row.getLong("SucceededBytes"),
                row.getLong("FailedBytes"));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}

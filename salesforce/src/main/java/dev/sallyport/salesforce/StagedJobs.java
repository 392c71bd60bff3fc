package dev.sallyport.salesforce;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import dev.sallyport.auth.AuthorizationException;
import dev.sallyport.auth.SallyportException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Ingest jobs of Bulk API 2.0 as a place where rows wait: a job that is not closed does nothing to records (Bulk API 2.0
 * and Bulk API Developer Guide, "Bulk API 2.0 Ingest"). Who uploads and who closes need not be the same process.
 */
final class StagedJobs {
    private static final String ASKED = "results of a bulk job";

    private final ApiTransport transport;
    private final URI jobs;
    private final PollDelay delay;
    private final IngestWriter writer;

    StagedJobs(ApiTransport transport, URI jobs, PollDelay delay) {
        this.transport = transport;
        this.jobs = jobs;
        this.delay = delay;
        this.writer = new IngestWriter(transport, jobs, delay);
    }

    StagedRows stage(RecordWrite write, List<@Nullable Object[]> rows) {
        List<@Nullable Object[]> taken = new ArrayList<>();
        List<@Nullable Object[]> rest = new ArrayList<>();
        Set<String> keys = new HashSet<>();
        for (@Nullable Object[] row : rows) {
            (RecordWriter.bulkTakes(write, row, keys) ? taken : rest).add(row);
        }
        if (taken.size() < RecordWriter.BULK_FROM) {
            return new StagedRows(List.of(), rows);
        }
        List<StagedJob> staged = new ArrayList<>();
        try {
            int from = 0;
            while (from < taken.size()) {
                int to = RecordWriter.endOfJob(taken, from);
                List<@Nullable Object[]> part = taken.subList(from, to);
                BulkJob job = new Retries(delay, write.asked()).repeated(() -> writer.upload(write, part));
                staged.add(new StagedJob(job.id(), part.size()));
                from = to;
            }
        } catch (RuntimeException e) {
            discard(staged);
            throw e;
        }
        return new StagedRows(staged, rest);
    }

    List<StagedResults> commit(RecordWrite write, List<StagedJob> staged) {
        List<StagedResults> results = new ArrayList<>();
        Map<StagedJob, BulkJob> closed = new LinkedHashMap<>();
        for (StagedJob one : staged) {
            BulkJob job = BulkJob.of(transport, jobs, one.id(), "bulk " + write.asked(), delay);
            try {
                IngestWriter.close(job);
                closed.put(one, job);
            } catch (SalesforceException | AuthorizationException e) {
                results.add(unknown(write, one, e));
            }
        }
        closed.forEach((one, job) -> {
            try {
                results.add(results(write, one, job));
            } catch (SalesforceException | AuthorizationException e) {
                results.add(unknown(write, one, e));
            }
        });
        return results;
    }

    private static StagedResults unknown(RecordWrite write, StagedJob job, SallyportException failure) {
        return new StagedResults(
                job.id(),
                0,
                List.of(),
                List.of(),
                job.rows(),
                SalesforceException.outcomeUnknown(write.asked(), failure));
    }

    void discard(List<StagedJob> staged) {
        for (StagedJob one : staged) {
            BulkJob job = BulkJob.of(transport, jobs, one.id(), "bulk job", delay);
            job.abort();
            job.delete();
        }
    }

    private static StagedResults results(RecordWrite write, StagedJob staged, BulkJob job) {
        BulkJob.Info info = job.awaitEnd(staged.rows(), looked -> {});
        boolean complete = info.state() == BulkJob.State.JOBCOMPLETE;
        long written = info.processed() - info.failed();
        List<StagedResults.Refused> refused = info.failed() == 0
                ? List.of()
                : read(
                        job.get("/failedResults"),
                        row -> new StagedResults.Refused(
                                values(write, row), IngestMatch.error(row.getOrDefault("sf__Error", ""))));
        List<List<String>> unprocessed =
                complete ? List.of() : read(job.get("/unprocessedrecords"), row -> values(write, row));
        long known = written + refused.size() + unprocessed.size();
        return new StagedResults(
                job.id(),
                written,
                refused,
                unprocessed,
                Math.max(0, staged.rows() - known),
                complete ? null : job.failure(info));
    }

    /** The text that means null is never a value of its own: {@link #stage} leaves such rows out. */
    private static List<String> values(RecordWrite write, Map<String, String> row) {
        return write.fields().stream()
                .map(field -> row.getOrDefault(field, ""))
                .map(text -> text.equals(IngestCsv.NULL) ? "" : text)
                .toList();
    }

    /** What is made of each row, by the names of its columns in any case. */
    private static <T> List<T> read(Answer answer, Function<Map<String, String>, T> reading) {
        List<T> all = new ArrayList<>();
        try (CsvReader<NamedCsvRecord> csv = CsvReader.builder()
                .allowUnclosedQuote(false)
                .maxBufferSize(CsvPage.MAX_VALUE)
                .ofNamedCsvRecord(new InputStreamReader(answer.content(), StandardCharsets.UTF_8))) {
            for (NamedCsvRecord record : csv) {
                TreeMap<String, String> byName = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
                byName.putAll(record.getFieldsAsMap());
                all.add(reading.apply(byName));
            }
        } catch (IOException e) {
            throw SalesforceException.unreadable(ASKED, answer.status(), e);
        } catch (UncheckedIOException | CsvParseException e) {
            throw SalesforceException.unreadable(ASKED, answer.status(), new IOException("The CSV cannot be read.", e));
        }
        return all;
    }
}

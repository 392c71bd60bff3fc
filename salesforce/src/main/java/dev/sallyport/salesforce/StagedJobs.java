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
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
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
        List<String> staged = new ArrayList<>();
        try {
            int from = 0;
            while (from < taken.size()) {
                int to = RecordWriter.endOfJob(taken, from);
                List<@Nullable Object[]> part = taken.subList(from, to);
                staged.add(new Retries(delay, write.asked())
                        .repeated(() -> writer.upload(write, part))
                        .id());
                from = to;
            }
        } catch (RuntimeException e) {
            discard(staged);
            throw e;
        }
        return new StagedRows(staged, rest);
    }

    List<StagedResults> commit(RecordWrite write, List<String> ids) {
        List<StagedResults> results = new ArrayList<>();
        List<BulkJob> closed = new ArrayList<>();
        for (String id : ids) {
            BulkJob job = BulkJob.of(transport, jobs, id, "bulk " + write.asked(), delay);
            try {
                IngestWriter.close(job);
                closed.add(job);
            } catch (SalesforceException | AuthorizationException e) {
                results.add(unknown(write, id, e));
            }
        }
        for (BulkJob job : closed) {
            try {
                results.add(results(write, job));
            } catch (SalesforceException | AuthorizationException e) {
                results.add(unknown(write, job.id(), e));
            }
        }
        return results;
    }

    private static StagedResults unknown(RecordWrite write, String id, SallyportException failure) {
        return new StagedResults(id, 0, List.of(), SalesforceException.outcomeUnknown(write.asked(), failure));
    }

    void discard(List<String> ids) {
        for (String id : ids) {
            BulkJob job = BulkJob.of(transport, jobs, id, "bulk job", delay);
            job.abort();
            job.delete();
        }
    }

    private static StagedResults results(RecordWrite write, BulkJob job) {
        BulkJob.Info info = job.awaitEnd();
        List<StagedResults.Refused> refused = info.failed() > 0 ? refused(write, job.get("/failedResults")) : List.of();
        boolean complete = info.state() == BulkJob.State.JOBCOMPLETE;
        return new StagedResults(
                job.id(), info.processed() - info.failed(), refused, complete ? null : job.failure(info));
    }

    private static List<StagedResults.Refused> refused(RecordWrite write, Answer answer) {
        List<StagedResults.Refused> refused = new ArrayList<>();
        try (CsvReader<NamedCsvRecord> csv = CsvReader.builder()
                .allowUnclosedQuote(false)
                .maxBufferSize(CsvPage.MAX_VALUE)
                .ofNamedCsvRecord(new InputStreamReader(answer.content(), StandardCharsets.UTF_8))) {
            for (NamedCsvRecord record : csv) {
                TreeMap<String, String> byName = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
                byName.putAll(record.getFieldsAsMap());
                refused.add(new StagedResults.Refused(
                        write.fields().stream()
                                .map(field -> byName.getOrDefault(field, ""))
                                .toList(),
                        IngestMatch.error(byName.getOrDefault("sf__Error", ""))));
            }
        } catch (IOException e) {
            throw SalesforceException.unreadable(ASKED, answer.status(), e);
        } catch (UncheckedIOException | CsvParseException e) {
            throw SalesforceException.unreadable(ASKED, answer.status(), new IOException("The CSV cannot be read.", e));
        }
        return refused;
    }
}

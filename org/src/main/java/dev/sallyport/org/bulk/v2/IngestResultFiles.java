package dev.sallyport.org.bulk.v2;

import dev.sallyport.org.bulk.BulkEngine;
import dev.sallyport.org.bulk.CsvOutput;
import dev.sallyport.org.bulk.ErrorText;
import dev.sallyport.org.bulk.Job;
import dev.sallyport.org.records.SaveResult;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The files of successful and failed results of an ingest job. */
final class IngestResultFiles implements AutoCloseable {
    private final CsvOutput succeeded;
    private final CsvOutput failed;
    private final int columns;

    private IngestResultFiles(CsvOutput succeeded, CsvOutput failed, int columns) {
        this.succeeded = succeeded;
        this.failed = failed;
        this.columns = columns;
    }

    /** Opens the files at the lengths that the job knows of: what is beyond is of a chunk that was not kept. */
    static IngestResultFiles open(BulkEngine engine, Job job, List<String> header) {
        CsvOutput succeeded = open(succeeded(engine, job), job, job.progress().succeededBytes());
        CsvOutput failed = open(failed(engine, job), job, job.progress().failedBytes());
        if (succeeded.position() == 0) {
            succeeded.write(row("sf__Id", "sf__Created", header));
            failed.write(row("sf__Id", "sf__Error", header));
        }
        return new IngestResultFiles(succeeded, failed, header.size());
    }

    static Path succeeded(BulkEngine engine, Job job) {
        return engine.spool().folder(job.id()).resolve("succeeded.csv");
    }

    static Path failed(BulkEngine engine, Job job) {
        return engine.spool().folder(job.id()).resolve("failed.csv");
    }

    void write(List<String> values, SaveResult result) {
        List<String> padded = new ArrayList<>(values);
        while (padded.size() < columns) {
            padded.add("");
        }
        if (result.success()) {
            succeeded.write(row(result.id(), Boolean.toString(result.created()), padded));
        } else {
            failed.write(row(result.id(), ErrorText.of(result.errors()), padded));
        }
    }

    void flush() {
        succeeded.flush();
        failed.flush();
    }

    long succeededBytes() {
        return succeeded.position();
    }

    long failedBytes() {
        return failed.position();
    }

    @Override
    public void close() {
        succeeded.close();
        failed.close();
    }

    private static List<@Nullable String> row(@Nullable String id, String second, List<String> values) {
        List<@Nullable String> row = new ArrayList<>(values.size() + 2);
        row.add(id);
        row.add(second);
        row.addAll(values);
        return row;
    }

    private static CsvOutput open(Path file, Job job, long length) {
        try {
            FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            channel.truncate(length);
            channel.position(length);
            return new CsvOutput(
                    new BufferedOutputStream(Channels.newOutputStream(channel)),
                    job.terms().format(),
                    length);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write the results of a job", e);
        }
    }
}

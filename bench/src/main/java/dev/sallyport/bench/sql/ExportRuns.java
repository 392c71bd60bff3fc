package dev.sallyport.bench.sql;

import dev.sallyport.bench.measure.Measure;
import dev.sallyport.salesforce.SalesforceClient;
import dev.sallyport.transfer.format.RowsFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.springframework.util.FileSystemUtils;

/** Exports all contacts by Bulk API 2.0, as CSV and as Parquet, beside {@link RawBulk}. */
final class ExportRuns {
    private static final double NANOS = 1e9;
    private static final List<RowsFormat> FORMATS = List.of(RowsFormat.CSV, RowsFormat.PARQUET);

    private final Access access;
    private final int runs;

    ExportRuns(Access access, int runs) {
        this.access = access;
        this.runs = runs;
    }

    /**
     * What was seen.
     *
     * @param rows of each pass, of all ways
     * @param calls of an export of each format
     */
    record Outcome(long rows, List<Long> calls, List<Measure> measures) {}

    /** Exports by turns into a temporary folder, which is removed. */
    Outcome measure() throws IOException, InterruptedException {
        List<RawBulk.Downloaded> downloads = new ArrayList<>();
        List<Double> floor = new ArrayList<>();
        List<List<ExportProcess.Exported>> exports = new ArrayList<>();
        FORMATS.forEach(format -> exports.add(new ArrayList<>()));
        Path folder = Files.createTempDirectory("sallyport-export");
        try {
            for (int run = 0; run < runs; run++) {
                long start = System.nanoTime();
                RawBulk.Downloaded downloaded = new RawBulk(access)
                        .download(
                                ContactColumns.query(),
                                SalesforceClient.rowsOfBulkSet(ContactColumns.NAMES.size()),
                                folder.resolve("raw.csv"));
                floor.add((System.nanoTime() - start) / NANOS);
                downloads.add(downloaded);
                Files.delete(folder.resolve("raw.csv"));
                for (int format = 0; format < FORMATS.size(); format++) {
                    Path target = folder.resolve("export");
                    ExportProcess.Exported exported = ExportProcess.run(access, FORMATS.get(format), target);
                    if (exported.rows() != downloaded.rows()) {
                        throw new IllegalStateException(
                                exported.rows() + " of " + downloaded.rows() + " rows were exported");
                    }
                    exports.get(format).add(exported);
                    FileSystemUtils.deleteRecursively(target);
                }
            }
        } finally {
            FileSystemUtils.deleteRecursively(folder);
        }
        List<Measure> measures = new ArrayList<>();
        List<Long> calls = new ArrayList<>();
        for (int format = 0; format < FORMATS.size(); format++) {
            measures.addAll(measures(FORMATS.get(format), exports.get(format), downloads, Measure.middle(floor)));
            calls.add(exports.get(format).get(0).calls());
        }
        return new Outcome(downloads.get(0).rows(), calls, measures);
    }

    private static List<Measure> measures(
            RowsFormat format, List<ExportProcess.Exported> exports, List<RawBulk.Downloaded> downloads, double floor) {
        String name = "export of " + downloads.get(0).rows() + " rows x " + ContactColumns.NAMES.size() + " columns, "
                + format.ending();
        String other = "download of the same results into a file";
        return List.of(
                Measure.of(
                        name,
                        "s",
                        exports.stream().map(ExportProcess.Exported::seconds).toList(),
                        other,
                        floor),
                Measure.of(
                        name + ", peak heap",
                        "MB",
                        exports.stream()
                                .map(ExportProcess.Exported::peakMegabytes)
                                .toList(),
                        "the most that the process may have",
                        exports.get(0).mostMegabytes()),
                Measure.of(
                        name + ", API calls",
                        "calls",
                        exports.stream().map(export -> (double) export.calls()).toList(),
                        other,
                        (double) downloads.get(0).calls()));
    }
}

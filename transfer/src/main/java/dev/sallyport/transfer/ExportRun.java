package dev.sallyport.transfer;

import dev.sallyport.transfer.Manifest.Column;
import dev.sallyport.transfer.Manifest.Part;
import dev.sallyport.transfer.Manifest.Run;
import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** A run that is under way: files come, and each is noted in the manifest once it is there. */
final class ExportRun {
    private final ExportFolder folder;
    private final Export export;
    private final TransferListener listener;
    private final InstantSource clock;
    private Manifest manifest;
    private Run run;

    /** Goes on with a run, or begins one: that it has begun is noted with its first step. */
    ExportRun(
            ExportFolder folder,
            Export export,
            TransferListener listener,
            InstantSource clock,
            Manifest manifest,
            Run run) {
        this.folder = folder;
        this.export = export;
        this.listener = listener;
        this.clock = clock;
        this.manifest = manifest;
        this.run = run;
    }

    Run run() {
        return run;
    }

    void remark(String text) {
        listener.remark(text);
    }

    /** Notes that the run is as it is now. */
    void note(Run now) throws IOException, SQLException {
        run = now;
        manifest = manifest.with(now);
        folder.keep(manifest);
    }

    /** Forgets the run and its files; those before it stay. */
    void discard(Run anew) throws IOException, SQLException {
        run = anew;
        manifest = manifest.withoutUnfinished();
        folder.keep(manifest);
        folder.removeAllBut(manifest.files());
    }

    /** Takes note of what columns the files have; written down with the next note. */
    void columns(List<Column> columns) {
        manifest = manifest.with(columns);
    }

    /**
     * Writes all rows of a set or range, none of which is noted yet; no rows are no file.
     *
     * @param most how many rows a file has at most
     * @param nextLocator of the set after it; null if there is none
     * @return the run with them
     */
    Run write(RowFeed rows, long most, @Nullable String nextLocator) throws IOException, SQLException {
        List<Part> parts = new ArrayList<>();
        while (rows.hasMore()) {
            parts.add(part(rows, most, parts.size()));
        }
        return run.and(parts, nextLocator);
    }

    /**
     * Writes a file of the next rows, or of none; it is yet to be noted.
     *
     * @param most how many rows it has at most
     * @return the run with it
     */
    Run writeFile(RowFeed rows, long most) throws IOException, SQLException {
        return run.and(List.of(part(rows, most, 0)), null);
    }

    /** A file behind those that are noted and so many that are not. */
    private Part part(RowFeed rows, long most, int others) throws IOException, SQLException {
        String name = String.format(
                Locale.ROOT,
                "part-%05d.%s",
                manifest.files().size() + others,
                export.format().ending());
        long[] count = new long[1];
        long bytes = folder.write(name, target -> count[0] = rows.writeTo(target, most));
        return new Part(name, count[0], bytes);
    }

    /**
     * The rows of a result, whose coming is told.
     *
     * @param total how many rows the run will have, if that is known
     */
    RowFeed feed(ResultSet rows, OptionalLong total) throws SQLException {
        long before = run.rows();
        return new RowFeed(rows, export, count -> listener.progress(before + count, total));
    }

    /** Whether a run without rows makes a file all the same: the first does, for its columns. */
    boolean isFirst() {
        return run.number() == 1;
    }

    /** Notes that the run is complete. */
    ExportResult complete(Run last) throws IOException, SQLException {
        note(last.completed(clock.instant()));
        List<Part> files = run.files();
        return new ExportResult(run.rows(), files.size(), run.until(), false);
    }
}

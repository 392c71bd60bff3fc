package dev.sallyport.transfer;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import de.siegmar.fastcsv.writer.QuoteStrategies;
import dev.sallyport.salesforce.RecordError;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The success and the error file, in the form in which Data Loader writes them: each value in quotes; in the one {@code ID}
 * before the files' columns (unless their first is called so) and {@code STATUS} behind them, in the other {@code ERROR}
 * behind them. They are written from where they were certain on: what is beyond is of a part that was not noted.
 */
final class ResultFiles implements AutoCloseable {
    static final String SUCCESS = "success.csv";
    static final String ERROR = "error.csv";

    private static final String ID = "ID";

    private final Appended success;
    private final Appended error;
    private final boolean ownId;
    private long written;
    private long failed;

    private static final class Appended implements AutoCloseable {
        private final FileChannel file;
        private final CsvWriter csv;

        Appended(Path path, long length) throws IOException {
            file = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (file.size() < length) {
                file.close();
                throw TransferException.file(
                        path + " is shorter than it was: rows are missing from it.",
                        "Put back the file, or load the rows that Salesforce has not got into a new folder.",
                        null);
            }
            file.truncate(length);
            file.position(length);
            csv = CsvWriter.builder()
                    .lineDelimiter(LineDelimiter.LF)
                    .quoteStrategy(QuoteStrategies.ALWAYS)
                    .build(new OutputStreamWriter(
                            new BufferedOutputStream(Channels.newOutputStream(file), 1 << 16), StandardCharsets.UTF_8));
        }

        long certain() throws IOException {
            csv.flush();
            file.force(true);
            return file.position();
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }

    private ResultFiles(Appended success, Appended error, boolean ownId, LoadManifest.Results from) {
        this.success = success;
        this.error = error;
        this.ownId = ownId;
        this.written = from.written();
        this.failed = from.failed();
    }

    /** Opens them where they were certain. */
    static ResultFiles open(WorkFolder folder, List<String> columns, LoadManifest.Results from) throws IOException {
        Appended success = new Appended(folder.file(SUCCESS), from.successBytes());
        try {
            ResultFiles files = new ResultFiles(
                    success,
                    new Appended(folder.file(ERROR), from.errorBytes()),
                    columns.get(0).equals(ID),
                    from);
            if (from.successBytes() == 0) {
                files.success.csv.writeRecord(files.row(ID, columns, "STATUS"));
                files.error.csv.writeRecord(row(columns, "ERROR"));
            }
            return files;
        } catch (IOException e) {
            success.close();
            throw e;
        }
    }

    /**
     * Notes a row that was written.
     *
     * @param id of the record; null if it is not known
     * @param status such as {@code Item Created}
     */
    void written(List<@Nullable String> texts, @Nullable String id, String status) throws IOException {
        try {
            success.csv.writeRecord(row(id, texts, status));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        written++;
    }

    /** Notes a row that was not written. */
    void failed(List<@Nullable String> texts, String why) throws IOException {
        try {
            error.csv.writeRecord(row(texts, why));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        failed++;
    }

    /** Forces all to disk; what there is then. */
    LoadManifest.Results certain() throws IOException {
        return new LoadManifest.Results(written, failed, success.certain(), error.certain());
    }

    /** Salesforce's words in Data Loader's form. */
    static String words(List<RecordError> errors) {
        if (errors.isEmpty()) {
            return "NO ERROR MESSAGE RECEIVED";
        }
        RecordError error = errors.get(0);
        StringBuilder words = new StringBuilder(error.statusCode()).append(':').append(error.message());
        if (!error.fields().isEmpty()) {
            words.append("\nError fields: ");
            error.fields().forEach(field -> words.append(field).append(' '));
        }
        return words.toString();
    }

    private List<@Nullable String> row(@Nullable String id, List<? extends @Nullable String> texts, String status) {
        List<@Nullable String> row = new ArrayList<>();
        row.add(id);
        row.addAll(ownId ? texts.subList(1, texts.size()) : texts);
        row.add(status);
        return row;
    }

    private static List<@Nullable String> row(List<? extends @Nullable String> texts, String last) {
        List<@Nullable String> row = new ArrayList<>(texts);
        row.add(last);
        return row;
    }

    @Override
    public void close() throws IOException {
        success.close();
        error.close();
    }
}

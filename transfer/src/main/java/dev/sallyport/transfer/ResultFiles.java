package dev.sallyport.transfer;

import dev.sallyport.salesforce.RecordError;
import dev.sallyport.transfer.format.Delimiter;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The success and the error file, in the form in which Data Loader writes them: each value in quotes, between them the
 * delimiter of the files; in the one {@code ID}
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
        private final QuotedCsv csv;

        private Appended(FileChannel file, Delimiter delimiter) {
            this.file = file;
            this.csv = new QuotedCsv(new BufferedOutputStream(Channels.newOutputStream(file), 1 << 16), delimiter);
        }

        static Appended open(Path path, Delimiter delimiter, long length) throws IOException {
            FileChannel file = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            try {
                if (file.size() < length) {
                    throw TransferException.file(
                            path + " is shorter than it was: rows are missing from it.",
                            "Put back the file, or load the rows that Salesforce has not got into a new folder.",
                            null);
                }
                file.truncate(length);
                file.position(length);
                return new Appended(file, delimiter);
            } catch (IOException | RuntimeException e) {
                file.close();
                throw e;
            }
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
    static ResultFiles open(WorkFolder folder, LoadSource source, LoadManifest.Results from) throws IOException {
        List<String> columns = source.columns();
        Appended success = Appended.open(folder.file(SUCCESS), source.delimiter(), from.successBytes());
        Appended error;
        try {
            error = Appended.open(folder.file(ERROR), source.delimiter(), from.errorBytes());
        } catch (IOException | RuntimeException e) {
            success.close();
            throw e;
        }
        ResultFiles files = new ResultFiles(success, error, columns.get(0).equals(ID), from);
        try {
            if (from.successBytes() == 0) {
                success.csv.write(files.row(ID, columns, "STATUS"));
                error.csv.write(row(columns, "ERROR"));
            }
            return files;
        } catch (IOException e) {
            files.close();
            throw e;
        }
    }

    /**
     * Notes a row that was written.
     *
     * @param id of the record; null if it is not known: then a first column {@code ID} keeps what the file has
     * @param status such as {@code Item Created}
     */
    void written(List<@Nullable String> texts, @Nullable String id, String status) throws IOException {
        success.csv.write(row(id, texts, status));
        written++;
    }

    /** Notes a row that was not written. */
    void failed(List<@Nullable String> texts, String why) throws IOException {
        error.csv.write(row(texts, why));
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
        row.add(id == null && ownId ? texts.get(0) : id);
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
        try {
            success.close();
        } finally {
            error.close();
        }
    }
}

package dev.sallyport.transfer;

import dev.sallyport.transfer.format.RowsReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the rows of a load's files forwards. To go back is to begin anew: who reads in several places has several. */
final class SourceCursor implements AutoCloseable {
    private final LoadSource source;
    private @Nullable RowsReader reader;
    private int file;
    private long next;
    private List<@Nullable String> last = List.of();

    SourceCursor(LoadSource source) {
        this.source = source;
    }

    /**
     * The values of a row.
     *
     * @param number from 0 over all files; there is such a row
     * @throws TransferException if the file cannot be read
     */
    List<@Nullable String> row(long number) {
        if (number < next - 1) {
            close();
            next = 0;
            file = 0;
        }
        while (next <= number) {
            last = read();
            next++;
        }
        return last;
    }

    private List<@Nullable String> read() {
        while (file < source.files().size()) {
            Path path = source.files().get(file).path();
            try {
                if (reader == null) {
                    reader = source.files().get(file).read(source.columns());
                }
                List<@Nullable String> row = reader.next();
                if (row != null) {
                    return row;
                }
            } catch (IOException e) {
                throw LoadSource.unreadable(path, e);
            }
            close();
            file++;
        }
        throw TransferException.file(
                "The files have fewer rows than they had a moment ago.",
                "Leave them as they are until the load is done, and run it again.",
                null);
    }

    @Override
    public void close() {
        try {
            if (reader != null) {
                reader.close();
            }
        } catch (IOException e) {
            // What was wanted of it was read.
        } finally {
            reader = null;
        }
    }
}

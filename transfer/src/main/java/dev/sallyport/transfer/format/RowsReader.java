package dev.sallyport.transfer.format;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the rows of a file, each value as text. */
public interface RowsReader extends AutoCloseable {
    /**
     * The values of the next row in the order of the columns; null for what is not there.
     *
     * @return null after the last row
     * @throws IOException if the file cannot be read or is not of its format; the message says where
     */
    @Nullable
    List<@Nullable String> next() throws IOException;

    @Override
    void close() throws IOException;
}

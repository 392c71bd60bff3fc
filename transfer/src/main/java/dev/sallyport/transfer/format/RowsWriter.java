package dev.sallyport.transfer.format;

import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Writes rows. Who gives up before the last one closes without {@link #finish()}: no file looks whole that is not. */
public interface RowsWriter extends AutoCloseable {
    /**
     * Writes the row that a result set is at.
     *
     * @throws IOException if the target fails, or a value cannot be written in this format
     */
    void write(ResultSet row) throws SQLException, IOException;

    /** Writes what comes behind the last row. */
    void finish() throws IOException;

    /** Gives back what it holds. The target stays open. */
    @Override
    void close() throws IOException;
}

package dev.sallyport.flight;

import java.sql.SQLException;
import org.apache.arrow.vector.VectorSchemaRoot;

/** Rows, one after the other, on their way into batches. */
interface RowFeed {
    /** Goes to the next row; false after the last one. */
    boolean next() throws SQLException;

    /**
     * Puts the row into a batch.
     *
     * @param row its place there
     * @return about how many bytes it takes
     */
    int put(VectorSchemaRoot batch, int row) throws SQLException;
}

package dev.sallyport.transfer;

import dev.sallyport.transfer.format.RowsWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.function.LongConsumer;

/** The rows of a result on their way into files. */
final class RowFeed {
    private static final int ROWS_A_SIGN_OF_LIFE = 1_000;

    private final ResultSet rows;
    private final Export export;
    private final LongConsumer written;
    private boolean atRow;

    /**
     * Moves to the first row.
     *
     * @param written is told now and then how many rows of the file are written
     */
    RowFeed(ResultSet rows, Export export, LongConsumer written) throws SQLException {
        this.rows = rows;
        this.export = export;
        this.written = written;
        this.atRow = rows.next();
    }

    /** Whether there are rows that no file has. */
    boolean hasMore() {
        return atRow;
    }

    /**
     * Writes a file of the next rows.
     *
     * @param most how many there are at most
     * @return how many there are
     * @throws TransferException if the thread is interrupted
     */
    long writeTo(OutputStream target, long most) throws SQLException, IOException {
        long count = 0;
        try (RowsWriter writer = export.format().open(target, rows.getMetaData(), export.delimiter())) {
            while (atRow && count < most) {
                writer.write(rows);
                count++;
                atRow = rows.next();
                if (count % ROWS_A_SIGN_OF_LIFE == 0) {
                    written.accept(count);
                }
                if (Thread.currentThread().isInterrupted()) {
                    throw TransferException.interrupted();
                }
            }
            writer.finish();
        }
        written.accept(count);
        return count;
    }
}

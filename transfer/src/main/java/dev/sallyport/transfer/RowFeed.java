package dev.sallyport.transfer;

import dev.sallyport.transfer.format.RowsWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.math.RoundingMode;
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
    private long count;

    /**
     * Moves to the first row.
     *
     * @param written is told now and then how many rows are written, in whichever file
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

    /** Formulas have more digits than describe says, and of a table nobody can say how many are wanted, as in a query. */
    private RoundingMode rounding() {
        return export.source() instanceof Export.Table ? RoundingMode.HALF_UP : RoundingMode.UNNECESSARY;
    }

    /**
     * Writes a file of the next rows.
     *
     * @param most how many there are at most
     * @return how many there are
     * @throws TransferException if the thread is interrupted
     */
    long writeTo(OutputStream target, long most) throws SQLException, IOException {
        long before = count;
        try (RowsWriter writer = export.format().open(target, rows.getMetaData(), export.delimiter(), rounding())) {
            while (atRow && count - before < most) {
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
        return count - before;
    }
}

package dev.sallyport.cli.output;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes rows of one shape. What it writes to stays open when it is closed. */
public interface RowWriter extends AutoCloseable {
    /**
     * Writes a row, or keeps it until its neighbours are known.
     *
     * @param values one for each column; null where there is none
     */
    void row(List<? extends @Nullable Object> values);

    /** Writes what is kept back and what ends the whole. */
    @Override
    void close();
}

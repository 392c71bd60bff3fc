package dev.sallyport.cli;

import dev.sallyport.transfer.TransferListener;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Shows how an export or a load comes along: a line that changes where there is a terminal, and one at the end in any case. */
final class TransferProgress implements TransferListener {
    private static final Duration BETWEEN = Duration.ofMillis(500);

    private final PrintWriter err;
    private final boolean terminal;
    private final InstantSource clock;
    private @Nullable Instant first;
    private long firstRows;
    private @Nullable Instant shown;
    private int width;

    TransferProgress(PrintWriter err, boolean terminal, InstantSource clock) {
        this.err = err;
        this.terminal = terminal;
        this.clock = clock;
    }

    @Override
    public void remark(String text) {
        clear();
        err.println(text);
    }

    @Override
    public void progress(long rows, OptionalLong total) {
        if (!terminal) {
            return;
        }
        Instant now = clock.instant();
        Instant began = first;
        if (began == null) {
            first = now;
            firstRows = rows;
            began = now;
        }
        if (shown != null && now.isBefore(shown.plus(BETWEEN))) {
            return;
        }
        shown = now;
        String line = line(rows, total, rows - firstRows, Duration.between(began, now));
        clear();
        err.print(line);
        err.flush();
        width = line.length();
    }

    private static String line(long rows, OptionalLong total, long newRows, Duration elapsed) {
        String line = number(rows) + (total.isPresent() ? " of " + number(total.getAsLong()) : "") + " rows";
        if (newRows <= 0 || elapsed.toMillis() == 0) {
            return line;
        }
        double rate = newRows * 1e3 / elapsed.toMillis();
        line += ", " + number(Math.round(rate)) + " rows/s";
        if (total.isEmpty()) {
            return line;
        }
        long seconds = Math.round(Math.max(0, total.getAsLong() - rows) / rate);
        return line + String.format(Locale.ROOT, ", %d:%02d left", seconds / 60, seconds % 60);
    }

    private static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** Ends with a line. */
    void end(String line) {
        clear();
        err.println(line);
    }

    private void clear() {
        if (width > 0) {
            err.print("\r" + " ".repeat(width) + "\r");
            width = 0;
        }
    }
}

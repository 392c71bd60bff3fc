package dev.sallyport.org.bulk.v2;

import dev.sallyport.org.bulk.AsyncExceptionCode;
import dev.sallyport.org.bulk.BulkException;
import dev.sallyport.org.bulk.LineEnding;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Looks for line ends in the bytes of an upload. The parser takes any of them, and does not tell where it found them. */
final class UploadScan {
    private static final int BUFFER = 1 << 16;

    private UploadScan() {}

    /**
     * Checks that lines end as the job says, wherever they end outside of quotes.
     *
     * @throws BulkException if one does not
     */
    static void checkLineEndings(Path file, LineEnding expected) throws IOException {
        try (InputStream bytes = open(file)) {
            boolean quoted = false;
            int previous = -1;
            for (int next = bytes.read(); next >= 0; next = bytes.read()) {
                if (!quoted) {
                    checkPair(previous, next, expected);
                }
                quoted ^= next == '"';
                previous = quoted ? -1 : next;
            }
            checkPair(previous, -1, expected);
        }
    }

    private static void checkPair(int previous, int next, LineEnding expected) {
        boolean right = next == '\n' ? previous == '\r' == (expected == LineEnding.CRLF) : previous != '\r';
        if (!right) {
            throw new BulkException(
                    AsyncExceptionCode.CLIENT_INPUT_ERROR,
                    "LineEnding is invalid on user data. Current LineEnding setting is " + expected);
        }
    }

    /**
     * Where a row begins in an upload whose rows before it could be read. Blank lines are none.
     *
     * @param row its number; that of the header is 0
     * @return the length of the upload where it has not so many rows
     */
    static long startOf(long row, Path file) throws IOException {
        try (InputStream bytes = open(file)) {
            long position = 0;
            long begun = 0;
            boolean within = false;
            boolean quoted = false;
            for (int next = bytes.read(); next >= 0; next = bytes.read()) {
                boolean end = !quoted && (next == '\n' || next == '\r');
                if (!within && !end && begun++ == row) {
                    return position;
                }
                within = !end;
                quoted ^= next == '"';
                position++;
            }
            return position;
        }
    }

    private static InputStream open(Path file) throws IOException {
        return new BufferedInputStream(Files.newInputStream(file), BUFFER);
    }
}

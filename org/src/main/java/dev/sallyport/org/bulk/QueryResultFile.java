package dev.sallyport.org.bulk;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The result of a query in two files: the CSV, and where each of its rows begins. So any rows of a million are found
 * and sent without reading the others.
 */
public final class QueryResultFile {
    private final Path csv;
    private final Path index;

    /**
     * @param folder where the files are
     * @param name of the files, which get endings of their own
     */
    public QueryResultFile(Path folder, String name) {
        this.csv = folder.resolve(name + ".csv");
        this.index = folder.resolve(name + ".rows");
    }

    /** Starts anew. */
    public Output write(CsvFormat format, List<String> header) {
        try {
            return new Output(
                    new CsvOutput(new BufferedOutputStream(Files.newOutputStream(csv), 1 << 16), format, 0),
                    new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(index), 1 << 16)),
                    header);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write the result of a query", e);
        }
    }

    /** How many rows there are. */
    public long rows() {
        try {
            return Files.size(index) / Long.BYTES - 1;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the result of a query", e);
        }
    }

    /** Bytes of the whole result. */
    public long size() {
        try {
            return Files.size(csv);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the result of a query", e);
        }
    }

    /** Sends the header and some of the rows, which must be there. */
    public void copy(long firstRow, long rowCount, OutputStream target) throws IOException {
        try (FileChannel positions = FileChannel.open(index);
                FileChannel rows = FileChannel.open(csv)) {
            WritableByteChannel out = Channels.newChannel(target);
            long start = position(positions, firstRow);
            transfer(rows, 0, position(positions, 0), out);
            transfer(rows, start, position(positions, firstRow + rowCount), out);
        }
    }

    private static void transfer(FileChannel from, long start, long end, WritableByteChannel to) throws IOException {
        long position = start;
        while (position < end) {
            position += from.transferTo(position, Math.min(end - position, 1 << 20), to);
        }
    }

    private static long position(FileChannel positions, long row) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(Long.BYTES);
        while (buffer.hasRemaining()) {
            if (positions.read(buffer, row * Long.BYTES + buffer.position()) < 0) {
                throw new IOException("The result of a query has been cut off");
            }
        }
        return buffer.getLong(0);
    }

    /** A result that is being written. It is whole once it is closed. */
    public static final class Output implements AutoCloseable {
        private final CsvOutput csv;
        private final DataOutputStream positions;
        private long rows;

        private Output(CsvOutput csv, DataOutputStream positions, List<String> header) {
            this.csv = csv;
            this.positions = positions;
            csv.write(List.copyOf(header));
        }

        public void write(List<@Nullable String> values) {
            mark();
            csv.write(values);
            rows++;
        }

        /** Rows so far. */
        public long rows() {
            return rows;
        }

        @Override
        public void close() {
            mark();
            csv.close();
            try {
                positions.close();
            } catch (IOException e) {
                throw new UncheckedIOException("Cannot write the result of a query", e);
            }
        }

        private void mark() {
            try {
                positions.writeLong(csv.position());
            } catch (IOException e) {
                throw new UncheckedIOException("Cannot write the result of a query", e);
            }
        }
    }
}

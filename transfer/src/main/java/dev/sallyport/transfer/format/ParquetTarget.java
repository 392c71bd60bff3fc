package dev.sallyport.transfer.format;

import java.io.IOException;
import java.io.OutputStream;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.PositionOutputStream;

/** A stream as the file that Parquet writes: it is written from its beginning to its end and counts its bytes. */
final class ParquetTarget implements OutputFile {
    private final OutputStream target;

    ParquetTarget(OutputStream target) {
        this.target = target;
    }

    @Override
    public PositionOutputStream create(long blockSizeHint) {
        return new Counting(target);
    }

    @Override
    public PositionOutputStream createOrOverwrite(long blockSizeHint) {
        return create(blockSizeHint);
    }

    @Override
    public boolean supportsBlockSize() {
        return false;
    }

    @Override
    public long defaultBlockSize() {
        return 0;
    }

    private static final class Counting extends PositionOutputStream {
        private final OutputStream target;
        private long written;

        Counting(OutputStream target) {
            this.target = target;
        }

        @Override
        public long getPos() {
            return written;
        }

        @Override
        public void write(int octet) throws IOException {
            target.write(octet);
            written++;
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            target.write(bytes, offset, length);
            written += length;
        }

        @Override
        public void flush() throws IOException {
            target.flush();
        }

        /** The target is its owner's to close. */
        @Override
        public void close() throws IOException {
            target.flush();
        }
    }
}

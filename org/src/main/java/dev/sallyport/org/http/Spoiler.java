package dev.sallyport.org.http;

import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.zip.GZIPOutputStream;

/** What a planned fault does to the bytes of an answer on their way out. */
interface Spoiler {

    /** Where the bytes go. */
    interface Outlet {
        void send(byte[] bytes, int offset, int length) throws IOException;

        /** Sees to it that what was sent so far leaves now. */
        void push() throws IOException;
    }

    void write(byte[] bytes, int offset, int length, Outlet outlet) throws IOException;

    /** Called at the end of the answer. */
    default void finish(Outlet outlet) throws IOException {}

    /** Whether the endpoint may make bytes leave before the end. */
    default boolean letsFlush() {
        return true;
    }

    /** Nothing goes wrong. */
    record None() implements Spoiler {
        @Override
        public void write(byte[] bytes, int offset, int length, Outlet outlet) throws IOException {
            outlet.send(bytes, offset, length);
        }
    }

    /** Lets so many bytes through; what follows goes nowhere. Hanging up is left to {@link Wire}. */
    final class Cut implements Spoiler {
        private long left;

        Cut(long bytes) {
            this.left = bytes;
        }

        @Override
        public void write(byte[] bytes, int offset, int length, Outlet outlet) throws IOException {
            int part = (int) Math.min(left, length);
            outlet.send(bytes, offset, part);
            left -= part;
        }

        @Override
        public void finish(Outlet outlet) throws IOException {
            outlet.push();
        }
    }

    /** Sends small pieces, each after a pause. */
    record Slow(Fault.SlowAnswer pace) implements Spoiler {
        @Override
        public void write(byte[] bytes, int offset, int length, Outlet outlet) throws IOException {
            for (int done = 0; done < length; done += pace.pieceBytes()) {
                pause();
                outlet.send(bytes, offset + done, Math.min(pace.pieceBytes(), length - done));
                outlet.push();
            }
        }

        private void pause() throws IOException {
            try {
                Thread.sleep(pace.pause().toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("The org is closing");
            }
        }
    }

    /** Keeps the answer back, and sends the first half of it compressed. */
    final class Truncated implements Spoiler {
        private static final String ENCODING = "Content-Encoding";

        private final HttpServletResponse response;
        private final ByteArrayOutputStream answer = new ByteArrayOutputStream();

        Truncated(HttpServletResponse response) {
            this.response = response;
        }

        @Override
        public void write(byte[] bytes, int offset, int length, Outlet outlet) {
            answer.write(bytes, offset, length);
        }

        @Override
        public void finish(Outlet outlet) throws IOException {
            byte[] compressed = "gzip".equals(response.getHeader(ENCODING)) ? answer.toByteArray() : compressed();
            response.setHeader(ENCODING, "gzip");
            outlet.send(compressed, 0, compressed.length / 2);
        }

        @Override
        public boolean letsFlush() {
            return false;
        }

        private byte[] compressed() throws IOException {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
                answer.writeTo(gzip);
            }
            return bytes.toByteArray();
        }
    }
}

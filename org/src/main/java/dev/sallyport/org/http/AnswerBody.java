package dev.sallyport.org.http;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;

/**
 * An answer's body on its way out. Closing it leaves the socket open: the server ends the answer itself, once it has
 * been counted, so that a client that has all of it finds it counted.
 */
final class AnswerBody extends ServletOutputStream implements Spoiler.Outlet {
    private final ServletOutputStream socket;
    private final Spoiler spoiler;
    private long sent;

    AnswerBody(ServletOutputStream socket, Spoiler spoiler) {
        this.socket = socket;
        this.spoiler = spoiler;
    }

    /** The bytes that left, whether the server still holds the last of them in its buffer or not. */
    long bytesSent() {
        return sent;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        spoiler.write(bytes, offset, length, this);
    }

    @Override
    public void flush() throws IOException {
        if (spoiler.letsFlush()) {
            socket.flush();
        }
    }

    @Override
    public void close() {
        // The server does it.
    }

    @Override
    public boolean isReady() {
        return true;
    }

    @Override
    public void setWriteListener(WriteListener listener) {
        throw new IllegalStateException("Answers are written by blocking");
    }

    void finish() throws IOException {
        spoiler.finish(this);
    }

    @Override
    public void send(byte[] bytes, int offset, int length) throws IOException {
        socket.write(bytes, offset, length);
        sent += length;
    }

    @Override
    public void push() throws IOException {
        socket.flush();
    }
}

package dev.sallyport.org;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** Says to an org whatever one likes, HTTP or not. */
final class RawHttp {
    private final URI instance;

    RawHttp(URI instance) {
        this.instance = instance;
    }

    /** All that comes back until the org closes the connection, or the end of input was sent and answered. */
    String say(String text) {
        return say(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    String say(byte[] bytes) {
        try (Socket socket = new Socket(instance.getHost(), instance.getPort())) {
            send(socket, bytes);
            return read(socket.getInputStream());
        } catch (IOException e) {
            throw new IllegalStateException("No connection to " + instance, e);
        }
    }

    /**
     * Sends the head of a request that has {@code Expect: 100-continue}, waits until the org wants the body (RFC 9110 section
     * 10.1.1), does something else, and only then sends it.
     */
    String say(String head, Runnable between, String body) {
        try (Socket socket = new Socket(instance.getHost(), instance.getPort())) {
            socket.getOutputStream().write(head.getBytes(StandardCharsets.ISO_8859_1));
            StringBuilder interim = new StringBuilder();
            while (interim.indexOf("\r\n\r\n") < 0) {
                int next = socket.getInputStream().read();
                if (next < 0) {
                    throw new IOException("It does not want the body: " + interim);
                }
                interim.append((char) next);
            }
            between.run();
            send(socket, body.getBytes(StandardCharsets.ISO_8859_1));
            return read(socket.getInputStream());
        } catch (IOException e) {
            throw new IllegalStateException("No connection to " + instance, e);
        }
    }

    /** Sends and goes away without waiting for an answer. */
    void sayAndLeave(String text) {
        try (Socket socket = new Socket(instance.getHost(), instance.getPort())) {
            send(socket, text.getBytes(StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            throw new IllegalStateException("No connection to " + instance, e);
        }
    }

    /** The status of the answer to a text; 0 where there was none. */
    int statusOf(String text) {
        String answer = say(text);
        return answer.startsWith("HTTP/1.1 ") ? Integer.parseInt(answer.substring(9, 12)) : 0;
    }

    /** An org that has heard enough closes the connection while it is still spoken to. */
    private static void send(Socket socket, byte[] bytes) throws IOException {
        try {
            socket.getOutputStream().write(bytes);
            socket.shutdownOutput();
        } catch (SocketException closed) {
            // What it said before is still to be read.
        }
    }

    private static String read(InputStream stream) {
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        try {
            stream.transferTo(read);
        } catch (IOException reset) {
            // As above.
        }
        return read.toString(StandardCharsets.ISO_8859_1);
    }
}

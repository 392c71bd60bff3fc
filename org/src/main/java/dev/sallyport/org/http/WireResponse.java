package dev.sallyport.org.http;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** An answer whose body goes out through an {@link AnswerBody}. */
final class WireResponse extends HttpServletResponseWrapper {
    private final @Nullable Fault fault;
    private @Nullable AnswerBody body;

    /**
     * @param fault what goes wrong on the way out, if anything
     */
    WireResponse(HttpServletResponse response, @Nullable Fault fault) {
        super(response);
        this.fault = fault;
    }

    @Override
    public ServletOutputStream getOutputStream() throws IOException {
        if (body == null) {
            body = new AnswerBody(super.getOutputStream(), spoiler());
        }
        return body;
    }

    /** The endpoint has written all that it has to say. */
    void finish() throws IOException {
        if (fault instanceof Fault.CutAnswer || fault instanceof Fault.TruncatedGzip) {
            getOutputStream();
        }
        if (body != null) {
            body.finish();
        }
    }

    long bytesSent() {
        return body == null ? 0 : body.bytesSent();
    }

    private Spoiler spoiler() {
        if (fault instanceof Fault.CutAnswer cut) {
            return new Spoiler.Cut(cut.bytes());
        }
        if (fault instanceof Fault.SlowAnswer slow) {
            return new Spoiler.Slow(slow);
        }
        if (fault instanceof Fault.TruncatedGzip) {
            return new Spoiler.Truncated((HttpServletResponse) getResponse());
        }
        return new Spoiler.None();
    }
}

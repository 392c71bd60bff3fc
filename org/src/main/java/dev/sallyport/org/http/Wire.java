package dev.sallyport.org.http;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Optional;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.jspecify.annotations.Nullable;

/** Stands between the socket and the endpoints: request bodies come in, and answers go out, through its streams. */
final class Wire implements Filter {
    private static final String REFUSAL = "dev.sallyport.org.http.refusal";

    private final Traffic traffic;

    Wire(Traffic traffic) {
        this.traffic = traffic;
    }

    /** The refusal that a test planned for a request: it is thrown where errors are written in the API's dialect. */
    static Optional<Fault.Refusal> plannedRefusal(HttpServletRequest request) {
        return Optional.ofNullable((Fault.Refusal) request.getAttribute(REFUSAL));
    }

    @Override
    public void doFilter(ServletRequest plainRequest, ServletResponse plainResponse, FilterChain chain)
            throws IOException, ServletException {
        WireRequest request = new WireRequest((HttpServletRequest) plainRequest);
        ApiKind kind = ApiKind.of(request.getRequestURI());
        @Nullable Fault fault = begin(kind);
        WireResponse response = new WireResponse((HttpServletResponse) plainResponse, fault);
        try {
            if (fault instanceof Fault.Refusal refusal) {
                request.setAttribute(REFUSAL, refusal);
            }
            if (!(fault instanceof Fault.DroppedConnection)) {
                chain.doFilter(request, response);
                response.finish();
            }
        } finally {
            traffic.end(kind, request.bytesReceived(), response.bytesSent());
            if (fault instanceof Fault.DroppedConnection || fault instanceof Fault.CutAnswer) {
                hangUp(plainRequest);
            }
        }
    }

    private static void hangUp(ServletRequest request) {
        ServletContextRequest.getServletContextRequest(request)
                .getConnectionMetaData()
                .getConnection()
                .getEndPoint()
                .close();
    }

    private @Nullable Fault begin(ApiKind kind) throws IOException {
        try {
            return traffic.begin(kind).orElse(null);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("The org is closing");
        }
    }
}

package dev.sallyport.org.http;

import java.io.IOException;
import java.io.Writer;
import java.nio.charset.Charset;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.jspecify.annotations.Nullable;

/**
 * Answers what never became a request: a line that is no HTTP, too long a head. A page with the status, and nothing of
 * the server's insides.
 */
final class UnreadableRequests extends ErrorHandler {

    UnreadableRequests() {
        setShowStacks(false);
        setShowCauses(false);
        setShowOrigin(false);
    }

    @Override
    protected void writeErrorHtml(
            Request request,
            Writer writer,
            Charset charset,
            int status,
            @Nullable String message,
            @Nullable Throwable cause)
            throws IOException {
        String title = status + " " + HttpStatus.getMessage(status);
        writer.write("<!DOCTYPE html>\n<html lang=\"en\"><head><title>" + title + "</title></head><body><h1>" + title
                + "</h1></body></html>\n");
    }
}

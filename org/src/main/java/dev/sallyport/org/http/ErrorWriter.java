package dev.sallyport.org.http;

import io.javalin.http.Context;

/** Writes a refusal in the dialect of one API. */
@FunctionalInterface
public interface ErrorWriter {
    void write(Context context, ApiError error);
}

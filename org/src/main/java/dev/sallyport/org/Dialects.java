package dev.sallyport.org;

import dev.sallyport.org.bulk.v1.AsyncErrors;
import dev.sallyport.org.http.ApiError;
import dev.sallyport.org.http.ApiKind;
import dev.sallyport.org.http.ErrorWriter;
import dev.sallyport.org.oauth.OAuthErrors;
import dev.sallyport.org.rest.RestErrors;
import dev.sallyport.org.soap.SoapFaults;
import io.javalin.http.Context;

/** Writes each refusal in the dialect of the API whose path was called; outside of the APIs people get a page. */
final class Dialects implements ErrorWriter {
    private static final String NOT_FOUND_PAGE = """
            <!DOCTYPE html>
            <html lang="en"><head><title>URL No Longer Exists</title></head><body>
            <h1>URL No Longer Exists</h1>
            <p>You have attempted to reach a URL that no longer exists on Salesforce.</p>
            </body></html>
            """;

    @Override
    public void write(Context context, ApiError error) {
        switch (ApiKind.of(context.path())) {
            case TOKEN, OAUTH -> writeOrPage(context, error, OAuthErrors::write);
            case SOAP -> writeOrPage(context, error, SoapFaults::write);
            case VERSIONS, QUERY, QUERY_MORE, DESCRIBE, REST, SETUP -> RestErrors.write(context, error);
            case BULK -> {
                if (AsyncErrors.isAsync(context.path())) {
                    AsyncErrors.write(context, error);
                } else {
                    RestErrors.write(context, error);
                }
            }
            case OTHER -> writeOrPage(context, error, RestErrors::write);
        }
    }

    private static void writeOrPage(Context context, ApiError error, ErrorWriter writer) {
        if (error.status() == 404) {
            context.status(404).html(NOT_FOUND_PAGE);
        } else {
            writer.write(context, error);
        }
    }
}

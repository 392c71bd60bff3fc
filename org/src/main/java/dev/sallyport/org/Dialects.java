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

    private static final String FAILURE_PAGE = """
            <!DOCTYPE html>
            <html lang="en"><head><title>Something Went Wrong</title></head><body>
            <h1>Something Went Wrong</h1>
            <p>The page could not be shown. Go back and try again; what failed is in the org's log.</p>
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
            case OTHER -> writeOrPage(context, error, isPage(context) ? Dialects::writePage : RestErrors::write);
        }
    }

    private static boolean isPage(Context context) {
        return context.path().equals("/login") || context.path().startsWith("/setup");
    }

    /** A person's page that failed as none of ours should, or because a test asked for it. */
    private static void writePage(Context context, ApiError error) {
        context.status(error.status()).html(FAILURE_PAGE);
    }

    private static void writeOrPage(Context context, ApiError error, ErrorWriter writer) {
        if (error.status() == 404) {
            context.status(404).html(NOT_FOUND_PAGE);
        } else {
            writer.write(context, error);
        }
    }
}

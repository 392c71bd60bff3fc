package dev.sallyport.org;

import dev.sallyport.org.http.ApiError;
import dev.sallyport.org.http.ApiKind;
import dev.sallyport.org.http.ErrorWriter;
import dev.sallyport.org.oauth.OAuthErrors;
import dev.sallyport.org.rest.RestErrors;
import dev.sallyport.org.soap.SoapFaults;
import io.javalin.http.Context;

/** Writes each refusal in the dialect of the API whose path was called. */
final class Dialects implements ErrorWriter {
    @Override
    public void write(Context context, ApiError error) {
        switch (ApiKind.of(context.path())) {
            case TOKEN, OAUTH -> OAuthErrors.write(context, error);
            case SOAP -> SoapFaults.write(context, error);
            case VERSIONS, QUERY, QUERY_MORE, DESCRIBE, REST, SETUP, OTHER -> RestErrors.write(context, error);
        }
    }
}

package dev.sallyport.org.bulk.v2;

import dev.sallyport.org.bulk.BulkException;
import dev.sallyport.org.http.ApiException;
import dev.sallyport.org.soql.SoqlException;
import io.javalin.http.Handler;

/** Words refusals as Bulk API 2.0 does: 400, and the code of Bulk API in capitals. */
final class Guarded {
    private Guarded() {}

    static Handler guarded(Handler handler) {
        return context -> {
            try {
                handler.handle(context);
            } catch (BulkException e) {
                throw new ApiException(400, e.code().errorCode(), e.exceptionMessage());
            } catch (SoqlException e) {
                throw new ApiException(400, "API_ERROR", String.valueOf(e.getMessage()));
            }
        };
    }
}

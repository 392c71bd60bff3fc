package dev.sallyport.org.bulk.v1;

import dev.sallyport.org.bulk.BulkException;
import dev.sallyport.org.http.ApiException;
import io.javalin.http.Handler;

/** Words refusals as Bulk API does. */
final class Guarded {
    private Guarded() {}

    static Handler guarded(Handler handler) {
        return context -> {
            try {
                handler.handle(context);
            } catch (BulkException e) {
                throw new ApiException(400, e.code().apiName(), e.exceptionMessage());
            }
        };
    }
}

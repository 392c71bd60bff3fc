package dev.sallyport.salesforce;

import dev.sallyport.salesforce.SalesforceException.Reason;
import java.util.function.Function;

/** The first page of a query that has not been asked for yet. */
final class FirstPage {
    /**
     * Salesforce takes 16,384 bytes of address and headers together; the token may need some thousands of them. What is
     * longer travels in a body.
     */
    private static final int MAX_ADDRESS = 12_000;

    private final ApiTransport transport;
    private final boolean batch;
    private final Call call;

    FirstPage(ApiTransport transport, OAuthServerUrl url, String soql, QueryScope scope) {
        this.transport = transport;
        String request = "/" + scope.apiName() + "?q=" + SalesforceClient.encoded(soql);
        this.batch = request.length() > MAX_ADDRESS;
        Call asked = batch
                ? Call.postJson(
                        "query",
                        url.resource("/composite/batch"),
                        "{\"batchRequests\":[{\"method\":\"GET\",\"url\":\"v" + url.version() + request + "\"}]}")
                : Call.get("query", url.resource(request), Reason.VERSION_UNSUPPORTED);
        this.call = asked.asRead();
    }

    /** Asks for it and waits for it. */
    QueryPage fetch(RecordShape shape) {
        return page(transport.exchange(call), shape);
    }

    /** Asks for it now; what is returned waits for it. */
    Function<RecordShape, QueryPage> send() {
        ApiTransport.Sent sent = transport.send(call);
        return shape -> page(sent.await(), shape);
    }

    private QueryPage page(Answer answer, RecordShape shape) {
        return batch ? QueryPage.openBatch(answer, shape) : QueryPage.open(answer, shape);
    }
}

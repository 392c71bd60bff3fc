package dev.sallyport.org.soap;

import dev.sallyport.org.http.ApiError;
import io.javalin.http.Context;

/** Writes refusals as the SOAP API does: HTTP 500 and a fault. */
public final class SoapFaults {
    private static final String CONTENT_TYPE = "text/xml;charset=UTF-8";

    private SoapFaults() {}

    /** Writes a fault with an exception code, in the namespace of the endpoint that was called. */
    public static void write(Context context, ApiError error) {
        String faultString = error.code() + ": " + error.message();
        byte[] envelope = SoapWriter.faultEnvelope(dialect(context).faultNamespace(), fault -> {
            fault.element("faultcode", "sf:" + error.code());
            fault.element("faultstring", faultString);
            fault.start("detail");
            fault.start("sf:UnexpectedErrorFault");
            fault.attribute("xsi:type", "sf:UnexpectedErrorFault");
            fault.element("sf:exceptionCode", error.code());
            fault.element("sf:exceptionMessage", error.message());
            fault.end();
            fault.end();
        });
        send(context, error.status() == 405 ? 405 : Math.max(error.status(), 500), envelope);
    }

    /** Writes the fault of a request that is no call of the API at all. */
    static void writeClientFault(Context context, String message) {
        byte[] envelope = SoapWriter.faultEnvelope(dialect(context).faultNamespace(), fault -> {
            fault.element("faultcode", "soapenv:Client");
            fault.element("faultstring", message);
        });
        send(context, 500, envelope);
    }

    static void send(Context context, int status, byte[] envelope) {
        context.status(status).contentType(CONTENT_TYPE).result(envelope);
    }

    private static SoapDialect dialect(Context context) {
        return SoapDialect.of(context.path()).orElse(SoapDialect.PARTNER);
    }
}

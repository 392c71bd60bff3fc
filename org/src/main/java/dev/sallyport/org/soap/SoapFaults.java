package dev.sallyport.org.soap;

import dev.sallyport.org.http.ApiError;
import io.javalin.http.Context;
import java.util.Map;
import javax.xml.stream.XMLStreamException;

/** Writes refusals as the SOAP APIs do: HTTP 500 and a fault. */
public final class SoapFaults {
    private static final String CONTENT_TYPE = "text/xml;charset=UTF-8";

    private SoapFaults() {}

    /** Writes a fault with an exception code, in the namespace of the endpoint that was called. */
    public static void write(Context context, ApiError error) {
        write(context, error, FaultType.of(error));
    }

    /** Writes what a sign-in was refused with, whose fault code stands without a prefix. */
    static void writeLoginFault(Context context, ApiError error) {
        write(context, error, FaultType.LOGIN);
    }

    private static void write(Context context, ApiError error, FaultType type) {
        SoapDialect dialect = dialect(context);
        String prefix = type == FaultType.LOGIN ? "" : "sf:";
        byte[] envelope = fault(SoapWriter.namespaces("sf", dialect.faultNamespace(), "xsi", SoapWriter.XSI), fault -> {
            fault.element("faultcode", prefix + error.code());
            fault.element("faultstring", error.code() + ": " + error.message());
            if (dialect.isOfRecords()) {
                writeDetail(fault, error, type);
            }
        });
        send(context, error.status() == 405 ? 405 : Math.max(error.status(), 500), envelope);
    }

    private static void writeDetail(SoapWriter fault, ApiError error, FaultType type) throws XMLStreamException {
        fault.start("detail");
        fault.start("sf:" + type.typeName(), "sf:" + type.typeName());
        fault.element("sf:exceptionCode", error.code());
        fault.element("sf:exceptionMessage", error.message());
        if (type.isQueryFault()) {
            int[] place = FaultType.place(error.message());
            fault.element("sf:row", place[0]);
            fault.element("sf:column", place[1]);
        }
        fault.end();
        fault.end();
    }

    /** Writes the fault of a request that is no call of the API at all. */
    static void writeClientFault(Context context, String message) {
        writeSoapFault(context, "Client", message);
    }

    /** Writes a fault of SOAP itself (SOAP 1.1 section 4.4.1). */
    static void writeSoapFault(Context context, String code, String message) {
        byte[] envelope = fault(Map.of(), fault -> {
            fault.element("faultcode", "soapenv:" + code);
            fault.element("faultstring", message);
        });
        send(context, 500, envelope);
    }

    static void send(Context context, int status, byte[] envelope) {
        context.status(status).contentType(CONTENT_TYPE).result(envelope);
    }

    private static byte[] fault(Map<String, String> namespaces, SoapWriter.Content content) {
        return SoapWriter.envelope(namespaces, writer -> {
            writer.startSoap("Body");
            writer.startSoap("Fault");
            content.writeTo(writer);
            writer.end();
            writer.end();
        });
    }

    private static SoapDialect dialect(Context context) {
        return SoapDialect.of(context.path()).orElse(SoapDialect.PARTNER);
    }
}

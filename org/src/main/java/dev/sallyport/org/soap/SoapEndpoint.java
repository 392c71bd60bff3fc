package dev.sallyport.org.soap;

import dev.sallyport.org.data.SalesforceId;
import dev.sallyport.org.http.ApiException;
import dev.sallyport.org.http.ApiVersion;
import dev.sallyport.org.session.ApiGate;
import dev.sallyport.org.session.ApiGate.Admission;
import dev.sallyport.org.session.ApiGate.Protocol;
import dev.sallyport.org.session.ApiMeter;
import dev.sallyport.org.session.Sessions;
import dev.sallyport.org.soap.SoapOperation.InvalidValueException;
import dev.sallyport.org.soap.SoapOperation.SoapAnswer;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.xml.XMLConstants;
import javax.xml.namespace.QName;
import javax.xml.stream.XMLStreamException;
import org.jspecify.annotations.Nullable;

/**
 * A SOAP endpoint: reads calls, lets them in, hands them to operations and writes what those answer. An operation is
 * found by its name in the dialect's namespace.
 */
public final class SoapEndpoint {
    private static final String LOGIN = "login";

    private final SoapDialect dialect;
    private final ApiGate gate;
    private final SalesforceId organizationId;
    private final Map<String, SoapOperation> operations = new HashMap<>();

    public SoapEndpoint(SoapDialect dialect, ApiGate gate, SalesforceId organizationId) {
        this.dialect = dialect;
        this.gate = gate;
        this.organizationId = organizationId;
    }

    /** Adds an operation. */
    public SoapEndpoint with(String name, SoapOperation operation) {
        operations.put(name, operation);
        return this;
    }

    /** Adds the endpoint to a server, with and without the organization's id at the end. */
    public void addTo(RoutesConfig routes) {
        String path = "/services/Soap/" + dialect.pathSegment() + "/{version}";
        routes.post(path, this::answer);
        routes.post(path + "/{organizationId}", this::answer);
    }

    private void answer(Context context) {
        ApiVersion version = version(context.pathParam("version"))
                .orElseThrow(
                        () -> new ApiException(500, "UNSUPPORTED_API_VERSION", "Invalid Api version specified on URL"));
        Optional<String> misfit = misfit(context);
        if (misfit.isPresent()) {
            SoapFaults.writeClientFault(context, misfit.get());
            return;
        }
        try {
            perform(context, version, SoapRequest.read(context.bodyInputStream()));
        } catch (SoapRequest.UnreadableException | InvalidValueException e) {
            SoapFaults.writeClientFault(context, String.valueOf(e.getMessage()));
        }
    }

    /** Without its minor number too: released clients end their URLs in {@code /u/64}, and are served. */
    private static Optional<ApiVersion> version(String segment) {
        return ApiVersion.parse(segment.contains(".") ? segment : segment + ".0");
    }

    /** What is wrong with the request's headers (SOAP 1.1 section 6). */
    private static Optional<String> misfit(Context context) {
        @Nullable String contentType = context.contentType();
        if (contentType == null || !contentType.toLowerCase(Locale.ROOT).startsWith("text/xml")) {
            return Optional.of("content-type of the request should be text/xml");
        }
        return context.header("SOAPAction") == null ? Optional.of("SOAPAction HTTP header missing") : Optional.empty();
    }

    private void perform(Context context, ApiVersion version, SoapRequest request) throws InvalidValueException {
        QName name = request.operation().name();
        @Nullable
        SoapOperation operation =
                name.getNamespaceURI().equals(dialect.namespace()) ? operations.get(name.getLocalPart()) : null;
        if (operation == null) {
            SoapFaults.writeClientFault(
                    context, "No operation available for request " + name + ", please check the WSDL for the service.");
            return;
        }
        Optional<QName> strange = notUnderstood(request);
        if (strange.isPresent()) {
            SoapFaults.writeSoapFault(
                    context, "MustUnderstand", "Did not understand \"MustUnderstand\" header(s):" + strange.get());
            return;
        }
        boolean login = name.getLocalPart().equals(LOGIN);
        try {
            @Nullable Admission admission = login ? null : admit(context, request);
            SoapCall call = new SoapCall(dialect, version, request, admission, context.ip(), context.host());
            send(context, call, operation.perform(call));
        } catch (ApiException e) {
            if (!login || e.error().code().equals("UNSUPPORTED_API_VERSION")) {
                throw e;
            }
            SoapFaults.writeLoginFault(context, e.error());
        }
    }

    /** A header that the caller insists on and that is none of the API's (SOAP 1.1 section 4.2.3). */
    private Optional<QName> notUnderstood(SoapRequest request) {
        return request.headers().stream()
                .filter(XmlElement::mustUnderstand)
                .map(XmlElement::name)
                .filter(name -> !name.getNamespaceURI().equals(dialect.namespace()))
                .findFirst();
    }

    private Admission admit(Context context, SoapRequest request) {
        @Nullable
        String token = request.header(new QName(dialect.namespace(), "SessionHeader"))
                .flatMap(header -> header.childText("sessionId"))
                .orElse(null);
        if (token == null) {
            throw new ApiException(
                    500,
                    "INVALID_SESSION_ID",
                    "Invalid Session ID found in SessionHeader: Illegal Session. Session not found, missing session key: null");
        }
        Optional<Admission> admission =
                isThisOrganization(context) ? gate.admit(token, Protocol.SOAP) : Optional.empty();
        return admission.orElseThrow(() -> new ApiException(
                500,
                "INVALID_SESSION_ID",
                "Invalid Session ID found in SessionHeader: Illegal Session. Session not found, missing session hash: "
                        + Sessions.hash(token)
                        + "\nThis error usually occurs after a session expires or a user logs out."));
    }

    private boolean isThisOrganization(Context context) {
        @Nullable String given = context.pathParamMap().get("organizationId");
        return given == null || given.equals(organizationId.value()) || given.equals(organizationId.shortForm());
    }

    private void send(Context context, SoapCall call, SoapAnswer answer) {
        Map<String, String> namespaces = SoapWriter.namespaces("", dialect.namespace(), "xsi", SoapWriter.XSI);
        if (answer.typesValues()) {
            namespaces.put("xsd", XMLConstants.W3C_XML_SCHEMA_NS_URI);
        }
        if (answer.hasRecords()) {
            namespaces.put("sf", dialect.recordNamespace());
        }
        byte[] envelope = SoapWriter.envelope(namespaces, writer -> {
            @Nullable Admission admission = call.admitted();
            if (admission != null && dialect.isOfRecords()) {
                writeLimitInfo(writer, admission.usage());
            }
            writer.startSoap("Body");
            writer.start(call.request().operation().localName() + "Response");
            answer.content().writeTo(writer);
            writer.end();
            writer.end();
        });
        SoapFaults.send(context, 200, envelope);
    }

    private static void writeLimitInfo(SoapWriter writer, ApiMeter.Usage usage) throws XMLStreamException {
        writer.startSoap("Header");
        writer.start("LimitInfoHeader");
        writer.start("limitInfo");
        writer.element("current", usage.used());
        writer.element("limit", usage.limit());
        writer.element("type", "API REQUESTS");
        writer.end();
        writer.end();
        writer.end();
    }
}

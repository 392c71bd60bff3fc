package dev.sallyport.org.soap;

import dev.sallyport.org.http.ApiException;
import dev.sallyport.org.http.ApiVersion;
import dev.sallyport.org.session.ApiGate;
import dev.sallyport.org.session.ApiGate.Admission;
import dev.sallyport.org.session.ApiGate.Protocol;
import dev.sallyport.org.session.ApiMeter;
import dev.sallyport.org.session.Sessions;
import dev.sallyport.org.setup.Setup;
import dev.sallyport.org.setup.User;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import javax.xml.stream.XMLStreamException;
import org.jspecify.annotations.Nullable;

/** Both SOAP endpoints: {@code getUserInfo} and {@code getServerTimestamp}. */
public final class SoapApi {
    private static final DateTimeFormatter DATETIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private final Setup setup;
    private final ApiGate gate;
    private final Clock clock;

    public SoapApi(Setup setup, ApiGate gate, Clock clock) {
        this.setup = setup;
        this.gate = gate;
        this.clock = clock;
    }

    /** Adds both endpoints to a server, with and without the organization's id at the end. */
    public void addTo(RoutesConfig routes) {
        for (SoapDialect dialect : SoapDialect.values()) {
            String path = "/services/Soap/" + dialect.pathSegment() + "/{version}";
            routes.post(path, context -> answer(context, dialect));
            routes.post(path + "/{organizationId}", context -> answer(context, dialect));
        }
    }

    private void answer(Context context, SoapDialect dialect) {
        if (ApiVersion.parse(context.pathParam("version")).isEmpty()) {
            throw new ApiException(500, "UNSUPPORTED_API_VERSION", "Invalid Api version specified on URL");
        }
        Optional<String> misfit = misfit(context);
        if (misfit.isPresent()) {
            SoapFaults.writeClientFault(context, misfit.get());
            return;
        }
        try {
            perform(context, dialect, SoapRequest.read(context.bodyInputStream()));
        } catch (SoapRequest.UnreadableException e) {
            SoapFaults.writeClientFault(context, String.valueOf(e.getMessage()));
        }
    }

    /** What is wrong with the request's headers (SOAP 1.1 section 6). */
    private static Optional<String> misfit(Context context) {
        @Nullable String contentType = context.contentType();
        if (contentType == null || !contentType.toLowerCase(Locale.ROOT).startsWith("text/xml")) {
            return Optional.of("content-type of the request should be text/xml");
        }
        return context.header("SOAPAction") == null ? Optional.of("SOAPAction HTTP header missing") : Optional.empty();
    }

    private void perform(Context context, SoapDialect dialect, SoapRequest request) {
        boolean ours = request.operation().getNamespaceURI().equals(dialect.namespace());
        switch (ours ? request.operation().getLocalPart() : "") {
            case "getUserInfo" -> {
                Admission admission = admit(context, request);
                send(context, dialect, admission, "getUserInfo", body -> writeUserInfo(body, admission));
            }
            case "getServerTimestamp" ->
                send(
                        context,
                        dialect,
                        admit(context, request),
                        "getServerTimestamp",
                        body -> body.element("timestamp", DATETIME.format(clock.instant())));
            case "login" ->
                throw new ApiException(
                        500, "INVALID_OPERATION", "SOAP API login() is disabled by default in this org.");
            default ->
                SoapFaults.writeClientFault(
                        context,
                        "No operation available for request " + request.operation()
                                + ", please check the WSDL for the service.");
        }
    }

    private Admission admit(Context context, SoapRequest request) {
        @Nullable String token = request.sessionId();
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
        return given == null
                || given.equals(setup.organizationId().value())
                || given.equals(setup.organizationId().shortForm());
    }

    private static void send(
            Context context, SoapDialect dialect, Admission admission, String operation, SoapWriter.Content result) {
        byte[] envelope = SoapWriter.envelope(dialect.namespace(), writer -> {
            writeLimitInfo(writer, admission.usage());
            writer.startSoap("Body");
            writer.start(operation + "Response");
            writer.start("result");
            result.writeTo(writer);
            writer.end();
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

    /** SOAP API Developer Guide, "GetUserInfoResult". */
    private void writeUserInfo(SoapWriter body, Admission admission) throws XMLStreamException {
        User user = admission.user();
        Duration left = Duration.between(clock.instant(), admission.session().lastsUntil());
        body.element("accessibilityMode", false);
        body.element("chatterExternal", false);
        body.element("currencySymbol", "$");
        body.element("orgAttachmentFileSizeLimit", 26_214_400);
        body.element("orgDefaultCurrencyIsoCode", "USD");
        body.element("orgDefaultCurrencyLocale", "en_US");
        body.element("orgDisallowHtmlAttachments", false);
        body.element("orgHasPersonAccounts", false);
        body.element("organizationId", setup.organizationId());
        body.element("organizationMultiCurrency", false);
        body.element("organizationName", setup.organizationName());
        body.element("profileId", user.profileId());
        body.element("roleId", null);
        body.element("sessionSecondsValid", left.toSeconds());
        body.element("userDefaultCurrencyIsoCode", null);
        body.element("userEmail", user.email());
        body.element("userFullName", user.name());
        body.element("userId", user.id());
        body.element("userLanguage", user.language());
        body.element("userLocale", user.locale());
        body.element("userName", user.username());
        body.element("userTimeZone", user.timeZone().getId());
        body.element("userType", user.userType());
        body.element("userUiSkin", "Theme3");
    }
}

package dev.sallyport.org.metadata;

import dev.sallyport.org.data.OrgDatabase;
import dev.sallyport.org.data.SalesforceId;
import dev.sallyport.org.http.ApiException;
import dev.sallyport.org.http.ApiVersion;
import dev.sallyport.org.session.ApiGate;
import dev.sallyport.org.session.ApiGate.Admission;
import dev.sallyport.org.session.ApiGate.Protocol;
import dev.sallyport.org.session.Sessions;
import dev.sallyport.org.setup.Setup;
import dev.sallyport.org.setup.UserPermissions;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Clock;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The Metadata API, by SOAP at {@code /services/Soap/m/{version}}. It answers to versions older than the other APIs do,
 * as Salesforce's does, since clients pin it.
 */
public final class MetadataApi {
    private static final String PATH = "/services/Soap/m/{version}";
    private static final Pattern VERSION = Pattern.compile("(\\d{2,3})\\.0");
    private static final int OLDEST = 31;

    private final Setup setup;
    private final ApiGate gate;
    private final MetadataCalls calls;

    public MetadataApi(OrgDatabase database, Setup setup, ApiGate gate, Clock clock) {
        this.setup = setup;
        this.gate = gate;
        this.calls = new MetadataCalls(Catalogue.of(new Workshop(database, setup, clock, false), setup));
    }

    /** Adds the endpoint to a server, with and without the organization's id at the end. */
    public void addTo(RoutesConfig routes) {
        routes.post(PATH, this::answer);
        routes.post(PATH + "/{organizationId}", this::answer);
    }

    private void answer(Context context) {
        try {
            if (!isSupported(context.pathParam("version"))) {
                throw new ApiException(500, "UNSUPPORTED_API_VERSION", "Invalid Api version specified on URL");
            }
            requireXml(context);
            MetadataRequest request = MetadataRequest.read(context.bodyInputStream());
            SalesforceId user = admit(context, request);
            if (!request.operation().getNamespaceURI().equals(MetadataRequest.NAMESPACE)
                    || !calls.perform(context, request, user)) {
                throw new MetadataRequest.UnreadableException("No operation available for request "
                        + request.operation() + ", please check the WSDL for the service.");
            }
        } catch (MetadataRequest.UnreadableException e) {
            MetadataAnswer.sendClientFault(context, String.valueOf(e.getMessage()));
        } catch (MetadataException e) {
            MetadataAnswer.sendFault(context, e.statusCode(), e.text());
        } catch (ApiException e) {
            MetadataAnswer.sendFault(context, e.error().code(), e.error().message());
        }
    }

    private static boolean isSupported(String version) {
        var matcher = VERSION.matcher(version);
        if (!matcher.matches()) {
            return false;
        }
        int major = Integer.parseInt(matcher.group(1));
        return major >= OLDEST && major <= ApiVersion.CURRENT.major();
    }

    private static void requireXml(Context context) throws MetadataRequest.UnreadableException {
        @Nullable String contentType = context.contentType();
        if (contentType == null || !contentType.toLowerCase(Locale.ROOT).startsWith("text/xml")) {
            throw new MetadataRequest.UnreadableException("content-type of the request should be text/xml");
        }
        if (context.header("SOAPAction") == null) {
            throw new MetadataRequest.UnreadableException("SOAPAction HTTP header missing");
        }
    }

    private SalesforceId admit(Context context, MetadataRequest request) {
        @Nullable String token = request.sessionId();
        @Nullable String organization = context.pathParamMap().get("organizationId");
        boolean ours = organization == null
                || organization.equals(setup.organizationId().value())
                || organization.equals(setup.organizationId().shortForm());
        if (token == null || !ours) {
            throw invalidSession(token == null ? "key: null" : "hash: " + Sessions.hash(token));
        }
        Admission admission = gate.admit(token, Protocol.SOAP)
                .orElseThrow(() -> invalidSession("hash: " + Sessions.hash(token)
                        + "\nThis error usually occurs after a session expires or a user logs out."));
        UserPermissions permissions = setup.permissions().of(admission.user());
        if (!permissions.allows("PermissionsModifyAllData") && !permissions.allows("PermissionsModifyMetadata")) {
            throw new ApiException(
                    500,
                    "INSUFFICIENT_ACCESS",
                    "use of the Metadata API requires a user with the ModifyAllData or ModifyMetadata permissions");
        }
        return admission.user().id();
    }

    private static ApiException invalidSession(String missing) {
        return new ApiException(
                500,
                "INVALID_SESSION_ID",
                "Invalid Session ID found in SessionHeader: Illegal Session. Session not found, missing session "
                        + missing);
    }
}

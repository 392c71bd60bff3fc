package dev.sallyport.org.soap.wsdl;

import dev.sallyport.org.data.Schema;
import dev.sallyport.org.http.ApiVersion;
import dev.sallyport.org.oauth.BearerToken;
import dev.sallyport.org.session.ApiGate;
import dev.sallyport.org.setup.Setup;
import dev.sallyport.org.setup.User;
import dev.sallyport.org.setup.UserPermissions;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The WSDLs for download, where Setup's API page links to them: {@code /soap/wsdl.jsp} is the partner's, with
 * {@code type=*} the enterprise's; {@code /services/wsdl/partner} and {@code /services/wsdl/enterprise} are the same. They
 * are for who is signed in, by the cookie {@code sid} or by an access token; others are sent to the sign-in page.
 */
public final class WsdlPages {
    private static final String COOKIE = "sid";

    private final Setup setup;
    private final ApiGate gate;
    private final Schema schema;
    private final Supplier<String> instanceUrl;
    private final WsdlModel model = WsdlModel.read();

    /**
     * @param instanceUrl the org's own domain, known once the server has its port
     */
    public WsdlPages(Setup setup, ApiGate gate, Schema schema, Supplier<String> instanceUrl) {
        this.setup = setup;
        this.gate = gate;
        this.schema = schema;
        this.instanceUrl = instanceUrl;
    }

    /** Adds the pages to a server. */
    public void addTo(RoutesConfig routes) {
        routes.get("/soap/wsdl.jsp", context -> answer(context, "*".equals(context.queryParam("type"))));
        routes.get("/services/wsdl/partner", context -> answer(context, false));
        routes.get("/services/wsdl/enterprise", context -> answer(context, true));
    }

    private void answer(Context context, boolean enterprise) {
        Optional<User> user = BearerToken.ofHeader(context)
                .or(() -> Optional.ofNullable(context.cookie(COOKIE)))
                .flatMap(gate::authenticate)
                .map(ApiGate.Caller::user);
        if (user.isEmpty()) {
            String query = context.queryString() == null ? "" : "?" + context.queryString();
            String wanted = URLEncoder.encode(context.path() + query, StandardCharsets.UTF_8);
            context.redirect("/?ec=302&startURL=" + wanted);
            return;
        }
        byte[] wsdl = enterprise ? enterprise(user.get()) : partner();
        context.contentType("text/xml;charset=UTF-8").result(wsdl);
    }

    private byte[] partner() {
        return new WsdlWriter(model, "partner", RecordTypes::writePartner).write(address("u"));
    }

    private byte[] enterprise(User user) {
        UserPermissions visible = setup.permissions().of(user);
        return new WsdlWriter(model, "enterprise", xml -> RecordTypes.writeEnterprise(xml, schema, visible))
                .write(address("c"));
    }

    private String address(String pathSegment) {
        return instanceUrl.get() + "/services/Soap/" + pathSegment + "/" + ApiVersion.CURRENT + "/"
                + setup.organizationId().shortForm();
    }
}

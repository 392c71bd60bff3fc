package dev.sallyport.server.console;

import dev.sallyport.catalog.DataServer;
import dev.sallyport.catalog.DataServerType;
import dev.sallyport.salesforce.OAuthServerUrl;
import dev.sallyport.salesforce.SalesforceException;
import java.util.List;
import java.util.Objects;

/**
 * The form of a data server: what the guide has people fill in, under its names.
 *
 * @param name the guide's Server Name
 * @param type the guide's Type
 * @param securityProvider the name of the provider, of the guide's Security Settings
 * @param oauthServerUrl of the guide's Advanced Settings
 */
public record ServerForm(String name, String type, String securityProvider, String oauthServerUrl) {
    /** A field that a request leaves out is empty. */
    public ServerForm {
        name = Objects.requireNonNullElse(name, "");
        type = Objects.requireNonNullElse(type, "");
        securityProvider = Objects.requireNonNullElse(securityProvider, "");
        oauthServerUrl = Objects.requireNonNullElse(oauthServerUrl, "");
    }

    static ServerForm fresh() {
        return new ServerForm("", DataServerType.SALESFORCE.label(), "", "");
    }

    static ServerForm of(DataServer server) {
        return new ServerForm(
                server.name(),
                server.type().label(),
                server.securityProvider(),
                server.oauthServerUrl().toString());
    }

    /**
     * The data server that the form makes.
     *
     * @param called its name
     * @throws FormRefused if the OAuth server URL is none
     */
    DataServer server(String called) {
        try {
            return new DataServer(
                    called, DataServerType.SALESFORCE, securityProvider, OAuthServerUrl.parse(oauthServerUrl.strip()));
        } catch (SalesforceException e) {
            throw new FormRefused(
                    e.getMessage(), e.advice(), FormErrors.at("oauthServerUrl", e.getMessage() + " " + e.advice()));
        }
    }

    /** The types of data server that there are. */
    public List<String> types() {
        return List.of(DataServerType.SALESFORCE.label());
    }
}

package dev.sallyport.server.console;

import dev.sallyport.auth.Endpoints;
import dev.sallyport.auth.ProviderType;
import dev.sallyport.server.ServerException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Map;

/** What the buttons within a provider's form do to it. */
final class ProviderFormEdits {
    private static final Map<String, String> HOSTS = Map.of(
            ProviderChoices.PRODUCTION, "https://login.salesforce.com",
            ProviderChoices.SANDBOX, "https://test.salesforce.com");

    private ProviderFormEdits() {}

    /** The form with a row more or less, or with its endpoints. */
    static ProviderForm edited(ProviderForm form, String add, String remove) {
        ProviderForm edited = remove.isEmpty() ? form : form.withoutRow(remove);
        return switch (add) {
            case "endpoints" -> edited.with("endpoints", ProviderForm.TRUE);
            case "preset" -> preset(edited);
            case "credential" -> edited.withRow(add, Map.of("type", nextCredential(edited), "userName", ""));
            case "certificate" -> edited.withRow(add, Map.of("format", "PEM"));
            case "header" -> edited.withRow(add, Map.of("name", ""));
            case "claim" -> edited.withRow(add, Map.of("identifier", "", "priority", "0"));
            case "group" -> edited.withRow(add, Map.of("name", ""));
            default -> edited;
        };
    }

    private static String nextCredential(ProviderForm form) {
        if (form.shows("type=HTTP")) {
            return form.get("httpAuthentication");
        }
        boolean hasClient = form.rows("credential").stream()
                .anyMatch(row -> form.get("credential", row, "type").equals(ProviderChoices.CLIENT));
        return hasClient ? ProviderChoices.RESOURCE_OWNER : ProviderChoices.CLIENT;
    }

    private static ProviderForm preset(ProviderForm form) {
        URI host = host(form);
        Endpoints endpoints = form.get("type").equals(ProviderType.OPENID_CONNECT.label())
                ? Endpoints.ofIssuer(host)
                : Endpoints.salesforce(host);
        ProviderForm filled = form.with("endpoints", ProviderForm.TRUE);
        for (Map.Entry<String, String> endpoint :
                ProviderIntoForm.fields(endpoints).entrySet()) {
            filled = filled.with(endpoint.getKey(), endpoint.getValue());
        }
        boolean peopleSignIn = form.shows("type=OpenID Connect") || form.shows("grant=Authorization Code");
        if (peopleSignIn && form.stripped("scopes").isEmpty()) {
            filled = filled.with(
                    "scopes", form.shows("type=OpenID Connect") ? "openid api refresh_token" : "api refresh_token");
        }
        return filled;
    }

    private static URI host(ProviderForm form) {
        String instance = form.get("salesforceInstance");
        String known = HOSTS.get(instance);
        if (known != null) {
            return URI.create(known);
        }
        String typed = form.stripped("myDomain");
        String address = typed;
        if (!typed.contains("://")) {
            address = "https://" + (typed.contains(".") ? typed : typed + ".my.salesforce.com");
        }
        try {
            URI uri = new URI(address);
            if (uri.getHost() != null && uri.getUserInfo() == null) {
                return new URI(uri.getScheme(), null, uri.getHost(), uri.getPort(), null, null, null);
            }
        } catch (URISyntaxException e) {
            // Told below.
        }
        throw new ServerException(
                ServerException.Reason.INVALID,
                "My Domain is not the address of an org.",
                "Type its name or its host as Setup shows it under My Domain: acme, acme--dev.sandbox.my.salesforce.com.");
    }
}

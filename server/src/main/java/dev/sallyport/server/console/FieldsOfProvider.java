package dev.sallyport.server.console;

import static java.util.Map.entry;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where a provider's form has what App Builder's document has elsewhere. */
final class FieldsOfProvider {
    /** The types of the endpoints in the order in which a form's document has them. */
    static final List<String> ENDPOINTS = List.of("authorization", "token", "userInfo", "issuer", "revocation", "jwks");

    private static final Map<String, String> PLAIN = Map.ofEntries(
            entry("name", "name"),
            entry("type", "type"),
            entry("oauthGrantType", "grant"),
            entry("oauthClientAuthenticationType", "clientAuthentication"),
            entry("oauthResourceAuthenticationType", "resourceAuthentication"),
            entry("tokenOwner", "tokenOwner"),
            entry("subject", "subject"),
            entry("issuer", "issuer"),
            entry("audience", "audience"),
            entry("recipient", "recipient"),
            entry("settings.Scopes", "scopes"),
            entry("settings.ExpiresIn", "expiresIn"),
            entry("settings.AuthorizationParameters", "authorizationParameters"),
            entry("settings.TokenParameters", "tokenParameters"),
            entry("settings.ResourceHeaderName", "headerName"),
            entry("settings.ResourceParameterName", "parameterName"),
            entry("settings.ApiKeyName", "apiKeyName"));

    private FieldsOfProvider() {}

    /** The field that is about a place of the document which the form makes; null if there is none. */
    static @Nullable String field(ProviderForm form, String place) {
        Map<String, String> fields = new HashMap<>(PLAIN);
        int address = 0;
        for (String type : ENDPOINTS) {
            String field = type + "Endpoint";
            fields.put("endpoints." + type.toLowerCase(Locale.ROOT), field);
            if (!form.stripped(field).isEmpty()) {
                fields.put("endpoints[" + address + "].url", field);
                address++;
            }
        }
        rows(form, fields, "credential", "credentials", List.of("type", "userName", "password"));
        rows(form, fields, "certificate", "certificates", List.of("content", "format", "password"));
        rows(form, fields, "claim", "claimTypes", List.of("identifier", "usage", "priority"));
        rows(form, fields, "group", "groups", List.of("name", "identifier"));
        for (int row : form.rows("credential")) {
            String id = "credential." + row;
            String slot = FormIntoDocument.slot(form.get(id + ".type"));
            fields.put("secrets." + slot, id + ".password");
            String type = form.get(id + ".type");
            if (type.equals(ProviderChoices.CLIENT) || type.equals("Basic")) {
                fields.put("credentials." + type.toLowerCase(Locale.ROOT) + ".userName", id + ".userName");
            }
        }
        for (int row : form.rows("header")) {
            fields.putIfAbsent("settings.RequestHeaders", "header." + row + ".name");
            fields.put(
                    "secrets.RequestHeader:" + form.get("header", row, "name").strip(), "header." + row + ".value");
        }
        return fields.get(place);
    }

    /** Rows by their index in the document; what is wrong with a whole one stands beside its first field. */
    private static void rows(
            ProviderForm form, Map<String, String> fields, String kind, String array, List<String> names) {
        List<Integer> rows = form.rows(kind);
        for (int index = 0; index < rows.size(); index++) {
            String id = kind + "." + rows.get(index) + ".";
            String element = array + "[" + index + "]";
            fields.put(element, id + names.get(0));
            names.forEach(name -> fields.put(element + "." + name, id + name));
        }
    }
}

package dev.sallyport.server.console;

import dev.sallyport.auth.ProviderType;
import dev.sallyport.auth.SecretReference;
import dev.sallyport.auth.SecurityProvider;
import dev.sallyport.catalog.Catalog;
import dev.sallyport.catalog.ImportedProvider;
import dev.sallyport.catalog.SecurityProviders;
import dev.sallyport.server.web.Advice;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Makes App Builder's document of a provider's form, for the catalogue to read: the form has no rules of its own. What the
 * chosen type and grant have no use for is left out.
 */
final class FormIntoDocument {
    private static final Map<String, String> SLOTS = Map.of(
            ProviderChoices.CLIENT,
            "Client",
            ProviderChoices.RESOURCE_OWNER,
            "ResourceOwner",
            "Basic",
            "Basic",
            "API Key",
            "ApiKey",
            "Bearer Token",
            "BearerToken");

    private final ProviderForm form;
    private final Map<String, Optional<SecretReference>> known;
    private final ObjectNode root;
    private final ObjectNode settings;

    private FormIntoDocument(
            ProviderForm form, Map<String, Optional<SecretReference>> known, ObjectNode root, ObjectNode settings) {
        this.form = form;
        this.known = known;
        this.root = root;
        this.settings = settings;
    }

    /** The slot that the secret of a credential is kept in. */
    static String slot(String credentialType) {
        return SLOTS.getOrDefault(credentialType, "");
    }

    /**
     * The provider that a form makes.
     *
     * @param before what it changes, whose secrets stay where none is typed; null for a new one
     * @throws dev.sallyport.catalog.CatalogException if a value cannot be
     * @throws FormRefused if something of the form belongs nowhere
     */
    static SecurityProvider provider(
            ProviderForm form, @Nullable SecurityProvider before, Catalog catalog, JsonMapper json) {
        ObjectNode root = json.createObjectNode();
        FormIntoDocument writer = new FormIntoDocument(
                form,
                before == null ? Map.of() : SecurityProviders.secretsOf(before),
                root,
                root.putObject("settings"));
        writer.write();
        ImportedProvider read = catalog.providers().read(root.toString(), Map.of(), before);
        if (!read.notes().isEmpty()) {
            throw new FormRefused(
                    "Something in the form belongs nowhere, or lacks its secret: "
                            + Advice.onPages(String.join(" ", read.notes())),
                    "Remove the row, or complete it.",
                    errors(form, read.notes()));
        }
        return read.provider();
    }

    /** A note begins with the place that it is about. */
    private static FormErrors errors(ProviderForm form, List<String> notes) {
        Map<String, String> errors = new LinkedHashMap<>();
        for (String note : notes) {
            String place = note.substring(0, Math.max(0, note.indexOf(' ')));
            String field = FieldsOfProvider.field(form, place);
            if (field != null) {
                errors.put(field, String.valueOf(Advice.onPages(note)));
            }
        }
        return new FormErrors(errors);
    }

    private void write() {
        String type = form.get("type");
        boolean http = type.equals(ProviderType.HTTP.label());
        boolean openId = type.equals(ProviderType.OPENID_CONNECT.label());
        put(root, "name", form.stripped("name"));
        put(root, "type", type);
        put(root, "authenticationType", http ? form.get("httpAuthentication") : type);
        if (http) {
            http();
        } else {
            oauth(openId ? "Authorization Code" : form.get("grant"));
        }
        put(settings, "ExpiresIn", form.stripped("expiresIn"));
        put(settings, "LogPII", flag("logPii"));
        put(settings, "IgnoreTlsErrors", flag("ignoreTlsErrors"));
        requestHeaders();
        credentials();
        ObjectNode registration = root.putObject("registration").put("enabled", is("enabled"));
        if (!http) {
            registration.put("redirectOnChallenge", is("redirectOnChallenge"));
            registration.put("tokenDeleteOnSignOut", is("tokenDeleteOnSignOut"));
        }
    }

    private void oauth(String grant) {
        put(root, "oauthGrantType", grant);
        put(root, "oauthClientAuthenticationType", form.get("clientAuthentication"));
        put(root, "oauthResourceAuthenticationType", form.get("resourceAuthentication"));
        put(root, "tokenOwner", form.get("tokenOwner"));
        put(root, "audience", form.stripped("audience"));
        if (form.shows("grant=JWT Bearer|SAML 2.0 Bearer")) {
            put(root, "subject", form.stripped("subject"));
            put(root, "issuer", form.stripped("issuer"));
        }
        if (form.shows("grant=SAML 2.0 Bearer")) {
            put(root, "recipient", form.stripped("recipient"));
        }
        put(settings, "Scopes", form.stripped("scopes"));
        put(settings, "ReplaceIssuerTenantId", flag("replaceIssuerTenantId"));
        put(settings, "AuthorizationParameters", form.stripped("authorizationParameters"));
        put(settings, "TokenParameters", form.stripped("tokenParameters"));
        if (form.shows("resourceAuthentication=Header")) {
            put(settings, "ResourceHeaderName", form.stripped("headerName"));
            put(settings, "ResourceHeaderScheme", form.stripped("headerScheme"));
        }
        if (form.shows("resourceAuthentication=Form|Query")) {
            put(settings, "ResourceParameterName", form.stripped("parameterName"));
        }
        endpoints();
        certificates();
        identity();
    }

    private void http() {
        if (form.shows("httpAuthentication=API Key")) {
            put(settings, "ApiKeyName", form.stripped("apiKeyName"));
            put(settings, "ApiKeyLocation", form.get("apiKeyLocation"));
        }
    }

    private void endpoints() {
        ArrayNode endpoints = root.putArray("endpoints");
        for (String type : FieldsOfProvider.ENDPOINTS) {
            String url = form.stripped(type + "Endpoint");
            if (!url.isEmpty()) {
                endpoints.addObject().put("type", type).put("url", url);
            }
        }
    }

    private void credentials() {
        ArrayNode credentials = root.putArray("credentials");
        for (int row : form.rows("credential")) {
            String type = form.get("credential", row, "type");
            ObjectNode credential = credentials.addObject();
            put(credential, "type", type);
            put(credential, "userName", form.get("credential", row, "userName").strip());
            put(credential, "password", secret(form.get("credential", row, "password"), slot(type)));
        }
    }

    private void certificates() {
        ArrayNode certificates = root.putArray("certificates");
        for (int row : form.rows("certificate")) {
            ObjectNode certificate = certificates.addObject().put("usage", "signing");
            put(certificate, "format", form.get("certificate", row, "format"));
            put(certificate, "content", secret(form.get("certificate", row, "content"), "SigningKey"));
            put(certificate, "password", secret(form.get("certificate", row, "password"), "SigningKeyPassword"));
        }
    }

    private void identity() {
        ArrayNode claims = root.putArray("claimTypes");
        for (int row : form.rows("claim")) {
            ObjectNode claim = claims.addObject();
            put(claim, "identifier", form.get("claim", row, "identifier").strip());
            put(claim, "usage", form.get("claim", row, "usage"));
            claim.put("priority", priority("claim." + row + ".priority"));
            claim.put("ignore", form.get("claim", row, "ignore").equals(ProviderForm.TRUE));
        }
        ArrayNode groups = root.putArray("groups");
        for (int row : form.rows("group")) {
            ObjectNode group = groups.addObject();
            put(group, "name", form.get("group", row, "name").strip());
            put(group, "identifier", form.get("group", row, "identifier").strip());
            put(group, "groupId", form.get("group", row, "groupId"));
            group.put(
                    "grantOnIdentityCreate",
                    form.get("group", row, "grantOnIdentityCreate").equals(ProviderForm.TRUE));
        }
    }

    private void requestHeaders() {
        StringJoiner lines = new StringJoiner("\n");
        for (int row : form.rows("header")) {
            String name = form.get("header", row, "name").strip();
            String value = secret(form.get("header", row, "value"), "RequestHeader:" + name);
            if (Arrays.asList(name, value == null ? "" : value).stream()
                    .anyMatch(text -> text.contains("\n") || text.contains("\r"))) {
                throw refused(
                        "header." + row + ".name",
                        "A request header has a line break in it.",
                        "Give each header a row of its own.");
            }
            lines.add(name + ":" + (value == null ? "" : " " + value));
        }
        put(settings, "RequestHeaders", lines.toString());
    }

    /** What is typed, else where it was kept; what is kept in the catalogue needs no word. */
    private @Nullable String secret(String typed, String slot) {
        if (!typed.isEmpty()) {
            return typed;
        }
        return known.getOrDefault(slot, Optional.empty())
                .map(reference -> "${" + reference + "}")
                .orElse(null);
    }

    private static FormRefused refused(String field, String message, String advice) {
        return new FormRefused(message, advice, FormErrors.at(field, message + " " + advice));
    }

    private int priority(String field) {
        String text = form.get(field);
        try {
            return text.isBlank() ? 0 : Integer.parseInt(text.strip());
        } catch (NumberFormatException e) {
            throw refused(field, "Priority must be a whole number.", "Type digits alone, or leave it empty for 0.");
        }
    }

    private boolean is(String field) {
        return form.get(field).equals(ProviderForm.TRUE);
    }

    private @Nullable String flag(String field) {
        return is(field) ? "true" : null;
    }

    private static void put(ObjectNode node, String field, @Nullable String text) {
        if (text != null && !text.isEmpty()) {
            node.put(field, text);
        }
    }

    /** Which secrets a provider has, by slot, in words. */
    static Map<String, String> secretStates(@Nullable SecurityProvider provider) {
        Map<String, String> states = new LinkedHashMap<>();
        if (provider != null) {
            SecurityProviders.secretsOf(provider)
                    .forEach((slot, reference) -> states.put(
                            slot,
                            reference
                                    .map(where -> "kept in " + where + "; leave empty to keep it there")
                                    .orElse("set; leave empty to keep it")));
        }
        return states;
    }
}

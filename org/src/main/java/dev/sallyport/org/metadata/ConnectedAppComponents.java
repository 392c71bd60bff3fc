package dev.sallyport.org.metadata;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sallyport.org.setup.ConnectedApp;
import dev.sallyport.org.setup.OAuthApp.PermittedUsers;
import dev.sallyport.org.setup.Scope;
import dev.sallyport.org.setup.Setup;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Connected apps, to be read. Their secrets are not told. */
final class ConnectedAppComponents implements ComponentStore {
    private final Setup setup;

    ConnectedAppComponents(Setup setup) {
        this.setup = setup;
    }

    @Override
    public String type() {
        return "ConnectedApp";
    }

    @Override
    public List<FileProperties> list() {
        return setup.connectedApps().list().stream()
                .map(app -> PermissionView.properties(type(), app.apiName(), "connectedApps", "connectedApp", app.id()))
                .toList();
    }

    @Override
    public Optional<Component> read(String fullName) {
        return setup.connectedApps().list().stream()
                .filter(app -> app.apiName().equals(fullName))
                .findFirst()
                .map(this::view);
    }

    private Component view(ConnectedApp app) {
        Component view = Component.empty()
                .with("fullName", app.apiName())
                .with("contactEmail", app.contactEmail())
                .with("label", app.name());
        Optional.ofNullable(app.oauth()).ifPresent(oauth -> {
            ObjectNode config = view.properties().putObject("oauthConfig");
            config.put("callbackUrl", String.join("\n", oauth.callbackUrls()));
            config.put("consumerKey", setup.oauthApps().consumerDetails(app).consumerKey());
            config.put(
                    "isAdminApproved",
                    app.policies().permittedUsers() == PermittedUsers.ADMIN_APPROVED_USERS_ARE_PRE_AUTHORIZED);
            ArrayNode scopes = config.putArray("scopes");
            oauth.scopes().forEach(scope -> scopes.add(camelCase(scope)));
        });
        return view;
    }

    /** The Metadata API writes {@code refresh_token} as {@code RefreshToken}. */
    private static String camelCase(Scope scope) {
        StringBuilder name = new StringBuilder();
        for (String word : scope.value().split("_", -1)) {
            name.append(word.substring(0, 1).toUpperCase(Locale.ROOT)).append(word.substring(1));
        }
        return name.toString();
    }
}

package dev.sallyport.org.setup;

import dev.sallyport.org.data.SalesforceId;
import dev.sallyport.org.setup.ExternalClientApp.DistributionState;
import dev.sallyport.org.setup.ExternalClientApp.PluginPolicies;
import dev.sallyport.org.setup.ExternalClientApp.StartPage;
import dev.sallyport.org.setup.OAuthApp.IpRelaxation;
import dev.sallyport.org.setup.OAuthApp.OAuthOption;
import dev.sallyport.org.setup.OAuthApp.OAuthSettings;
import dev.sallyport.org.setup.OAuthApp.PermittedUsers;
import dev.sallyport.org.setup.OAuthApp.Policies;
import dev.sallyport.org.setup.OAuthApp.RefreshTokenPolicy;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Update;
import org.jspecify.annotations.Nullable;

/** Reads and writes the registrations of both kinds of app, which share a table. */
final class AppTable {
    private static final String SELECT = "SELECT * FROM SETUP.\"App\" WHERE ";

    /** What is of no use without its app, in SETUP: the table, and the column with the app's id. */
    private static final Map<String, String> BELONGINGS = Map.of(
            "PreAuthorization", "AppId",
            "OAuthApproval", "AppId",
            "AuthorizationCode", "AppId",
            "DeviceAuthorization", "AppId",
            "RefreshToken", "AppId",
            "UsedAssertion", "AppId",
            "Session", "ConnectedAppId");

    private final Jdbi jdbi;

    AppTable(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** All apps of a kind, by name. */
    <A extends OAuthApp> List<A> list(Class<A> kind) {
        return jdbi.withHandle(handle -> handle.createQuery(SELECT + "\"Kind\" = :kind ORDER BY \"Name\"")
                .bind("kind", kind.getSimpleName())
                .map((row, context) -> kind.cast(read(row)))
                .list());
    }

    /** Finds an app of a kind by id or API name. */
    <A extends OAuthApp> Optional<A> find(Class<A> kind, String idOrApiName) {
        String id = SalesforceId.parse(idOrApiName).map(SalesforceId::value).orElse(idOrApiName);
        return jdbi.withHandle(
                handle -> handle.createQuery(SELECT + "\"Kind\" = :kind AND (\"Id\" = :id OR \"ApiName\" = :apiName)")
                        .bind("kind", kind.getSimpleName())
                        .bind("id", id)
                        .bind("apiName", idOrApiName)
                        .map((row, context) -> kind.cast(read(row)))
                        .findFirst());
    }

    /** Finds an app of either kind by a column that is unique. */
    Optional<OAuthApp> findBy(String column, String value) {
        return jdbi.withHandle(handle -> handle.createQuery(SELECT + "\"" + column + "\" = :value")
                .bind("value", value)
                .map((row, context) -> read(row))
                .findOne());
    }

    void insert(Handle handle, OAuthApp app, ConsumerDetails consumer) {
        bind(
                        handle.createUpdate("INSERT INTO SETUP.\"App\" VALUES (:id, :kind, :name, :apiName,"
                                + " :contactEmail, :description, :distributionState, :oauth, :callbackUrls, :scopes,"
                                + " :options, :certificate, :key, :secret, :permittedUsers, :ipRelaxation,"
                                + " :refreshTokenPolicy, :refreshTokenHours, :timeout, :runAs, :open, :startPage,"
                                + " :flowPolicy)"),
                        app)
                .bind("key", consumer.consumerKey())
                .bind("secret", consumer.consumerSecret())
                .execute();
    }

    /** Stores all of an app but its consumer details. */
    void update(OAuthApp app) {
        jdbi.useHandle(handle -> bind(
                        handle.createUpdate("UPDATE SETUP.\"App\" SET \"Name\" = :name, \"ContactEmail\" ="
                                + " :contactEmail, \"Description\" = :description, \"DistributionState\" ="
                                + " :distributionState, \"OAuthEnabled\" = :oauth, \"CallbackUrls\" = :callbackUrls,"
                                + " \"Scopes\" = :scopes, \"Options\" = :options, \"Certificate\" = :certificate,"
                                + " \"PermittedUsers\" = :permittedUsers, \"IpRelaxation\" = :ipRelaxation,"
                                + " \"RefreshTokenPolicy\" = :refreshTokenPolicy, \"RefreshTokenHours\" ="
                                + " :refreshTokenHours, \"SessionTimeoutMinutes\" = :timeout, \"RunAsUserId\" = :runAs,"
                                + " \"Open\" = :open, \"StartPage\" = :startPage, \"ClientCredentialsPolicy\" ="
                                + " :flowPolicy WHERE \"Id\" = :id AND \"Kind\" = :kind AND \"ApiName\" = :apiName"),
                        app)
                .execute());
    }

    /** Deletes an app, and with it whatever lets anyone in by it. */
    void delete(Handle handle, SalesforceId id) {
        handle.createUpdate("DELETE FROM SETUP.\"App\" WHERE \"Id\" = :id")
                .bind("id", id.value())
                .execute();
        BELONGINGS.forEach((table, column) -> handle.createUpdate(
                        "DELETE FROM SETUP.\"" + table + "\" WHERE \"" + column + "\" = :id")
                .bind("id", id.value())
                .execute());
    }

    private static Update bind(Update update, OAuthApp app) {
        @Nullable ExternalClientApp external = app instanceof ExternalClientApp given ? given : null;
        Policies policies = app.policies();
        @Nullable Duration life = policies.refreshTokenLife();
        @Nullable SalesforceId runAs = policies.clientCredentialsRunAs();
        return bindSettings(update, app.oauth())
                .bind("id", app.id().value())
                .bind("kind", app.getClass().getSimpleName())
                .bind("name", app.name())
                .bind("apiName", app.apiName())
                .bind("contactEmail", app.contactEmail())
                .bind("description", external == null ? null : external.description())
                .bind(
                        "distributionState",
                        external == null ? null : external.distributionState().name())
                .bind("permittedUsers", policies.permittedUsers().name())
                .bind("ipRelaxation", policies.ipRelaxation().name())
                .bind("refreshTokenPolicy", policies.refreshTokenPolicy().name())
                .bind("refreshTokenHours", life == null ? null : (Integer) (int) life.toHours())
                .bind("timeout", policies.sessionTimeoutMinutes())
                .bind("runAs", runAs == null ? null : runAs.value())
                .bind("open", app.open())
                .bind(
                        "startPage",
                        external == null
                                ? null
                                : external.pluginPolicies().startPage().name())
                .bind(
                        "flowPolicy",
                        external != null && external.pluginPolicies().clientCredentialsFlow());
    }

    private static Update bindSettings(Update update, @Nullable OAuthSettings oauth) {
        return update.bind("oauth", oauth != null)
                .bind("callbackUrls", oauth == null ? "" : String.join("\n", oauth.callbackUrls()))
                .bind("scopes", oauth == null ? "" : names(oauth.scopes()))
                .bind("options", oauth == null ? "" : names(oauth.options()))
                .bind("certificate", oauth == null ? null : oauth.certificate());
    }

    private static OAuthApp read(ResultSet row) throws SQLException {
        SalesforceId id = new SalesforceId(row.getString("Id"));
        String name = row.getString("Name");
        String apiName = row.getString("ApiName");
        String contactEmail = row.getString("ContactEmail");
        @Nullable OAuthSettings oauth = row.getBoolean("OAuthEnabled") ? readSettings(row) : null;
        Policies policies = readPolicies(row);
        if (row.getString("Kind").equals(ConnectedApp.class.getSimpleName())) {
            return new ConnectedApp(id, name, apiName, contactEmail, oauth, policies);
        }
        return new ExternalClientApp(
                id,
                name,
                apiName,
                contactEmail,
                row.getString("Description"),
                DistributionState.valueOf(row.getString("DistributionState")),
                oauth,
                new PluginPolicies(
                        row.getBoolean("Open"),
                        StartPage.valueOf(row.getString("StartPage")),
                        row.getBoolean("ClientCredentialsPolicy")),
                policies);
    }

    private static Policies readPolicies(ResultSet row) throws SQLException {
        @Nullable Integer hours = row.getObject("RefreshTokenHours", Integer.class);
        @Nullable String runAs = row.getString("RunAsUserId");
        return new Policies(
                PermittedUsers.valueOf(row.getString("PermittedUsers")),
                IpRelaxation.valueOf(row.getString("IpRelaxation")),
                RefreshTokenPolicy.valueOf(row.getString("RefreshTokenPolicy")),
                hours == null ? null : Duration.ofHours(hours),
                row.getObject("SessionTimeoutMinutes", Integer.class),
                runAs == null ? null : new SalesforceId(runAs));
    }

    private static OAuthSettings readSettings(ResultSet row) throws SQLException {
        return new OAuthSettings(
                row.getString("CallbackUrls").lines().toList(),
                constants(row.getString("Scopes"), Scope::valueOf),
                constants(row.getString("Options"), OAuthOption::valueOf),
                row.getString("Certificate"));
    }

    private static String names(Set<? extends Enum<?>> constants) {
        return constants.stream().map(Enum::name).collect(Collectors.joining(" "));
    }

    private static <E> Set<E> constants(String names, Function<String, E> valueOf) {
        return Stream.of(names.split(" ", -1))
                .filter(name -> !name.isEmpty())
                .map(valueOf)
                .collect(Collectors.toSet());
    }
}

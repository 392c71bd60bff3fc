package dev.sallyport.org.oauth;

import dev.sallyport.org.data.DateTimeText;
import dev.sallyport.org.http.ApiVersion;
import dev.sallyport.org.session.ApiGate;
import dev.sallyport.org.session.ApiGate.Caller;
import dev.sallyport.org.setup.Setup;
import dev.sallyport.org.setup.User;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who a token stands for: {@code /services/oauth2/userinfo} (OpenID Connect Core section 5.3) and the identity URL. */
final class UserInfo {
    private static final DateTimeFormatter TIMESTAMP =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss'Z'").withZone(ZoneOffset.UTC);

    private final Hosts hosts;
    private final Setup setup;
    private final ApiGate gate;
    private final Clock clock;

    UserInfo(Hosts hosts, Setup setup, ApiGate gate, Clock clock) {
        this.hosts = hosts;
        this.setup = setup;
        this.gate = gate;
        this.clock = clock;
    }

    /** Adds both endpoints to a server. */
    void addTo(RoutesConfig routes) {
        routes.get("/services/oauth2/userinfo", this::answerUserInfo);
        routes.post("/services/oauth2/userinfo", this::answerUserInfo);
        routes.get("/id/{organizationId}/{userId}", this::answerIdentity);
        routes.post("/id/{organizationId}/{userId}", this::answerIdentity);
    }

    private void answerUserInfo(Context context) {
        authenticate(context).ifPresent(caller -> write(context, userInfo(caller.user(), version(context))));
    }

    private void answerIdentity(Context context) {
        Optional<Caller> caller = authenticate(context);
        if (caller.isEmpty()) {
            return;
        }
        if (!isId(setup.organizationId().value(), context.pathParam("organizationId"))) {
            refuse(context, "Wrong_Org");
            return;
        }
        Optional<User> user = visible(caller.get(), context.pathParam("userId"));
        if (user.isEmpty()) {
            refuse(context, "Wrong_User");
            return;
        }
        boolean own = user.get().id().equals(caller.get().user().id());
        AnswerFormat.of(context).write(context, "user", identity(user.get(), own, version(context)));
    }

    /**
     * The user whom the URL names. Others than the caller are told of where the token has full or api, as every user of
     * an org without sharing rules sees every other.
     */
    private Optional<User> visible(Caller caller, String userId) {
        if (isId(caller.user().id().value(), userId)) {
            return Optional.of(caller.user());
        }
        return caller.session().mayCallApis()
                ? setup.users().find(userId).filter(user -> isId(user.id().value(), userId))
                : Optional.empty();
    }

    /** Finds the caller, or tells the client in plain text, as both endpoints do, what is wrong with its token. */
    private Optional<Caller> authenticate(Context context) {
        Optional<String> token = BearerToken.of(context);
        if (token.isEmpty()) {
            refuse(context, "Missing_OAuth_Token");
            return Optional.empty();
        }
        Optional<Caller> caller = gate.authenticate(token.get());
        if (caller.isEmpty()) {
            refuse(context, "Bad_OAuth_Token");
        }
        return caller;
    }

    private Map<String, @Nullable Object> userInfo(User user, Optional<String> version) {
        String root = hosts.myDomain().root();
        Map<String, @Nullable Object> body = new LinkedHashMap<>();
        body.put("sub", hosts.identityUrl(user));
        body.put("user_id", user.id().value());
        body.put("organization_id", setup.organizationId().value());
        body.put("preferred_username", user.username());
        body.put("nickname", user.nickname());
        body.put("name", user.name());
        body.put("email", user.email());
        body.put("email_verified", true);
        body.put("given_name", user.firstName());
        body.put("family_name", user.lastName());
        body.put("zoneinfo", user.timeZone().getId());
        body.put("photos", Map.of("picture", picture("F"), "thumbnail", picture("T")));
        body.put("profile", root + "/" + user.id());
        body.put("picture", picture("F"));
        body.put("address", Map.of());
        body.put("is_salesforce_integration_user", false);
        body.put("urls", urls(user, version));
        body.put("active", user.active());
        body.put("user_type", "STANDARD");
        body.put("language", user.language());
        body.put("locale", user.locale());
        body.put("utcOffset", utcOffset(user));
        body.put("updated_at", TIMESTAMP.format(user.lastModified()));
        return body;
    }

    /**
     * What the identity URL tells.
     *
     * @param asserted whether the token was given for this user
     */
    private Map<String, @Nullable Object> identity(User user, boolean asserted, Optional<String> version) {
        Map<String, @Nullable Object> body = new LinkedHashMap<>();
        body.put("id", hosts.identityUrl(user));
        body.put("asserted_user", asserted);
        body.put("user_id", user.id().value());
        body.put("organization_id", setup.organizationId().value());
        body.put("username", user.username());
        body.put("nick_name", user.nickname());
        body.put("display_name", user.name());
        body.put("email", user.email());
        body.put("email_verified", true);
        body.put("first_name", user.firstName());
        body.put("last_name", user.lastName());
        body.put("timezone", user.timeZone().getId());
        body.put("photos", Map.of("picture", picture("F"), "thumbnail", picture("T")));
        body.put("addr_street", null);
        body.put("addr_city", null);
        body.put("addr_state", null);
        body.put("addr_country", null);
        body.put("addr_zip", null);
        body.put("mobile_phone", null);
        body.put("mobile_phone_verified", false);
        body.put("is_lightning_login_user", false);
        Map<String, @Nullable Object> status = new LinkedHashMap<>();
        status.put("created_date", null);
        status.put("body", null);
        body.put("status", status);
        body.put("urls", urls(user, version));
        body.put("active", user.active());
        body.put("user_type", "STANDARD");
        body.put("language", user.language());
        body.put("locale", user.locale());
        body.put("utcOffset", utcOffset(user));
        body.put("last_modified_date", DateTimeText.json(user.lastModified()));
        body.put("is_app_installed", true);
        return body;
    }

    private String picture(String size) {
        return hosts.myDomain().root() + "/profilephoto/005/" + size;
    }

    private Map<String, String> urls(User user, Optional<String> version) {
        Map<String, String> urls = ServiceUrls.of(
                hosts.myDomain().root(),
                setup.organizationId().value(),
                user.id().value());
        version.ifPresent(number -> urls.replaceAll((name, url) -> url.replace("{version}", number)));
        return urls;
    }

    /** The API version that the addresses are to be filled in with; empty where the client does that itself. */
    private static Optional<String> version(Context context) {
        return Optional.ofNullable(context.queryParam("version"))
                .map(asked -> asked.equals("latest") ? ApiVersion.CURRENT.toString() : asked)
                .filter(asked -> ApiVersion.parse(asked).isPresent());
    }

    /** Milliseconds, without daylight saving time, as Salesforce gives it. */
    private int utcOffset(User user) {
        Instant now = clock.instant();
        return user.timeZone().getRules().getStandardOffset(now).getTotalSeconds() * 1_000;
    }

    private static boolean isId(String id, String given) {
        return given.equals(id) || given.equals(id.substring(0, 15));
    }

    private static void refuse(Context context, String reason) {
        context.status(403).result(reason).contentType("text/html;charset=UTF-8");
    }

    private static void write(Context context, Map<String, @Nullable Object> body) {
        context.json(body);
        context.contentType("application/json;charset=UTF-8");
    }
}

package dev.sallyport.org;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sallyport.org.OrgClient.Answer;
import dev.sallyport.org.Person.Page;
import dev.sallyport.org.setup.OAuthApp.OAuthOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Walks the flows and looks for secrets where the protocol does not demand them. */
class SecretLeakTest {
    private static final AppKey KEY = AppKey.make();

    private final List<Logger> loggers = List.of(
            Logger.getLogger("dev.sallyport"),
            Logger.getLogger("io.javalin"),
            Logger.getLogger("org.jdbi"),
            Logger.getLogger("com.nimbusds"));
    private final LogLines log = new LogLines();
    private final Map<String, String> secrets = new LinkedHashMap<>();
    private final List<String> seen = new ArrayList<>();
    private OAuthOrg oauth;

    @BeforeEach
    void listen() {
        Logger.getLogger("").addHandler(log);
        loggers.forEach(logger -> logger.setLevel(Level.ALL));
        oauth = new OAuthOrg();
        oauth.set(OAuthOption.DEVICE_FLOW, true);
        oauth.setCertificate(KEY.certificate());
        oauth.setup.settings().allowUsernamePasswordFlow(true);
        secrets.put("consumer secret", oauth.consumer().consumerSecret());
        secrets.put("password", oauth.org.administrator().password());
        secrets.put("app's private key", KEY.privateText());
    }

    @AfterEach
    void stop() {
        oauth.close();
        loggers.forEach(logger -> logger.setLevel(null));
        Logger.getLogger("").removeHandler(log);
    }

    @Test
    void secrets_are_only_where_the_protocol_demands_them() {
        walkWebServerFlow();
        walkDeviceFlow();
        walkPasswordAndAssertions();
        walkRefusals();
        log.publish(new LogRecord(Level.INFO, "the handler is there"));

        assertThat(secrets.values()).allSatisfy(secret -> assertThat(secret).hasSizeGreaterThan(7));
        secrets.forEach((name, secret) -> {
            assertThat(String.join("\n", log.lines)).as("log: " + name).doesNotContain(secret);
            assertThat(String.join("\n", seen)).as("answers: " + name).doesNotContain(secret);
        });
        assertThat(log.lines).anySatisfy(line -> assertThat(line).contains("the handler is there"));
        assertThat(seen).hasSizeGreaterThan(20);
    }

    private void walkWebServerFlow() {
        Person person = new Person();
        Page login = look(person.open(oauth.authorizeUrl(Map.of())));
        look(person.logIn(login, oauth.org.administrator().username(), "not the password"));
        Page approval = person.logIn(
                login,
                oauth.org.administrator().username(),
                oauth.org.administrator().password());
        secrets.put("browser session", person.cookie("sid").split(" ", 2)[0]);
        seen.add(approval.html());
        seen.add(approval.location());
        Page back = person.allow(approval);
        String code = back.parameter("code");
        secrets.put("authorization code", code);
        seen.add(back.html());

        Answer answer = oauth.redeem(code);
        keep("web server", answer.json());
        seen.add(answer.response().headers().toString());
        look(oauth.redeem(code));
        Answer refreshed = oauth.refresh(answer.json().path("refresh_token").asText());
        keep("refreshed", refreshed.json());
        String token = refreshed.json().path("access_token").asText();
        look(oauth.userInfo(token));
        look(oauth.client.get(refreshed.json().path("id").asText(), token));
        for (String introspected :
                List.of(token, answer.json().path("refresh_token").asText())) {
            Answer told = look(oauth.post(
                    "/services/oauth2/introspect",
                    Map.of(
                            "client_id", oauth.consumer().consumerKey(),
                            "client_secret", oauth.consumer().consumerSecret(),
                            "token", introspected)));
            assertThat(told.json().path("active").asBoolean()).isTrue();
        }
    }

    private void walkDeviceFlow() {
        String key = oauth.consumer().consumerKey();
        JsonNode codes = oauth.post("/services/oauth2/token", Map.of("response_type", "device_code", "client_id", key))
                .json();
        secrets.put("device code", codes.path("device_code").asText());
        Person person = new Person();
        Page login = look(person.open(oauth.org.instanceUrl() + "/setup/connect"));
        Page ask = look(person.logIn(
                login,
                oauth.org.administrator().username(),
                oauth.org.administrator().password()));
        Page approval = look(
                person.submit(ask, Map.of("user_code", codes.path("user_code").asText())));
        look(person.allow(approval));
        Map<String, String> poll = Map.of(
                "grant_type",
                "device",
                "client_id",
                key,
                "code",
                codes.path("device_code").asText());
        keep("device", oauth.post("/services/oauth2/token", poll).json());
        look(oauth.post("/services/oauth2/token", poll));
    }

    private void walkPasswordAndAssertions() {
        String username = oauth.org.administrator().username();
        Map<String, String> password = Map.of(
                "grant_type",
                "password",
                "username",
                username,
                "password",
                oauth.org.administrator().password());
        keep("password flow", oauth.token(password).json());
        String assertion = KEY.sign(AppKey.claims(
                oauth.consumer().consumerKey(),
                username,
                oauth.org.instanceUrl().toString()));
        secrets.put("assertion", assertion);
        Map<String, String> bearer =
                Map.of("grant_type", "urn:ietf:params:oauth:grant-type:jwt-bearer", "assertion", assertion);
        keep("assertion", oauth.post("/services/oauth2/token", bearer).json());
        oauth.setup.settings().allowUsernamePasswordFlow(false);
        look(oauth.token(password));
        oauth.leaveApprovalToAdministrators();
        look(oauth.post("/services/oauth2/token", bearer));
        look(oauth.client.send(oauth.client.request("/id/keys")));
    }

    /** Secrets in the wrong places must not come back in what the org says about it. */
    private void walkRefusals() {
        for (String secret : List.copyOf(secrets.values())) {
            look(oauth.token(Map.of("grant_type", secret)));
            look(oauth.token(Map.of("grant_type", "authorization_code", "code", secret)));
            look(oauth.token(Map.of("grant_type", "refresh_token", "refresh_token", secret, "scope", secret)));
            look(oauth.token(Map.of("grant_type", "client_credentials", "client_id", secret)));
            look(oauth.userInfo(secret + "x"));
            look(oauth.client.get("/services/data/v60.0/limits", secret + "x"));
            look(oauth.post("/services/oauth2/revoke", Map.of("token", secret + "x")));
            look(new Person().open(oauth.authorizeUrl(Map.of("redirect_uri", secret))));
            look(new Person().open(oauth.authorizeUrl(Map.of("client_id", secret))));
        }
    }

    /** Keeps the tokens of an answer, which is where the protocol demands them. */
    private void keep(String flow, JsonNode tokens) {
        for (String name : List.of("access_token", "refresh_token", "id_token")) {
            if (tokens.has(name)) {
                secrets.put(flow + " " + name, tokens.path(name).asText());
            }
        }
        assertThat(tokens.has("access_token")).as(flow + ": " + tokens).isTrue();
    }

    private Answer look(Answer answer) {
        seen.add(answer.status() + " " + answer.response().headers() + answer.text());
        assertThat(answer.status()).as(answer.text()).isLessThan(500);
        return answer;
    }

    private Page look(Page page) {
        List<String> headers = new ArrayList<>();
        page.response().headers().map().forEach((name, values) -> {
            if (!name.equalsIgnoreCase("set-cookie")) {
                headers.add(name + values);
            }
        });
        seen.add(page.status() + " " + headers + page.html());
        assertThat(page.status()).isLessThan(500);
        return page;
    }

    private static final class LogLines extends Handler {
        private final Queue<String> lines = new ConcurrentLinkedQueue<>();
        private final SimpleFormatter formatter = new SimpleFormatter();

        LogLines() {
            setLevel(Level.ALL);
        }

        @Override
        public void publish(LogRecord line) {
            lines.add(formatter.format(line));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}

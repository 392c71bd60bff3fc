package dev.sallyport.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sallyport.auth.ResourceAccess;
import dev.sallyport.salesforce.SalesforceException.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The APIs of one org in one version, as one user. For use by several threads at once. Every call may throw a
 * {@link SalesforceException}, or {@link dev.sallyport.auth.AuthorizationException} if there is no token to be had.
 */
public final class SalesforceClient implements AutoCloseable {
    /**
     * Salesforce takes 16,384 bytes of address and headers together; the token may need some thousands of them. What is
     * longer travels in a body.
     */
    private static final int MAX_QUERY_ADDRESS = 12_000;

    private final OAuthServerUrl url;
    private final ApiTransport transport;
    private final Describes describes;
    private final Set<QueryCursor> open = ConcurrentHashMap.newKeySet();

    /**
     * Makes a client that has not called anything yet.
     *
     * @param url the org and the version
     * @param access where the token comes from, how it travels, and whether a refused one is replaced
     * @param http the transport; its own proxy, TLS and connection settings apply; it stays open
     */
    public SalesforceClient(OAuthServerUrl url, ResourceAccess access, HttpClient http) {
        this.url = url;
        this.transport = new ApiTransport(access, http);
        this.describes = new Describes(transport, url);
    }

    /** Every sObject that the user may see, in Salesforce's order; one call. */
    public List<SObjectSummary> describeGlobal() {
        return required(describes.global(null));
    }

    /**
     * Every sObject that the user may see, in Salesforce's order, if that has changed; one call.
     *
     * @param lastModified the {@code Last-Modified} of what is at hand, as it came; null to be told in any case
     */
    public IfModified<List<SObjectSummary>> describeGlobalIfModified(@Nullable String lastModified) {
        return describes.global(lastModified);
    }

    /**
     * An sObject with its fields; one call.
     *
     * @param sObject API name, such as {@code Account}
     */
    public SObjectDescribe describe(String sObject) {
        return required(describes.one(new DescribeRequest(sObject, null)));
    }

    /**
     * Several sObjects with their fields, in the order asked for; one call for each 25.
     *
     * @param sObjects API names
     */
    public List<SObjectDescribe> describeMany(Collection<String> sObjects) {
        return describes
                .many(sObjects.stream()
                        .map(name -> new DescribeRequest(name, null))
                        .toList())
                .stream()
                .map(SalesforceClient::required)
                .toList();
    }

    /**
     * Several sObjects with their fields, those that have changed, in the order asked for; one call for each 25.
     *
     * @throws SalesforceException if one of them is refused
     */
    public List<IfModified<SObjectDescribe>> describeIfModified(List<DescribeRequest> requests) {
        return describes.many(requests);
    }

    /**
     * Whose token it is: the identity URL that came with it, {@code https://login.salesforce.com/id/00D…/005…}; empty if
     * the token endpoint told none. A token is fetched if there is none yet.
     */
    public Optional<String> identity() {
        return Optional.ofNullable(transport.identity());
    }

    /**
     * Starts a query; the first page is here when this returns. One call for each page.
     *
     * @param soql the statement, of any length that SOQL allows
     * @param columns what is read of each record, and how
     */
    public QueryCursor query(String soql, List<QueryColumn> columns) {
        RecordShape shape = new RecordShape(columns);
        String request = "/query?q=" + encoded(soql);
        QueryPage first;
        if (request.length() <= MAX_QUERY_ADDRESS) {
            first = QueryPage.open(
                    transport.exchange(Call.get("query", resource(request), Reason.VERSION_UNSUPPORTED)), shape);
        } else {
            String batch = "{\"batchRequests\":[{\"method\":\"GET\",\"url\":\"v" + url.version() + request + "\"}]}";
            first = QueryPage.openBatch(
                    transport.exchange(Call.postJson("query", resource("/composite/batch"), batch)), shape);
        }
        PagedCursor cursor = new PagedCursor(transport, url.instance(), shape, first, open::remove);
        open.add(cursor);
        return cursor;
    }

    /**
     * Whose the token is; not metered.
     *
     * @param endpoint the provider's user info endpoint
     */
    public UserInfo userInfo(URI endpoint) {
        String asked = "user info";
        Answer answer = transport.exchange(Call.getUnmetered(asked, endpoint));
        JsonNode user = tree(asked, answer);
        return new UserInfo(
                required(asked, answer, user, "user_id"),
                required(asked, answer, user, "organization_id"),
                text(user, "preferred_username"),
                text(user, "name"),
                text(user, "email"),
                flag(user, "is_salesforce_integration_user"));
    }

    /** Who the user is, asked over SOAP at the OAuth server URL; one call. */
    public SoapUserInfo soapUserInfo() {
        String asked = "SOAP getUserInfo";
        Answer answer = transport.exchange(Call.soap(asked, url.uri(), SoapMessage::getUserInfo));
        try {
            return SoapMessage.readUserInfo(new String(answer.bytes(asked), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw SalesforceException.unreadable(asked, answer.status(), e);
        }
    }

    /**
     * What can be told of a user's standing in one call; {@link #usage()} tells of the org's calls afterwards.
     *
     * @param userId 15 or 18 characters, as the user info or the token's identity has it
     */
    public UserStanding standing(String userId) {
        String asked = "composite request";
        String root = resource("").getPath();
        Answer answer =
                transport.exchange(Call.postJson(asked, resource("/composite"), UserStanding.request(root, userId)));
        return UserStanding.read(tree(asked, answer));
    }

    /** What the org allows and what is left of it; one call. */
    public Limits limits() {
        String asked = "limits";
        Answer answer = transport.exchange(Call.get(asked, resource("/limits"), Reason.VERSION_UNSUPPORTED));
        Map<String, Limits.Limit> limits = new HashMap<>();
        tree(asked, answer).properties().forEach(member -> {
            JsonNode limit = member.getValue();
            if (limit.has("Max") && limit.has("Remaining")) {
                limits.put(
                        member.getKey(),
                        new Limits.Limit(
                                limit.get("Max").longValue(),
                                limit.get("Remaining").longValue()));
            }
        });
        return new Limits(limits);
    }

    /** The API versions that the org speaks, oldest first; not metered, needs no token. */
    public List<ApiVersion> versions() {
        String asked = "API versions";
        Answer answer = transport.exchangeWithoutToken(
                asked, Call.builder(url.instance().resolve("/services/data")).build());
        List<ApiVersion> versions = new ArrayList<>();
        for (JsonNode version : tree(asked, answer)) {
            try {
                versions.add(ApiVersion.parse(required(asked, answer, version, "version")));
            } catch (IllegalArgumentException e) {
                throw SalesforceException.unreadable(asked, answer.status(), null);
            }
        }
        return versions.stream().sorted().toList();
    }

    /** What this client has cost so far. */
    public ApiUsage usage() {
        return transport.usage();
    }

    /** Ends the queries that are still open. */
    @Override
    public void close() {
        open.forEach(QueryCursor::close);
    }

    private URI resource(String path) {
        return url.instance().resolve("/services/data/v" + url.version() + path);
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** An answer to a request without a condition. */
    private static <T> T required(IfModified<T> answer) {
        if (answer instanceof IfModified.Modified<T> modified) {
            return modified.value();
        }
        throw SalesforceException.unreadable("describe", 304, null);
    }

    private static <T> T bind(String asked, Answer answer, Class<T> type) {
        try (InputStream content = answer.content()) {
            return Json.MAPPER.readValue(content, type);
        } catch (IOException e) {
            throw SalesforceException.unreadable(asked, answer.status(), e);
        }
    }

    /** The small answers alone; records never become a tree. */
    private static JsonNode tree(String asked, Answer answer) {
        return bind(asked, answer, JsonNode.class);
    }

    private static @Nullable String text(JsonNode object, String name) {
        JsonNode value = object.get(name);
        return value == null || !value.isTextual() ? null : value.textValue();
    }

    private static @Nullable Boolean flag(JsonNode object, String name) {
        JsonNode value = object.get(name);
        if (value == null || !value.isBoolean()) {
            return null;
        }
        return value.booleanValue();
    }

    private static String required(String asked, Answer answer, JsonNode object, String name) {
        String value = text(object, name);
        if (value == null) {
            throw SalesforceException.unreadable(asked, answer.status(), null);
        }
        return value;
    }
}

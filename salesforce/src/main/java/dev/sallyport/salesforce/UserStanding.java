package dev.sallyport.salesforce;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sallyport.salesforce.SalesforceException.Reason;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a user stands in the org, as one call tells.
 *
 * @param apiOnly whether the user is an API Only User, by profile or permission set; null where it cannot be told
 * @param apiOnlyUntold why it cannot be told; null where it can
 * @param edition the org's, such as {@code Developer Edition}; null where the user may not see it
 * @param sandbox whether the org is a sandbox; null where the user may not see it
 * @param sObjects what the user may see
 */
public record UserStanding(
        @Nullable Boolean apiOnly,
        @Nullable SalesforceException apiOnlyUntold,
        @Nullable String edition,
        @Nullable Boolean sandbox,
        List<SObjectSummary> sObjects) {
    private static final String ASKED = "the user's standing";

    public UserStanding {
        sObjects = List.copyOf(sObjects);
    }

    /** Whether the org is of the one edition that has no API Only User: Developer Edition, unless it is a sandbox. */
    public boolean hasNoApiOnlyUser() {
        return "Developer Edition".equals(edition) && Boolean.FALSE.equals(sandbox);
    }

    /** How many of the sObjects SOQL can read. */
    public long queryable() {
        return sObjects.stream().filter(SObjectSummary::queryable).count();
    }

    /**
     * The composite request: one call against the daily limit, however many parts it has (REST API Developer Guide,
     * "Composite").
     *
     * @param root such as {@code /services/data/v60.0}
     */
    static String request(String root, String userId) {
        ObjectNode request = Json.MAPPER.createObjectNode();
        ArrayNode parts = request.putArray("compositeRequest");
        // Two ways to ask: users without View Setup see their profile, and not who has which permission set.
        addQuery(
                parts,
                "profile",
                root,
                "SELECT Id FROM User WHERE Id = '" + userId + "' AND Profile.PermissionsApiUserOnly = true");
        addQuery(
                parts,
                "permissionSets",
                root,
                "SELECT Id FROM PermissionSetAssignment WHERE AssigneeId = '" + userId
                        + "' AND PermissionSet.PermissionsApiUserOnly = true LIMIT 1");
        addQuery(parts, "organization", root, "SELECT OrganizationType, IsSandbox FROM Organization");
        add(parts, "sObjects", root + "/sobjects");
        return request.toString();
    }

    private static void addQuery(ArrayNode parts, String reference, String root, String soql) {
        add(parts, reference, root + "/query?q=" + SalesforceClient.encoded(soql));
    }

    private static void add(ArrayNode parts, String reference, String url) {
        parts.addObject().put("method", "GET").put("url", url).put("referenceId", reference);
    }

    /**
     * Reads the answer.
     *
     * @throws SalesforceException if the list of sObjects is refused
     */
    static UserStanding read(JsonNode answer) {
        JsonNode sObjects = part(answer, "sObjects");
        if (isRefused(sObjects)) {
            throw refusal(sObjects, "describe of all sObjects");
        }
        List<SObjectSummary> all =
                Json.MAPPER.convertValue(sObjects.path("body").path("sobjects"), new TypeReference<>() {});
        JsonNode organization =
                part(answer, "organization").path("body").path("records").path(0);
        JsonNode sandbox = organization.path("IsSandbox");
        boolean apiOnly = isFound(answer, "profile") || isFound(answer, "permissionSets");
        boolean untold = !apiOnly && isRefused(part(answer, "profile"));
        return new UserStanding(
                untold ? null : apiOnly,
                untold ? refusal(part(answer, "profile"), "profile of the user") : null,
                organization.path("OrganizationType").textValue(),
                sandbox.isBoolean() ? sandbox.booleanValue() : null,
                all);
    }

    /** Whether a query was answered, with a row at least. */
    private static boolean isFound(JsonNode answer, String reference) {
        return part(answer, reference).path("body").path("totalSize").asInt() > 0;
    }

    private static JsonNode part(JsonNode answer, String reference) {
        for (JsonNode part : answer.path("compositeResponse")) {
            if (part.path("referenceId").asText().equals(reference)) {
                return part;
            }
        }
        throw SalesforceException.unreadable(ASKED, 200, null);
    }

    private static boolean isRefused(JsonNode part) {
        return part.path("httpStatusCode").asInt() >= 300;
    }

    private static SalesforceException refusal(JsonNode part, String asked) {
        int status = part.path("httpStatusCode").asInt();
        try (JsonParser json = Json.MAPPER.treeAsTokens(part.path("body").path(0))) {
            json.nextToken();
            return ErrorAnswer.readObject(json, status).toException(asked, Reason.VERSION_UNSUPPORTED);
        } catch (IOException e) {
            return SalesforceException.unreadable(asked, status, e);
        }
    }
}

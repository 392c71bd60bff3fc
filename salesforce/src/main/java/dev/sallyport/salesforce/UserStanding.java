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
 * @param sObjects what the user may see
 */
public record UserStanding(
        @Nullable Boolean apiOnly, @Nullable SalesforceException apiOnlyUntold, List<SObjectSummary> sObjects) {
    private static final String ASKED = "the user's standing";

    public UserStanding {
        sObjects = List.copyOf(sObjects);
    }

    /** How many of the sObjects SOQL can read. */
    public long queryable() {
        return sObjects.stream().filter(SObjectSummary::queryable).count();
    }

    /**
     * The composite request: one call against the daily limit, however many parts it has (REST API Developer Guide,
     * "Composite"). Every profile owns a permission set, to which its users are assigned.
     *
     * @param root such as {@code /services/data/v60.0}
     */
    static String request(String root, String userId) {
        ObjectNode request = Json.MAPPER.createObjectNode();
        ArrayNode parts = request.putArray("compositeRequest");
        String soql = "SELECT Id FROM PermissionSetAssignment WHERE AssigneeId = '" + userId
                + "' AND PermissionSet.PermissionsApiUserOnly = true LIMIT 1";
        add(parts, "apiOnly", root + "/query?q=" + SalesforceClient.encoded(soql));
        add(parts, "sObjects", root + "/sobjects");
        return request.toString();
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
        JsonNode apiOnly = part(answer, "apiOnly");
        JsonNode sObjects = part(answer, "sObjects");
        if (isRefused(sObjects)) {
            throw refusal(sObjects, "describe of all sObjects");
        }
        List<SObjectSummary> all =
                Json.MAPPER.convertValue(sObjects.path("body").path("sobjects"), new TypeReference<>() {});
        return isRefused(apiOnly)
                ? new UserStanding(null, refusal(apiOnly, "permission sets of the user"), all)
                : new UserStanding(apiOnly.path("body").path("totalSize").asInt() > 0, null, all);
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

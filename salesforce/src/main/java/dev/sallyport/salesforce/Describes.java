package dev.sallyport.salesforce;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sallyport.salesforce.IfModified.Modified;
import dev.sallyport.salesforce.IfModified.NotModified;
import dev.sallyport.salesforce.SalesforceException.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Describes of all sObjects and of many. Composite requests carry them, 25 at a time: one counts as one call whatever it
 * holds, whereas each part of a {@code composite/batch} counts, and cannot have headers of its own (REST API Developer
 * Guide, "Composite" and "Batch").
 */
final class Describes {
    private static final int PARTS = 25;

    /** Enough to have an answer at hand while one is read; Salesforce lets 25 long requests run at a time. */
    private static final int UNDER_WAY = 4;

    private static final ApiVersion FIRST_WITH_COMPOSITE = new ApiVersion(38, 0);
    private static final String ASKED = "describe of several sObjects";
    private static final int NOT_MODIFIED = 304;

    private final ApiTransport transport;
    private final OAuthServerUrl url;

    Describes(ApiTransport transport, OAuthServerUrl url) {
        this.transport = transport;
        this.url = url;
    }

    private record DescribeGlobal(List<SObjectSummary> sobjects) {}

    /** A composite request on its way. */
    private record Sent(int first, int size, ApiTransport.Sent answer) {}

    /** Every sObject that the user may see; one call. */
    IfModified<List<SObjectSummary>> global(@Nullable String since) {
        String asked = "describe of all sObjects";
        Answer answer = transport.exchange(
                Call.getIfModified(asked, url.resource("/sobjects"), Reason.VERSION_UNSUPPORTED, since)
                        .asRead());
        if (answer.isNotModified()) {
            return new NotModified<>();
        }
        DescribeGlobal global = bind(asked, answer, DescribeGlobal.class);
        return new Modified<>(List.copyOf(global.sobjects()), answer.lastModified());
    }

    /** One sObject; one call. */
    IfModified<SObjectDescribe> one(DescribeRequest request) {
        String asked = "describe of " + request.sObject();
        Answer answer = transport.exchange(Call.getIfModified(
                        asked, url.resource(path(request)), Reason.OBJECT_NOT_VISIBLE, request.lastModified())
                .asRead());
        return answer.isNotModified()
                ? new NotModified<>()
                : new Modified<>(bind(asked, answer, SObjectDescribe.class), answer.lastModified());
    }

    /** Many, in the order asked for; what a composite request refuses is asked for alone, to be told why. */
    List<IfModified<SObjectDescribe>> many(List<DescribeRequest> requests) {
        boolean alone = requests.size() == 1 || url.version().compareTo(FIRST_WITH_COMPOSITE) < 0;
        Map<Integer, IfModified<SObjectDescribe>> answered = alone ? Map.of() : inComposites(requests);
        List<IfModified<SObjectDescribe>> all = new ArrayList<>(requests.size());
        for (int i = 0; i < requests.size(); i++) {
            IfModified<SObjectDescribe> answer = answered.get(i);
            all.add(answer == null ? one(requests.get(i)) : answer);
        }
        return List.copyOf(all);
    }

    private Map<Integer, IfModified<SObjectDescribe>> inComposites(List<DescribeRequest> requests) {
        Map<Integer, IfModified<SObjectDescribe>> answered = new HashMap<>();
        Deque<Sent> underWay = new ArrayDeque<>();
        try {
            for (int next = 0; next < requests.size() || !underWay.isEmpty(); ) {
                if (next < requests.size() && underWay.size() < UNDER_WAY) {
                    List<DescribeRequest> parts = requests.subList(next, Math.min(next + PARTS, requests.size()));
                    underWay.add(new Sent(next, parts.size(), transport.send(composite(parts))));
                    next += parts.size();
                } else {
                    Sent first = underWay.remove();
                    read(first.answer().await(), first, answered);
                }
            }
            return answered;
        } finally {
            underWay.forEach(sent -> sent.answer().cancel());
        }
    }

    private Call composite(List<DescribeRequest> requests) {
        ObjectNode composite = Json.MAPPER.createObjectNode();
        ArrayNode parts = composite.putArray("compositeRequest");
        String root = url.resource("").getPath();
        for (int i = 0; i < requests.size(); i++) {
            DescribeRequest request = requests.get(i);
            ObjectNode part = parts.addObject()
                    .put("method", "GET")
                    .put("url", root + path(request))
                    .put("referenceId", reference(i));
            if (request.lastModified() != null) {
                part.putObject("httpHeaders").put("If-Modified-Since", request.lastModified());
            }
        }
        return Call.postJson(ASKED, url.resource("/composite"), composite.toString())
                .asRead();
    }

    private static void read(Answer answer, Sent sent, Map<Integer, IfModified<SObjectDescribe>> answered) {
        Map<String, Integer> positions = new HashMap<>();
        for (int i = 0; i < sent.size(); i++) {
            positions.put(reference(i), sent.first() + i);
        }
        try (InputStream content = answer.content();
                JsonParser json = Json.MAPPER.createParser(content)) {
            if (json.nextToken() != JsonToken.START_OBJECT
                    || json.nextToken() != JsonToken.FIELD_NAME
                    || json.nextToken() != JsonToken.START_ARRAY) {
                throw new IOException("The answer holds no list of parts.");
            }
            while (json.nextToken() == JsonToken.START_OBJECT) {
                Part part = Part.read(json);
                Integer position = positions.get(part.referenceId());
                IfModified<SObjectDescribe> described = part.described();
                if (position != null && described != null) {
                    answered.put(position, described);
                }
            }
        } catch (IOException e) {
            throw SalesforceException.unreadable(ASKED, answer.status(), e);
        }
    }

    /** A part of a composite answer. */
    private record Part(
            String referenceId,
            int status,
            @Nullable SObjectDescribe body,
            @Nullable String lastModified) {
        /** Reads a part; the parser stands on its opening brace and is left on its closing one. */
        static Part read(JsonParser json) throws IOException {
            String reference = "";
            int status = 0;
            SObjectDescribe body = null;
            String lastModified = null;
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                JsonToken token = json.nextToken();
                switch (name) {
                    case "referenceId" -> reference = json.getValueAsString("");
                    case "httpStatusCode" -> status = json.getValueAsInt();
                    case "httpHeaders" -> lastModified = lastModified(json);
                    case "body" -> {
                        // An error is an array in a describe's place.
                        if (token == JsonToken.START_OBJECT) {
                            body = Json.MAPPER.readValue(json, SObjectDescribe.class);
                        } else {
                            json.skipChildren();
                        }
                    }
                    default -> json.skipChildren();
                }
            }
            return new Part(reference, status, body, lastModified);
        }

        private static @Nullable String lastModified(JsonParser json) throws IOException {
            String lastModified = null;
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                json.nextToken();
                if (name.equalsIgnoreCase("Last-Modified")) {
                    lastModified = json.getValueAsString();
                } else {
                    json.skipChildren();
                }
            }
            return lastModified;
        }

        /** Null if it is refused. */
        @Nullable
        IfModified<SObjectDescribe> described() {
            if (status == NOT_MODIFIED) {
                return new NotModified<>();
            }
            return status == 200 && body != null ? new Modified<>(body, lastModified) : null;
        }
    }

    private static String reference(int part) {
        return "describe" + part;
    }

    private static String path(DescribeRequest request) {
        return "/sobjects/" + SalesforceClient.encoded(request.sObject()) + "/describe";
    }

    private static <T> T bind(String asked, Answer answer, Class<T> type) {
        try (InputStream content = answer.content()) {
            return Json.MAPPER.readValue(content, type);
        } catch (IOException e) {
            throw SalesforceException.unreadable(asked, answer.status(), e);
        }
    }
}

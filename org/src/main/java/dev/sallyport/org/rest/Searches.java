package dev.sallyport.org.rest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import dev.sallyport.org.data.Field;
import dev.sallyport.org.data.SObjectType;
import dev.sallyport.org.data.Schema;
import dev.sallyport.org.http.ApiException;
import dev.sallyport.org.setup.Permissions;
import dev.sallyport.org.setup.User;
import dev.sallyport.org.soql.QueryContext;
import dev.sallyport.org.soql.Row;
import dev.sallyport.org.soql.SoqlException;
import dev.sallyport.org.sosl.SearchResult;
import dev.sallyport.org.sosl.SoslEngine;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * {@code search}, {@code parameterizedSearch} and what belongs to them. See the REST API Developer Guide, "Search",
 * "Parameterized Search", "Search Scope and Order", "Search Result Layouts" and "Search Suggested Records".
 */
final class Searches implements Resource {
    private static final int SUGGESTIONS = 5;
    private static final int FIRST_WITH_PARAMETERS = 36;
    /** Before it, what was found was all that a search answered: an array, without an object around it. */
    private static final int FIRST_WITH_OBJECT = 37;

    private static final List<String> SCOPE =
            List.of("Account", "Contact", "Opportunity", "Lead", "Case", "Campaign", "Task", "User");

    private final SoslEngine engine;
    private final Schema schema;
    private final Permissions permissions;
    /** Leaves the socket open: the server ends the answer itself, once it has been counted. */
    private final JsonFactory json = new JsonFactoryBuilder()
            .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
            .build();

    Searches(RestServices services) {
        this.engine = services.sosl();
        this.schema = services.schema();
        this.permissions = services.permissions();
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.get("/services/data/{version}/search", this::search);
        String parameterized = "/services/data/{version}/parameterizedSearch";
        routes.get(parameterized, RestGate.since(FIRST_WITH_PARAMETERS, this::searchByParameters));
        routes.post(parameterized, RestGate.since(FIRST_WITH_PARAMETERS, this::searchByBody));
        routes.get("/services/data/{version}/search/scopeOrder", this::scopeOrder);
        routes.get("/services/data/{version}/search/layout", this::layout);
        routes.get("/services/data/{version}/search/suggestions", this::suggestions);
    }

    private void search(Context context) throws IOException {
        @Nullable String sosl = context.queryParam("q");
        if (sosl == null) {
            throw new ApiException(400, "MALFORMED_SEARCH", "A search string has to be specified");
        }
        List<Row> found = found(context, sosl);
        if (RestGate.version(context) < FIRST_WITH_OBJECT) {
            context.contentType("application/json;charset=UTF-8");
            try (JsonGenerator generator = json.createGenerator(context.outputStream())) {
                writeRows(context, generator, found);
            }
            return;
        }
        write(context, found);
    }

    private void searchByParameters(Context context) throws IOException {
        write(
                context,
                found(
                        context,
                        ParameterizedSearch.ofParameters(context.queryParamMap())
                                .sosl()));
    }

    private void searchByBody(Context context) throws IOException {
        write(context, found(context, ParameterizedSearch.ofBody(context.body()).sosl()));
    }

    private List<Row> found(Context context, String sosl) {
        User user = RestGate.admission(context).user();
        QueryContext asked = new QueryContext(permissions.of(user), user.timeZone(), false, user.id());
        try {
            SearchResult result = engine.search(sosl, asked);
            return result.records();
        } catch (SoqlException e) {
            throw new ApiException(400, e.errorCode(), String.valueOf(e.getMessage()));
        }
    }

    private void write(Context context, List<Row> rows) throws IOException {
        context.contentType("application/json;charset=UTF-8");
        try (JsonGenerator generator = json.createGenerator(context.outputStream())) {
            generator.writeStartObject();
            generator.writeFieldName("searchRecords");
            writeRows(context, generator, rows);
            generator.writeEndObject();
        }
    }

    private static void writeRows(Context context, JsonGenerator generator, List<Row> rows) throws IOException {
        JsonRows writer = new JsonRows(generator, RestGate.restPath(context));
        generator.writeStartArray();
        for (Row row : rows) {
            writer.write(row);
        }
        generator.writeEndArray();
    }

    private record ScopeEntry(String type, String url) {}

    private void scopeOrder(Context context) {
        List<ScopeEntry> scope = visible(context, SCOPE).stream()
                .map(type -> new ScopeEntry(
                        type.name(), RestGate.restPath(context) + "/sobjects/" + type.name() + "/describe"))
                .toList();
        answer(context, scope);
    }

    private record SearchColumn(String field, @Nullable String format, String label, String name) {}

    private record SearchLayout(String label, int limitRows, String objectType, List<SearchColumn> searchColumns) {}

    private void layout(Context context) {
        List<String> names = Arrays.stream(
                        String.valueOf(context.queryParam("q")).split(",", -1))
                .toList();
        List<SearchLayout> layouts = new ArrayList<>();
        for (SObjectType type : visible(context, names)) {
            List<SearchColumn> columns =
                    type.nameField().stream().map(field -> column(type, field)).toList();
            layouts.add(new SearchLayout("Search Results", 25, type.name(), columns));
        }
        answer(context, layouts);
    }

    private static SearchColumn column(SObjectType type, Field field) {
        return new SearchColumn(type.name() + "." + field.name(), null, field.label(), field.name());
    }

    /** Records whose names begin as the text does that someone is still typing. */
    private void suggestions(Context context) throws IOException {
        String typed = String.valueOf(context.queryParam("q")).trim();
        List<String> names = Arrays.stream(
                        String.valueOf(context.queryParam("sobject")).split(",", -1))
                .toList();
        int limit = context.queryParamAsClass("limit", Integer.class).getOrDefault(SUGGESTIONS);
        List<Row> rows = new ArrayList<>();
        for (SObjectType type : visible(context, names)) {
            String name = type.nameField().map(Field::name).orElse("Id");
            rows.addAll(found(
                    context,
                    ParameterizedSearch.braces(typed + "*") + " IN NAME FIELDS RETURNING " + type.name() + "(Id, "
                            + name + " ORDER BY " + name + " LIMIT " + (Math.max(limit, 1) + 1) + ")"));
        }
        boolean more = rows.size() > limit;
        context.contentType("application/json;charset=UTF-8");
        try (JsonGenerator generator = json.createGenerator(context.outputStream())) {
            generator.writeStartObject();
            generator.writeFieldName("autoSuggestResults");
            writeRows(context, generator, more ? rows.subList(0, limit) : rows);
            generator.writeBooleanField("hasMoreResults", more);
            generator.writeEndObject();
        }
    }

    private List<SObjectType> visible(Context context, List<String> names) {
        QueryContext asked = asked(context);
        List<SObjectType> types = new ArrayList<>();
        for (String name : names) {
            types.add(schema.type(name.trim())
                    .filter(asked.visibility()::canRead)
                    .orElseThrow(() -> new ApiException(
                            400,
                            "INVALID_TYPE",
                            "sObject type '" + name.trim().toLowerCase(Locale.ROOT) + "' is not supported.")));
        }
        return types;
    }

    private QueryContext asked(Context context) {
        User user = RestGate.admission(context).user();
        return new QueryContext(permissions.of(user), user.timeZone(), false, user.id());
    }

    private static void answer(Context context, Object body) {
        context.json(body);
        context.contentType("application/json;charset=UTF-8");
    }
}

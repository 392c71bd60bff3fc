package dev.sallyport.org.metadata;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sallyport.org.browser.Browser;
import dev.sallyport.org.data.OrgDatabase;
import dev.sallyport.org.data.SalesforceId;
import dev.sallyport.org.http.ApiError;
import dev.sallyport.org.http.ApiException;
import dev.sallyport.org.setup.Setup;
import dev.sallyport.org.setup.api.Administrators;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Clock;

/**
 * Setup → Object Manager over HTTP: {@code /setup/api/objects}, with JSON that has the properties of the Metadata API's
 * CustomObject and CustomField. Everybody sees what is made here, as with the check boxes of Setup's own pages.
 */
public final class ObjectRoutes {
    private static final String ROOT = "/setup/api/objects";
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Administrators administrators;
    private final CustomFields fields;
    private final CustomObjects objects;

    public ObjectRoutes(OrgDatabase database, Setup setup, Browser browser, Clock clock) {
        this.administrators = new Administrators(setup, browser);
        Workshop workshop = new Workshop(database, setup, clock, true);
        this.fields = new CustomFields(workshop);
        this.objects = new CustomObjects(workshop, fields);
    }

    /** Adds all endpoints to a server. */
    public void addTo(RoutesConfig routes) {
        routes.get(ROOT, this::list);
        routes.post(ROOT, this::create);
        routes.get(ROOT + "/{name}", this::read);
        routes.patch(ROOT + "/{name}", this::update);
        routes.delete(ROOT + "/{name}", this::delete);
        routes.post(ROOT + "/{name}/fields", this::createField);
        routes.patch(ROOT + "/{name}/fields/{field}", this::updateField);
        routes.delete(ROOT + "/{name}/fields/{field}", this::deleteField);
    }

    private void list(Context context) {
        administrators.require(context);
        context.json(objects.list().stream()
                .map(object -> {
                    ObjectNode summary = MAPPER.createObjectNode().put("fullName", object.fullName());
                    object.id().ifPresent(id -> summary.put("id", id));
                    return summary.put("custom", object.id().isPresent());
                })
                .toList());
    }

    private void create(Context context) {
        SalesforceId actor = administrators.require(context).id();
        Component object = component(context, "CustomObject");
        attempt(() -> objects.create(object, actor));
        show(context.status(201), object.text("fullName", ""));
    }

    private void read(Context context) {
        administrators.require(context);
        show(context, context.pathParam("name"));
    }

    private void update(Context context) {
        SalesforceId actor = administrators.require(context).id();
        String name = context.pathParam("name");
        Component object = component(context, "CustomObject").with("fullName", name);
        requirePresent(name);
        attempt(() -> objects.update(object, actor));
        show(context, name);
    }

    private void delete(Context context) {
        SalesforceId actor = administrators.require(context).id();
        requirePresent(context.pathParam("name"));
        attempt(() -> objects.delete(context.pathParam("name"), actor));
        context.status(204);
    }

    private void createField(Context context) {
        SalesforceId actor = administrators.require(context).id();
        requirePresent(context.pathParam("name"));
        Component field = component(context, "CustomField");
        String fullName = context.pathParam("name") + "." + field.text("fullName", "");
        attempt(() -> fields.create(field.with("fullName", fullName), actor));
        showField(context.status(201), fullName);
    }

    private void updateField(Context context) {
        SalesforceId actor = administrators.require(context).id();
        String fullName = fieldName(context);
        requireField(fullName);
        Component field = component(context, "CustomField").with("fullName", fullName);
        attempt(() -> fields.update(field, actor));
        showField(context, fullName);
    }

    private void deleteField(Context context) {
        SalesforceId actor = administrators.require(context).id();
        String fullName = fieldName(context);
        requireField(fullName);
        attempt(() -> fields.delete(fullName, actor));
        context.status(204);
    }

    private static String fieldName(Context context) {
        return context.pathParam("name") + "." + context.pathParam("field");
    }

    private void requirePresent(String name) {
        if (objects.read(name).isEmpty()) {
            throw new ApiException(404, "NOT_FOUND", "No object '" + name + "' in this org");
        }
    }

    private void requireField(String fullName) {
        if (fields.read(fullName).isEmpty()) {
            throw new ApiException(404, "NOT_FOUND", "No custom field '" + fullName + "' in this org");
        }
    }

    private void show(Context context, String name) {
        Component object = objects.read(name)
                .orElseThrow(() -> new ApiException(404, "NOT_FOUND", "No object '" + name + "' in this org"));
        context.json(object.properties());
    }

    private void showField(Context context, String fullName) {
        context.json(fields.read(fullName).orElseThrow().properties());
    }

    private static Component component(Context context, String type) {
        JsonNode body;
        try {
            body = MAPPER.readTree(context.body());
        } catch (JsonProcessingException e) {
            throw new ApiException(400, "JSON_PARSER_ERROR", "The body is not JSON: " + e.getOriginalMessage());
        }
        if (!(body instanceof ObjectNode object)) {
            throw new ApiException(400, "JSON_PARSER_ERROR", "The body must be a JSON object");
        }
        Component component = new Component(object);
        KnownProperties.firstUnknown(type, component).ifPresent(unknown -> {
            throw new ApiException(
                    400, "JSON_PARSER_ERROR", "A " + unknown.type() + " has no '" + unknown.property() + "'");
        });
        return component;
    }

    private static void attempt(Runnable change) {
        try {
            change.run();
        } catch (MetadataException e) {
            throw new ApiException(new ApiError(400, e.statusCode(), e.text(), e.fields()));
        }
    }
}

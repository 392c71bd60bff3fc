package dev.sallyport.org.rest;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sallyport.org.data.ChildRelationship;
import dev.sallyport.org.data.Field;
import dev.sallyport.org.data.SObjectType;
import dev.sallyport.org.data.SalesforceId;
import dev.sallyport.org.data.Schema;
import dev.sallyport.org.http.ApiException;
import dev.sallyport.org.setup.Permissions;
import dev.sallyport.org.setup.UserPermissions;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.List;
import java.util.function.BiFunction;

/**
 * Page layouts, which every type has one of here: its fields in two columns, and a related list for each relationship. See
 * the REST API Developer Guide, "sObject Layouts", "sObject Compact Layouts", "sObject Approval Layouts" and "sObject Named
 * Layouts".
 */
final class LayoutResource implements Resource {
    /** What stands for the master record type in every org. */
    private static final String MASTER_RECORD_TYPE = "012000000000000AAA";

    private static final int COLUMNS = 2;
    private static final int COMPACT_FIELDS = 5;

    private final Schema schema;
    private final Permissions permissions;

    LayoutResource(RestServices services) {
        this.schema = services.schema();
        this.permissions = services.permissions();
    }

    @Override
    public void addTo(RoutesConfig routes) {
        String describe = "/services/data/{version}/sobjects/{type}/describe";
        routes.get(describe + "/layouts", context -> answer(context, this::layouts));
        routes.get(describe + "/layouts/" + MASTER_RECORD_TYPE, context -> answer(context, this::layout));
        routes.get(describe + "/namedLayouts/{name}", context -> answer(context, this::layouts));
        routes.get(describe + "/compactLayouts", context -> answer(context, LayoutResource::compactLayouts));
        routes.get(describe + "/approvalLayouts", context -> answer(context, LayoutResource::approvalLayouts));
    }

    private void answer(Context context, BiFunction<SObjectType, UserPermissions, ObjectNode> describe) {
        UserPermissions visible = permissions.of(RestGate.admission(context).user());
        SObjectType type = schema.type(context.pathParam("type"))
                .filter(found -> visible.canRead(found) && found.properties().layoutable())
                .orElseThrow(() -> new ApiException(404, "NOT_FOUND", "The requested resource does not exist"));
        SaveAnswers.json(context, 200, describe.apply(type, visible));
    }

    private ObjectNode layouts(SObjectType type, UserPermissions visible) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.putArray("layouts").add(layout(type, visible));
        answer.putArray("recordTypeMappings")
                .addObject()
                .put("active", true)
                .put("available", true)
                .put("defaultRecordTypeMapping", true)
                .put("developerName", "Master")
                .put("layoutId", id("00h", type))
                .put("master", true)
                .put("name", "Master")
                .put("recordTypeId", MASTER_RECORD_TYPE);
        answer.putArray("recordTypeSelectorRequired").add(false);
        return answer;
    }

    private ObjectNode layout(SObjectType type, UserPermissions visible) {
        ObjectNode layout = JsonNodeFactory.instance.objectNode();
        layout.putObject("buttonLayoutSection").putArray("detailButtons");
        layout.putArray("detailLayoutSections").add(section(type, visible));
        layout.putArray("editLayoutSections").add(section(type, visible));
        layout.putNull("feedView");
        layout.putNull("highlightsPanelLayoutSection");
        layout.put("id", id("00h", type));
        layout.putArray("multirowEditLayoutSections");
        layout.putNull("offlineLinks");
        layout.putObject("quickActionList").putArray("quickActionListItems");
        layout.putNull("relatedContent");
        ArrayNode lists = layout.putArray("relatedLists");
        type.childRelationships().forEach(child -> addRelatedList(lists, child, visible));
        layout.putArray("saveOptions");
        return layout;
    }

    private static ObjectNode section(SObjectType type, UserPermissions visible) {
        List<Field> fields = type.fields().stream()
                .filter(field -> visible.canRead(type, field) && field.compoundFieldName() == null)
                .toList();
        ObjectNode section = JsonNodeFactory.instance.objectNode();
        section.put("collapsed", false);
        section.put("columns", COLUMNS);
        section.put("heading", type.label() + " Information");
        ArrayNode rows = section.putArray("layoutRows");
        for (int i = 0; i < fields.size(); i += COLUMNS) {
            List<Field> pair = fields.subList(i, Math.min(i + COLUMNS, fields.size()));
            ObjectNode row = rows.addObject();
            ArrayNode items = row.putArray("layoutItems");
            pair.forEach(field -> items.add(item(field)));
            row.put("numItems", pair.size());
        }
        section.put("parentLayoutId", id("00h", type));
        section.put("rows", rows.size());
        section.put("tabOrder", "LeftToRight");
        section.put("useCollapsibleSection", false);
        section.put("useHeading", false);
        return section;
    }

    private static ObjectNode item(Field field) {
        ObjectNode item = JsonNodeFactory.instance.objectNode();
        item.put("editableForNew", field.createable());
        item.put("editableForUpdate", field.updateable());
        item.put("label", field.label());
        ObjectNode component = item.putArray("layoutComponents").addObject();
        component.put("displayLines", 1);
        component.put("tabOrder", 0);
        component.put("type", "Field");
        component.put("value", field.name());
        item.put("placeholder", false);
        item.put("required", field.required());
        return item;
    }

    private void addRelatedList(ArrayNode lists, ChildRelationship child, UserPermissions visible) {
        String name = child.relationshipName();
        SObjectType type =
                schema.type(child.childSObject()).filter(visible::canRead).orElse(null);
        if (name == null || type == null) {
            return;
        }
        ObjectNode list = lists.addObject();
        list.putNull("accessLevelRequiredForCreate");
        list.putArray("buttons");
        ArrayNode columns = list.putArray("columns");
        type.nameField().ifPresent(field -> columns.addObject()
                .put("field", type.name() + "." + field.name())
                .put("fieldApiName", field.name())
                .putNull("format")
                .put("label", field.label())
                .put("lookupId", "Id")
                .put("name", field.name())
                .put("sortable", field.sortable()));
        list.put("custom", type.properties().custom());
        list.put("field", child.field());
        list.put("label", type.labelPlural());
        list.put("limitRows", 5);
        list.put("name", name);
        list.put("sobject", type.name());
        list.putArray("sort");
    }

    private static ObjectNode compactLayouts(SObjectType type, UserPermissions visible) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ObjectNode layout = answer.putArray("compactLayouts").addObject();
        layout.putArray("actions");
        ArrayNode items = layout.putArray("fieldItems");
        type.fields().stream()
                .filter(field -> visible.canRead(type, field) && field.createable())
                .limit(COMPACT_FIELDS)
                .forEach(field -> items.add(item(field)));
        layout.putNull("id");
        layout.putArray("imageItems");
        layout.put("label", "System Default");
        layout.put("name", "SYSTEM");
        layout.put("objectType", type.name());
        answer.putNull("defaultCompactLayoutId");
        answer.putArray("recordTypeCompactLayoutMappings")
                .addObject()
                .put("available", true)
                .putNull("compactLayoutId")
                .put("compactLayoutName", "SYSTEM")
                .put("recordTypeId", MASTER_RECORD_TYPE)
                .put("recordTypeName", "Master");
        answer.putObject("urls");
        return answer;
    }

    /** No type has an approval process here. */
    private static ObjectNode approvalLayouts(SObjectType type, UserPermissions visible) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.putArray("approvalLayouts");
        return answer;
    }

    /** An id of something that each type has one of: the same at all times. */
    static String id(String keyPrefix, SObjectType type) {
        String number = Integer.toString(Math.floorMod(type.name().hashCode(), 1_000_000_000));
        return SalesforceId.parse(keyPrefix + "Lo0" + "0".repeat(9 - number.length()) + number)
                .orElseThrow()
                .value();
    }
}

package dev.sallyport.org.rest;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sallyport.org.data.SObjectType;
import dev.sallyport.org.data.Schema;
import dev.sallyport.org.setup.Permissions;
import dev.sallyport.org.setup.UserPermissions;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.List;

/** Tabs and theme. The org has no icons or colours of its own. See the REST API Developer Guide, "Tabs" and "Themes". */
final class TabResource implements Resource {
    private final Schema schema;
    private final Permissions permissions;

    TabResource(RestServices services) {
        this.schema = services.schema();
        this.permissions = services.permissions();
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.get("/services/data/{version}/tabs", this::tabs);
        routes.get("/services/data/{version}/theme", this::theme);
    }

    private void tabs(Context context) {
        ArrayNode tabs = JsonNodeFactory.instance.arrayNode();
        for (SObjectType type : withTabs(context)) {
            ObjectNode tab = tabs.addObject();
            tab.putArray("colors");
            tab.put("custom", type.properties().custom());
            tab.put("iconUrl", "");
            tab.putArray("icons");
            tab.put("label", type.labelPlural());
            tab.put("miniIconUrl", "");
            tab.put("name", (type.properties().custom() ? "" : "standard-") + type.name());
            tab.put("sobjectName", type.name());
            tab.put("url", "/" + type.keyPrefix() + "/o");
        }
        SaveAnswers.json(context, 200, tabs);
    }

    private void theme(Context context) {
        ObjectNode theme = JsonNodeFactory.instance.objectNode();
        ArrayNode items = theme.putArray("themeItems");
        for (SObjectType type : withTabs(context)) {
            ObjectNode item = items.addObject();
            item.putArray("colors");
            item.putArray("icons");
            item.put("name", type.name());
        }
        SaveAnswers.json(context, 200, theme);
    }

    private List<SObjectType> withTabs(Context context) {
        UserPermissions visible = permissions.of(RestGate.admission(context).user());
        return schema.types().stream()
                .filter(type -> type.properties().layoutable() && visible.canRead(type))
                .toList();
    }
}

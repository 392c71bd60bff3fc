package dev.sallyport.org.metadata;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sallyport.org.data.Field;
import dev.sallyport.org.data.OrgDatabase;
import dev.sallyport.org.data.SObjectType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;

/**
 * The records of the Tooling API: a database of its own in memory. Definitions of objects and fields are rows there,
 * written anew for the types that have changed; what developers make, such as debug levels and static resources, lasts until
 * the org stops. The org has no Apex, so that the types of code are empty.
 */
public final class ToolingDatabase implements AutoCloseable {
    private final OrgDatabase org;
    private final OrgDatabase tooling = OrgDatabase.tooling();

    /** The types whose rows are there, by name, and the version of the schema that they are of. */
    private Map<String, SObjectType> written = Map.of();

    private long writtenVersion;

    public ToolingDatabase(OrgDatabase org) {
        this.org = org;
        org.remember(this::bookmark);
    }

    /** The database of the Tooling API's own types. */
    public OrgDatabase database() {
        return tooling;
    }

    /** Brings the definitions up to date: those of the types that have changed. */
    public synchronized void refresh() {
        long version = org.schema().version();
        if (version != writtenVersion) {
            Map<String, SObjectType> types = new TreeMap<>();
            org.schema().types().forEach(type -> types.put(type.name(), type));
            tooling.jdbi().useTransaction(handle -> replace(handle, written, types));
            written = types;
            writtenVersion = version;
        }
    }

    private synchronized Runnable bookmark() {
        tooling.takeSnapshot();
        Map<String, SObjectType> types = written;
        long version = writtenVersion;
        return () -> {
            synchronized (this) {
                tooling.restoreSnapshot();
                written = types;
                writtenVersion = version;
            }
        };
    }

    @Override
    public void close() {
        tooling.close();
    }

    private void replace(Handle handle, Map<String, SObjectType> before, Map<String, SObjectType> after) {
        before.forEach((name, type) -> {
            if (!type.equals(after.get(name))) {
                delete(handle, type);
            }
        });
        Inserts entities = new Inserts(handle, "EntityDefinition");
        Inserts fields = new Inserts(handle, "FieldDefinition");
        Inserts customObjects = new Inserts(handle, "CustomObject");
        Inserts customFields = new Inserts(handle, "CustomField");
        after.forEach((name, type) -> {
            if (!type.equals(before.get(name))) {
                insert(type, entities, fields, customObjects, customFields);
            }
        });
        List.of(entities, fields, customObjects, customFields).forEach(Inserts::flush);
    }

    private static void delete(Handle handle, SObjectType type) {
        String entity = entityId(type);
        handle.execute("DELETE FROM \"EntityDefinition\" WHERE \"Id\" = ?", entity);
        handle.execute("DELETE FROM \"FieldDefinition\" WHERE \"EntityDefinition\" = ?", entity);
        handle.execute("DELETE FROM \"CustomField\" WHERE \"EntityDefinition\" = ?", entity);
        if (type.properties().custom()) {
            handle.execute(
                    "DELETE FROM \"CustomObject\" WHERE \"DeveloperName\" = ?", Names.withoutSuffix(type.name()));
        }
    }

    private void insert(
            SObjectType type, Inserts entities, Inserts fields, Inserts customObjects, Inserts customFields) {
        ObjectNode definition = org.definitions().find(type.name()).orElseThrow();
        String durableId = durableId(type, definition);
        String entity = entityId(type);
        entities.add(entity(type, definition, entity, durableId));
        if (type.properties().custom()) {
            customObjects.add(customObject(type, definition, durableId));
        }
        for (Field field : type.fields()) {
            Optional<ObjectNode> custom = field.custom() && field.name().endsWith(Names.SUFFIX)
                    ? CustomFields.find(definition, field.name())
                    : Optional.empty();
            String id = custom.map(found -> Workshop.id("CustomField", type.name() + "." + field.name(), found))
                    .orElse(field.name());
            fields.add(field(type, field, entity, durableId, id));
            custom.ifPresent(found -> customFields.add(customField(type, field, found, entity, durableId, id)));
        }
    }

    private static String entityId(SObjectType type) {
        return DerivedIds.of("4ie", type.name()).value();
    }

    private static String durableId(SObjectType type, ObjectNode definition) {
        return type.properties().custom() ? Workshop.id("CustomObject", type.name(), definition) : type.name();
    }

    private static Map<String, @Nullable Object> entity(
            SObjectType type, ObjectNode definition, String id, String durableId) {
        SObjectType.Properties properties = type.properties();
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("Id", id);
        row.put("DurableId", durableId);
        row.put("QualifiedApiName", type.name());
        row.put("DeveloperName", Names.withoutSuffix(type.name()));
        row.put("MasterLabel", type.label());
        row.put("Label", type.label());
        row.put("PluralLabel", type.labelPlural());
        row.put("KeyPrefix", type.keyPrefix());
        row.put("IsCustomizable", Workshop.isCustomizable(type));
        row.put("IsApexTriggerable", properties.triggerable());
        row.put("IsTriggerable", properties.triggerable());
        row.put("IsCompactLayoutable", properties.compactLayoutable());
        row.put("IsReplicateable", properties.replicateable());
        row.put("IsRetrieveable", properties.retrieveable());
        row.put("IsSearchLayoutable", properties.searchLayoutable());
        row.put("IsSearchable", properties.searchable());
        row.put("IsIdEnabled", true);
        row.put("IsEverCreatable", properties.createable());
        row.put("IsEverUpdatable", properties.updateable());
        row.put("IsEverDeletable", properties.deletable());
        row.put("IsFeedEnabled", properties.feedEnabled());
        row.put("IsQueryable", properties.queryable());
        row.put("IsMruEnabled", properties.mruEnabled());
        row.put("IsLayoutable", properties.layoutable());
        row.put("PublisherId", properties.custom() ? "<local>" : "System");
        row.put(
                "InternalSharingModel",
                definition.path("metadata").path("sharingModel").asText("ReadWrite"));
        row.put("ExternalSharingModel", "Private");
        row.put(
                "DeploymentStatus",
                definition.path("metadata").path("deploymentStatus").asText("Deployed"));
        return row;
    }

    private static Map<String, @Nullable Object> field(
            SObjectType type, Field field, String entity, String entityDurableId, String id) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("Id", DerivedIds.of("4fe", type.name() + "." + field.name()).value());
        row.put("DurableId", entityDurableId + "." + id);
        row.put("EntityDefinitionId", entityDurableId);
        row.put("EntityDefinition", entity);
        row.put("QualifiedApiName", field.name());
        row.put("DeveloperName", Names.withoutSuffix(field.name()));
        row.put("MasterLabel", field.label());
        row.put("Label", field.label());
        row.put("Length", field.length());
        row.put("DataType", DataTypes.of(field));
        row.put("ValueTypeId", field.type().apiName());
        row.put("ExtraTypeInfo", field.extraTypeInfo());
        row.put("IsCalculated", field.calculated());
        row.put("IsHighScaleNumber", field.highScaleNumber());
        row.put("IsHtmlFormatted", field.htmlFormatted());
        row.put("IsNameField", field.nameField());
        row.put("IsNillable", field.nillable());
        row.put(
                "IsIndexed",
                field.idLookup() || field.externalId() || field.type().isId());
        row.put("IsApiFilterable", field.filterable());
        row.put("IsApiGroupable", field.groupable());
        row.put("IsApiSortable", field.sortable());
        row.put("IsPolymorphicForeignKey", field.polymorphicForeignKey());
        row.put("Precision", field.precision());
        row.put("Scale", field.scale());
        row.put("RelationshipName", field.relationshipName());
        row.put("ReferenceTargetField", field.referenceTargetField());
        row.put("PublisherId", field.custom() ? "<local>" : "System");
        return row;
    }

    private static Map<String, @Nullable Object> customObject(SObjectType type, ObjectNode definition, String id) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("Id", id);
        row.put("DeveloperName", Names.withoutSuffix(type.name()));
        row.put("ManageableState", "unmanaged");
        row.put("Description", definition.path("metadata").path("description").textValue());
        row.put("SharingModel", definition.path("metadata").path("sharingModel").asText("Edit"));
        return row;
    }

    private static Map<String, @Nullable Object> customField(
            SObjectType type, Field field, ObjectNode definition, String entity, String entityDurableId, String id) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("Id", id);
        row.put("EntityDefinitionId", entityDurableId);
        row.put("EntityDefinition", entity);
        row.put("TableEnumOrId", entityDurableId);
        row.put("DeveloperName", Names.withoutSuffix(field.name()));
        row.put("ManageableState", "unmanaged");
        row.put("Description", definition.path("metadata").path("description").textValue());
        row.put("InlineHelpText", field.inlineHelpText());
        row.put("Length", field.length() == 0 ? null : field.length());
        row.put("Precision", field.precision() == 0 ? null : field.precision());
        row.put("Scale", field.precision() == 0 ? null : field.scale());
        row.put("FullName", type.name() + "." + field.name());
        return row;
    }

    /** Rows of one table, which are written some at a time: all of a large org's would fill the memory. */
    private static final class Inserts {
        private static final int AT_ONCE = 1_000;

        private final Handle handle;
        private final String table;
        private final List<Map<String, @Nullable Object>> pending = new ArrayList<>();

        Inserts(Handle handle, String table) {
            this.handle = handle;
            this.table = table;
        }

        void add(Map<String, @Nullable Object> row) {
            pending.add(row);
            if (pending.size() == AT_ONCE) {
                flush();
            }
        }

        void flush() {
            if (pending.isEmpty()) {
                return;
            }
            List<String> columns = List.copyOf(pending.get(0).keySet());
            String names = columns.stream().map(name -> '"' + name + '"').collect(Collectors.joining(", "));
            String marks = columns.stream().map(name -> "?").collect(Collectors.joining(", "));
            try (PreparedBatch batch =
                    handle.prepareBatch("INSERT INTO \"" + table + "\" (" + names + ") VALUES (" + marks + ")")) {
                for (Map<String, @Nullable Object> row : pending) {
                    for (int i = 0; i < columns.size(); i++) {
                        batch.bind(i, row.get(columns.get(i)));
                    }
                    batch.add();
                }
                batch.execute();
            }
            pending.clear();
        }
    }
}

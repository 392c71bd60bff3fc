package dev.sallyport.org.metadata;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sallyport.org.data.CustomDefinitions;
import dev.sallyport.org.data.OrgDatabase;
import dev.sallyport.org.data.SObjectType;
import dev.sallyport.org.data.SalesforceId;
import dev.sallyport.org.data.Schema;
import dev.sallyport.org.setup.Setup;
import dev.sallyport.org.setup.User;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.JdbiException;

/**
 * What changes to custom objects and fields have in common: the definitions, who may see what is new, who did it when.
 *
 * <p>What comes through the Metadata API is seen by nobody at first but those who see all records, and a field by nobody
 * at all, until a profile or permission set allows it. What an administrator makes in Setup everybody sees.
 */
final class Workshop {
    private final CustomDefinitions definitions;
    private final OrgDatabase database;
    private final Setup setup;
    private final Clock clock;
    private final boolean visibleToAll;

    Workshop(OrgDatabase database, Setup setup, Clock clock, boolean visibleToAll) {
        this.definitions = database.definitions();
        this.database = database;
        this.setup = setup;
        this.clock = clock;
        this.visibleToAll = visibleToAll;
    }

    /** Who holds its monitor changes definitions alone. */
    CustomDefinitions definitions() {
        return definitions;
    }

    Schema schema() {
        return database.schema();
    }

    /** A type that can have custom fields, by its name in any case. */
    SObjectType requireCustomizable(String objectName) {
        return schema().type(objectName)
                .filter(Workshop::isCustomizable)
                .orElseThrow(() -> new MetadataException(
                        "INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST",
                        "Entity Enumeration Or ID: bad value for restricted picklist field: " + objectName,
                        "fullName"));
    }

    static boolean isCustomizable(SObjectType type) {
        return type.properties().layoutable() || type.name().equals("User");
    }

    ObjectNode definition(String objectName) {
        return definitions.find(objectName).orElseThrow();
    }

    /** Puts a definition in force. What the database cannot do with the values that are there is refused. */
    void put(ObjectNode definition) {
        try {
            definitions.put(definition);
        } catch (JdbiException e) {
            throw new MetadataException(
                    "FIELD_INTEGRITY_EXCEPTION", "The values that are there do not fit this change");
        }
    }

    /** Stamps a definition of an object or field with who changed it when, and with an id if it has none. */
    void stamp(ObjectNode definition, String keyPrefix, SalesforceId actor) {
        String now = clock.instant().toString();
        if (!definition.has("id")) {
            definition.put("id", database.ids().next(keyPrefix).value());
            definition.put("createdDate", now).put("createdById", actor.value());
        }
        definition.put("lastModifiedDate", now).put("lastModifiedById", actor.value());
    }

    /** Finds the users whom a list of components names. */
    Authors authors() {
        return new Authors(setup.users());
    }

    static FileProperties properties(
            String type, String fullName, String fileName, ObjectNode definition, boolean custom, Authors authors) {
        User created = authors.of(definition.path("createdById").asText());
        User modified = authors.of(definition.path("lastModifiedById").asText());
        return new FileProperties(
                type,
                fullName,
                fileName,
                custom ? Optional.of(id(type, fullName, definition)) : Optional.empty(),
                created.id().value(),
                created.name(),
                Instant.parse(definition.path("createdDate").asText("1970-01-01T00:00:00Z")),
                modified.id().value(),
                modified.name(),
                Instant.parse(definition.path("lastModifiedDate").asText("1970-01-01T00:00:00Z")));
    }

    /** The id of a component; one that came with the org has one made of its name. */
    static String id(String type, String fullName, ObjectNode definition) {
        String keyPrefix = type.equals("CustomObject") ? "01I" : "00N";
        return definition.path("id").asText(DerivedIds.of(keyPrefix, fullName).value());
    }

    /** Says who may see an object that is new. */
    void admit(SObjectType type, SalesforceId actor) {
        setup.permissions().opened(type, visibleToAll, actor);
    }

    /** Says who may see a field that is new. */
    void admit(SObjectType type, String fieldName) {
        boolean permissionable = type.requireField(fieldName).permissionable();
        if (visibleToAll || !permissionable) {
            return;
        }
        setup.permissions().hidden(type.name() + "." + fieldName);
    }

    void forget(String objectName) {
        setup.permissions().forget(objectName);
    }

    void forget(String objectName, String fieldName) {
        setup.permissions().forget(objectName, fieldName);
    }

    void renamed(String objectName, String newName) {
        setup.permissions().renamed(objectName, newName);
    }

    void record(SalesforceId actor, String action, String section, String display) {
        setup.auditTrail().record(actor, action, section, display);
    }
}

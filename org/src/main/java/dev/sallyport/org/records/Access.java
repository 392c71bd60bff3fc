package dev.sallyport.org.records;

import dev.sallyport.org.data.Field;
import dev.sallyport.org.data.SObjectType;
import dev.sallyport.org.data.SalesforceId;
import dev.sallyport.org.data.Schema;
import java.util.Optional;

/** What an actor may write: types and fields that they may not see are, to them, not there. */
final class Access {
    private final Schema schema;

    Access(Schema schema) {
        this.schema = schema;
    }

    SObjectType creatable(Actor actor, String sObject) {
        SObjectType type = visible(actor, sObject);
        if (!type.properties().createable() || !actor.permissions().on(type).create()) {
            throw new RecordException(
                    "CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY", "entity type cannot be inserted: " + type.label());
        }
        return type;
    }

    SObjectType updatable(Actor actor, String sObject) {
        SObjectType type = visible(actor, sObject);
        if (!type.properties().updateable()) {
            throw new RecordException(
                    "CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY", "entity type cannot be updated: " + type.label());
        }
        if (!actor.permissions().on(type).edit()) {
            throw noAccess();
        }
        return type;
    }

    /** The type of the record of an id that is to be deleted or undeleted. */
    SObjectType deletable(Actor actor, SalesforceId id) {
        SObjectType type = schema.typeOf(id)
                .filter(found -> actor.permissions().canRead(found))
                .orElseThrow(() -> new RecordException("INVALID_CROSS_REFERENCE_KEY", "invalid cross reference id"));
        if (!type.properties().deletable()) {
            throw new RecordException(
                    "CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY", "entity type cannot be deleted: " + type.label());
        }
        if (!actor.permissions().on(type).delete()) {
            throw noAccess();
        }
        return type;
    }

    SObjectType visible(Actor actor, String sObject) {
        return schema.type(sObject)
                .filter(type -> actor.permissions().canRead(type))
                .orElseThrow(() -> new RecordException(
                        "INVALID_TYPE",
                        "sObject type '" + sObject + "' is not supported. If you are attempting to use a custom"
                                + " object, be sure to append the '__c' after the entity name. Please reference your"
                                + " WSDL or the describe call for the appropriate names."));
    }

    Field visibleField(Actor actor, SObjectType type, String name) {
        Optional<Field> field =
                type.field(name).filter(found -> actor.permissions().canRead(type, found));
        return field.orElseThrow(() -> new RecordException(
                "INVALID_FIELD", "No such column '" + name + "' on sobject of type " + type.name(), name));
    }

    private static RecordException noAccess() {
        return new RecordException("INSUFFICIENT_ACCESS_OR_READONLY", "insufficient access rights on object id");
    }
}

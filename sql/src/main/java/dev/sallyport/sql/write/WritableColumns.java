package dev.sallyport.sql.write;

import dev.sallyport.salesforce.FieldDescribe;
import dev.sallyport.salesforce.RecordWrite;
import dev.sallyport.salesforce.SObjectDescribe;
import java.util.List;
import java.util.stream.Stream;

/** Refuses what describe says that Salesforce would refuse, before a call is made. */
final class WritableColumns {
    private final SObjectDescribe sObject;

    WritableColumns(SObjectDescribe sObject) {
        this.sObject = sObject;
    }

    RecordWrite insert(List<FieldDescribe> fields) {
        require(sObject.createable(), "create", "Create");
        fields.forEach(field -> require(field.createable(), field, "set in a new record", "INSERT"));
        return RecordWrite.insert(sObject.name(), names(fields));
    }

    RecordWrite update(List<FieldDescribe> fields) {
        require(sObject.updateable(), "change", "Edit");
        fields.forEach(field -> require(field.updateable(), field, "changed", "UPDATE"));
        return RecordWrite.update(
                sObject.name(),
                Stream.concat(Stream.of("Id"), names(fields).stream()).toList());
    }

    RecordWrite delete() {
        require(sObject.deletable(), "delete", "Delete");
        return RecordWrite.delete(sObject.name());
    }

    RecordWrite upsert(List<FieldDescribe> fields) {
        return upsert(fields, key(fields));
    }

    /** An upsert of which the first field finds the records. */
    RecordWrite merge(List<FieldDescribe> fields) {
        FieldDescribe key = fields.get(0);
        if (!isKey(key)) {
            throw new WriteRefusedException(
                    "The ON of the MERGE compares " + sObject.name() + "." + key.name()
                            + ", and Salesforce finds no records by it.",
                    "Compare one of " + keys() + "; or in Setup mark the field as External ID, and import the table"
                            + " again.");
        }
        return upsert(fields, key);
    }

    private RecordWrite upsert(List<FieldDescribe> fields, FieldDescribe key) {
        require(sObject.createable(), "create", "Create");
        require(sObject.updateable(), "change", "Edit");
        for (FieldDescribe field : fields) {
            if (!field.equals(key)) {
                require(field.createable(), field, "set in a new record", "UPSERT");
                require(field.updateable(), field, "changed", "UPSERT");
            }
        }
        return RecordWrite.upsert(sObject.name(), key.name(), names(fields));
    }

    /** The column that finds the records: the one key among them, or the first of all columns. */
    private FieldDescribe key(List<FieldDescribe> fields) {
        List<FieldDescribe> keys =
                fields.stream().filter(WritableColumns::isKey).toList();
        if (keys.size() == 1 || (!keys.isEmpty() && isKey(fields.get(0)))) {
            return isKey(fields.get(0)) ? fields.get(0) : keys.get(0);
        }
        if (keys.isEmpty()) {
            throw new WriteRefusedException(
                    "UPSERT INTO " + sObject.name() + " names no column that finds the records which are there.",
                    "Add one of " + keys() + " to its columns; or in Setup mark a field as External ID.");
        }
        throw new WriteRefusedException(
                "UPSERT INTO " + sObject.name() + " names several columns that could find the records: "
                        + String.join(", ", names(keys)) + ".",
                "Put the one that is to find them first in the list of columns.");
    }

    private String keys() {
        return String.join(
                ", ",
                names(sObject.fields().stream().filter(WritableColumns::isKey).toList()));
    }

    static boolean isKey(FieldDescribe field) {
        return field.externalId() || field.name().equals("Id");
    }

    private void require(boolean allowed, String verb, String permission) {
        if (!allowed) {
            throw new WriteRefusedException(
                    "The run-as user may not " + verb + " records of " + sObject.name() + ".",
                    "In Setup open Profiles, the run-as user's profile, Object Settings, " + sObject.name()
                            + ", Edit, and tick " + permission + ". Then import the table again. Some objects take no"
                            + " such change from anyone.");
        }
    }

    private void require(boolean allowed, FieldDescribe field, String done, String statement) {
        if (allowed) {
            return;
        }
        String column = sObject.name() + "." + field.name();
        if (field.calculated()) {
            throw new WriteRefusedException(
                    "The column " + column + " cannot be " + done + ": it is a formula.",
                    "Leave it out of the " + statement + ", and write the columns that it is made of.");
        }
        throw new WriteRefusedException(
                "The column " + column + " cannot be " + done + ".",
                "Leave it out of the " + statement + ". If it is none that Salesforce fills by itself, give the run-as"
                        + " user's profile Edit on it (Setup > Object Manager, the object, Fields & Relationships, the"
                        + " field, Set Field-Level Security), and import the table again.");
    }

    private static List<String> names(List<FieldDescribe> fields) {
        return fields.stream().map(FieldDescribe::name).toList();
    }
}

package dev.sallyport.transfer;

import dev.sallyport.salesforce.FieldDescribe;
import dev.sallyport.salesforce.FieldType;
import dev.sallyport.salesforce.ParentField;
import dev.sallyport.salesforce.SObjectDescribe;
import dev.sallyport.sql.NearestName;
import dev.sallyport.sql.SObjects;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which parents the names of columns mean: {@code Account.External_Id__c}, and {@code Lead:Who.Email} of a reference to one of
 * several sObjects, as Bulk API 2.0 has them; {@code Account:External_Id__c} and {@code Who:Lead-Email}, as Data Loader's
 * mapping files have them.
 */
final class ParentColumns {
    private static final Pattern SALESFORCE =
            Pattern.compile("(?:(?<type>\\w+):)?(?<relationship>\\w+)\\.(?<field>[\\w.]+)");
    private static final Pattern DATA_LOADER =
            Pattern.compile("(?<relationship>\\w+):(?:(?<type>\\w+)-)?(?<field>\\w+)");

    /** The most names of a list; a reference may lead to hundreds of sObjects. */
    private static final int MOST_NAMES = 8;

    private final SObjects tables;
    private final SObjectDescribe table;

    ParentColumns(SObjects tables, SObjectDescribe table) {
        this.tables = tables;
        this.table = table;
    }

    /** What the name of a column means. */
    sealed interface Meaning {}

    /**
     * A parent.
     *
     * @param reference the field that leads to it
     * @param key the parent's field by which it is found
     */
    record Parent(FieldDescribe reference, FieldDescribe key, ParentField name) implements Meaning {}

    /** A parent by its own id, which is what the field that leads to it has. */
    record OwnField(FieldDescribe reference) implements Meaning {}

    /**
     * None.
     *
     * @param why and what to do, as a sentence
     */
    record Unknown(String why) implements Meaning {}

    /** The parts of a name. */
    private record Path(@Nullable String type, String relationship, String field) {
        @Override
        public String toString() {
            return new ParentField(type, relationship, field).name();
        }

        Path of(@Nullable String otherType, String otherRelationship) {
            return new Path(otherType, otherRelationship, field);
        }
    }

    /** What a name means; empty if it does not look like that of a parent's field. */
    Optional<Meaning> find(String name) {
        Matcher parts = SALESFORCE.matcher(name);
        if (!parts.matches()) {
            parts = DATA_LOADER.matcher(name);
            if (!parts.matches()) {
                return Optional.empty();
            }
        }
        return Optional.of(meaning(new Path(parts.group("type"), parts.group("relationship"), parts.group("field"))));
    }

    private Meaning meaning(Path path) {
        if (path.field().indexOf('.') >= 0) {
            return new Unknown(
                    "Salesforce finds a parent by a field of its own, and not by one of the parent's parent.");
        }
        return reference(path.relationship())
                .map(reference -> meaning(path.of(path.type(), relationship(reference)), reference))
                .orElseGet(() -> new Unknown(noRelationship(path)));
    }

    private Optional<FieldDescribe> reference(@Nullable String relationship) {
        return table.fields().stream()
                .filter(field -> field.relationshipName() != null
                        && field.relationshipName().equalsIgnoreCase(relationship)
                        && !field.referenceTo().isEmpty())
                .findFirst();
    }

    private static String relationship(FieldDescribe reference) {
        return String.valueOf(reference.relationshipName());
    }

    private String noRelationship(Path path) {
        Optional<FieldDescribe> meant =
                table.field(path.relationship()).filter(field -> field.relationshipName() != null);
        if (meant.isPresent()) {
            return "the relationship of " + meant.get().name() + " is called " + relationship(meant.get()) + ": write "
                    + path.of(path.type(), relationship(meant.get())) + ".";
        }
        if (reference(path.type()).isPresent()) {
            return "the sObject comes first: write " + path.of(path.relationship(), String.valueOf(path.type())) + ".";
        }
        List<String> relationships = table.fields().stream()
                .filter(field -> field.relationshipName() != null)
                .map(ParentColumns::relationship)
                .toList();
        return table.name() + " has no relationship " + path.relationship() + " to a parent. "
                + NearestName.advice(path.relationship(), relationships);
    }

    private Meaning meaning(Path path, FieldDescribe reference) {
        List<String> parents = reference.referenceTo();
        if (parents.size() == 1) {
            return path.type() == null
                    ? meaning(path, reference, parents.get(0))
                    : new Unknown(path.relationship() + " leads to " + parents.get(0)
                            + " alone, and Salesforce takes no sObject there: write "
                            + path.of(null, path.relationship()) + ".");
        }
        Optional<String> parent = parents.stream()
                .filter(name -> name.equalsIgnoreCase(path.type()))
                .findFirst();
        return parent.map(name -> meaning(path.of(name, path.relationship()), reference, name))
                .orElseGet(() -> new Unknown(path.relationship() + " leads to one of " + listed(parents)
                        + (path.type() == null ? ": say to which" : ", and to no " + path.type()) + ", as in "
                        + path.of(parents.get(0), path.relationship()) + "."));
    }

    private Meaning meaning(Path path, FieldDescribe reference, String parentName) {
        Optional<SObjectDescribe> parent = tables.describe(parentName);
        if (parent.isEmpty()) {
            return new Unknown("the table " + parentName + " is not imported, so that its external ids are not known:"
                    + " import it too.");
        }
        Optional<FieldDescribe> key = parent.get().field(path.field());
        if (key.isEmpty()) {
            List<String> names =
                    parent.get().fields().stream().map(FieldDescribe::name).toList();
            return new Unknown("the table " + parentName + " has no column " + path.field()
                    + " that the run-as user may see. " + NearestName.advice(path.field(), names)
                    + keys(parent.get()));
        }
        if (key.get().type() == FieldType.ID) {
            return new OwnField(reference);
        }
        return isKey(key.get())
                ? new Parent(
                        reference,
                        key.get(),
                        new ParentField(
                                path.type(), path.relationship(), key.get().name()))
                : new Unknown(parentName + "." + key.get().name() + " is no external id. " + keys(parent.get()));
    }

    private static boolean isKey(FieldDescribe field) {
        return (field.externalId() || field.idLookup()) && field.type() != FieldType.ID;
    }

    private static String keys(SObjectDescribe parent) {
        List<String> keys = parent.fields().stream()
                .filter(ParentColumns::isKey)
                .map(FieldDescribe::name)
                .toList();
        return (keys.isEmpty() ? parent.name() + " has none" : "Those of " + parent.name() + ": " + listed(keys))
                + "; one that Setup has since must be imported.";
    }

    private static String listed(List<String> names) {
        return names.stream().limit(MOST_NAMES).collect(Collectors.joining(", "))
                + (names.size() > MOST_NAMES ? ", …" : "");
    }
}

package dev.sallyport.org.metadata;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sallyport.org.data.Field;
import dev.sallyport.org.data.FieldType;
import dev.sallyport.org.data.SObjectType;
import dev.sallyport.org.data.SalesforceId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/** Custom fields, named {@code Object.Field__c}, on custom and standard objects. */
final class CustomFields implements ComponentStore {
    private static final String ENTITY = "00N";

    private final Workshop workshop;
    private final FieldCompiler compiler;
    private final FieldView view;

    CustomFields(Workshop workshop) {
        this.workshop = workshop;
        this.compiler = new FieldCompiler(workshop.schema());
        this.view = new FieldView();
    }

    /** A field's name, taken apart. */
    record FullName(String object, String field) {
        static FullName parse(String fullName) {
            int dot = fullName.indexOf('.');
            if (dot <= 0 || dot == fullName.length() - 1) {
                throw new MetadataException(
                        "INVALID_FULL_NAME",
                        "The fullName of a CustomField is Object.Field__c: " + fullName,
                        "fullName");
            }
            return new FullName(fullName.substring(0, dot), fullName.substring(dot + 1));
        }
    }

    @Override
    public String type() {
        return "CustomField";
    }

    @Override
    public List<FileProperties> list() {
        Authors authors = workshop.authors();
        List<FileProperties> listed = new ArrayList<>();
        forEach((object, field) -> {
            String fullName = object.name() + "." + field.path("name").asText();
            listed.add(Workshop.properties(
                    type(), fullName, "objects/" + object.name() + ".object", field, true, authors));
        });
        return listed;
    }

    /** The name of the field that has an id. */
    Optional<String> fullNameOf(String id) {
        List<String> found = new ArrayList<>();
        forEach((object, field) -> {
            String fullName = object.name() + "." + field.path("name").asText();
            if (Workshop.id(type(), fullName, field).equals(id)) {
                found.add(fullName);
            }
        });
        return found.stream().findFirst();
    }

    /** The id of a field that is there. */
    String idOf(String fullName) {
        FullName name = FullName.parse(fullName);
        String object = workshop.schema().requireType(name.object()).name();
        ObjectNode field = find(workshop.definition(object), name.field()).orElseThrow();
        return Workshop.id(type(), object + "." + field.path("name").asText(), field);
    }

    /** Goes through the custom fields of all objects. */
    private void forEach(BiConsumer<SObjectType, ObjectNode> action) {
        for (SObjectType object : workshop.schema().types()) {
            List<Field> fields = object.fields().stream()
                    .filter(field -> field.name().endsWith(Names.SUFFIX) && !field.nameField())
                    .toList();
            if (!fields.isEmpty()) {
                ObjectNode definition = workshop.definition(object.name());
                fields.forEach(field ->
                        action.accept(object, find(definition, field.name()).orElseThrow()));
            }
        }
    }

    @Override
    public Optional<Component> read(String fullName) {
        FullName name = FullName.parse(fullName);
        return workshop.schema().type(name.object()).flatMap(object -> find(
                        workshop.definition(object.name()), name.field())
                .filter(field -> field.path("name").asText().endsWith(Names.SUFFIX))
                .map(field -> view.of(field)
                        .with(
                                "fullName",
                                object.name() + "." + field.path("name").asText())));
    }

    @Override
    public void create(Component component, SalesforceId actor) {
        FullName name = FullName.parse(component.requiredText("fullName"));
        synchronized (workshop.definitions()) {
            SObjectType object = workshop.requireCustomizable(name.object());
            ObjectNode definition = workshop.definition(object.name());
            add(definition, name.field(), component, actor);
            workshop.put(definition);
            created(object.name(), name.field(), component, actor);
        }
    }

    @Override
    public void update(Component component, SalesforceId actor) {
        String fullName = component.requiredText("fullName");
        FullName name = FullName.parse(fullName);
        synchronized (workshop.definitions()) {
            SObjectType object = workshop.schema()
                    .type(name.object())
                    .orElseThrow(() -> MetadataException.notFound("fullName", type(), fullName));
            ObjectNode definition = workshop.definition(object.name());
            change(definition, name.field(), component, actor);
            workshop.put(definition);
            workshop.record(actor, "changedCF", section(object.name()), "Changed custom field " + fullName);
        }
    }

    @Override
    public void delete(String fullName, SalesforceId actor) {
        FullName name = FullName.parse(fullName);
        synchronized (workshop.definitions()) {
            SObjectType object = workshop.schema()
                    .type(name.object())
                    .filter(type ->
                            type.field(name.field()).filter(Field::custom).isPresent())
                    .orElseThrow(() -> MetadataException.notFound("fullName", type(), fullName));
            Field field = object.requireField(name.field());
            requireUnused(object, field);
            ObjectNode definition = workshop.definition(object.name());
            remove(definition, field.name());
            workshop.put(definition);
            workshop.forget(object.name(), field.name());
            workshop.record(actor, "deletedCF", section(object.name()), "Deleted custom field " + fullName);
        }
    }

    /** Adds a field to a definition that is to be put. */
    void add(ObjectNode object, String fieldName, Component field, SalesforceId actor) {
        String objectName = object.path("name").asText();
        Names.requireFieldName(fieldName, objectName + "." + fieldName);
        if (find(object, fieldName).isPresent()) {
            throw new MetadataException(
                    "DUPLICATE_DEVELOPER_NAME",
                    "There is already a field named " + Names.withoutSuffix(fieldName) + " on " + objectName + ".",
                    "fullName");
        }
        List<ObjectNode> definitions = compiler.compile(objectName, fieldName, field, siblings(object));
        definitions.forEach(definition -> workshop.stamp(definition, ENTITY, actor));
        fields(object).addAll(definitions);
        MasterDetails.align(object);
    }

    /** Changes a field of a definition that is to be put. */
    void change(ObjectNode object, String fieldName, Component change, SalesforceId actor) {
        String objectName = object.path("name").asText();
        ObjectNode old = find(object, fieldName)
                .filter(field -> field.path("name").asText().endsWith(Names.SUFFIX))
                .orElseThrow(() -> MetadataException.notFound("fullName", type(), objectName + "." + fieldName));
        String name = old.path("name").asText();
        Component merged = view.of(old).merged(change);
        List<ObjectNode> definitions = compiler.compile(objectName, name, merged, siblings(object));
        for (ObjectNode definition : definitions) {
            for (String kept : List.of("id", "createdDate", "createdById")) {
                if (old.has(kept)) {
                    definition.set(kept, old.get(kept));
                }
            }
            workshop.stamp(definition, ENTITY, actor);
        }
        int index = remove(object, name);
        ArrayNode fields = fields(object);
        for (int i = 0; i < definitions.size(); i++) {
            fields.insert(index + i, definitions.get(i));
        }
        MasterDetails.align(object);
    }

    /** What is left to do once a field is there. */
    void created(String objectName, String fieldName, Component field, SalesforceId actor) {
        SObjectType object = workshop.schema().requireType(objectName);
        if (object.requireField(fieldName).type() != FieldType.LOCATION) {
            workshop.admit(object, fieldName);
        }
        field.integer("startingNumber")
                .ifPresent(number -> workshop.definitions().setNextAutoNumber(objectName, fieldName, number));
        workshop.record(
                actor,
                "createdCF",
                section(objectName),
                "Created custom field " + field.text("label", fieldName) + " (" + field.text("type", "") + ") on "
                        + objectName);
    }

    /** The definition of a field, in any case of its name; fields that stand in groups are found too. */
    static Optional<ObjectNode> find(ObjectNode object, String fieldName) {
        for (JsonNode field : object.path("fields")) {
            if (field.path("name").asText().equalsIgnoreCase(fieldName)) {
                return Optional.of((ObjectNode) field);
            }
        }
        return Optional.empty();
    }

    static ArrayNode fields(ObjectNode object) {
        return (ArrayNode) object.path("fields");
    }

    /** Takes a field and its parts out of a definition, and tells where the first of them was. */
    private static int remove(ObjectNode object, String fieldName) {
        ArrayNode fields = fields(object);
        int first = fields.size();
        for (int i = fields.size() - 1; i >= 0; i--) {
            JsonNode field = fields.get(i);
            if (field.path("name").asText().equals(fieldName)
                    || field.path("compoundFieldName").asText().equals(fieldName)) {
                fields.remove(i);
                first = i;
            }
        }
        MasterDetails.align(object);
        return Math.min(first, fields.size());
    }

    private static void requireUnused(SObjectType object, Field field) {
        for (Field other : object.fields()) {
            String sql = other.sqlExpression();
            if (sql != null && !other.equals(field) && sql.contains("\"" + field.name() + "\"")) {
                throw new MetadataException(
                        "DEPENDENCY_EXISTS",
                        "This custom field is referenced elsewhere in salesforce.com. Formula Field - " + other.label()
                                + ".",
                        "fullName");
            }
        }
    }

    private List<ObjectNode> siblings(ObjectNode object) {
        List<ObjectNode> siblings = new ArrayList<>();
        for (JsonNode field : object.path("fields")) {
            if (field.has("name")) {
                siblings.add((ObjectNode) field);
            }
        }
        workshop.schema().type(object.path("name").asText()).ifPresent(type -> type.fields().stream()
                .filter(field -> find(object, field.name()).isEmpty() && !field.custom())
                .map(field -> JsonNodeFactory.instance
                        .objectNode()
                        .put("name", field.name())
                        .put("type", field.type().apiName()))
                .forEach(siblings::add));
        return siblings;
    }

    private static String section(String objectName) {
        return objectName.endsWith(Names.SUFFIX) ? "Custom Objects" : "Customize " + objectName;
    }
}

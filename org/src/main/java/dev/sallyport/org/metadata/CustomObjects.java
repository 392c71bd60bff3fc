package dev.sallyport.org.metadata;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sallyport.org.data.SObjectType;
import dev.sallyport.org.data.SalesforceId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Custom objects, and standard ones as far as they can have custom fields. */
final class CustomObjects implements ComponentStore {
    private static final String ENTITY = "01I";
    private static final String SECTION = "Custom Objects";
    private static final Set<String> SHARING_MODELS = Set.of(
            "Private",
            "Read",
            "ReadSelect",
            "ReadWrite",
            "ReadWriteTransfer",
            "FullAccess",
            "ControlledByParent",
            "ControlledByCampaign",
            "ControlledByLeadOrContact");
    private static final Set<String> DEPLOYMENT_STATUSES = Set.of("InDevelopment", "Deployed");

    private final Workshop workshop;
    private final CustomFields customFields;
    private final FieldView fieldView = new FieldView();

    CustomObjects(Workshop workshop, CustomFields customFields) {
        this.workshop = workshop;
        this.customFields = customFields;
    }

    @Override
    public String type() {
        return "CustomObject";
    }

    @Override
    public List<FileProperties> list() {
        Authors authors = workshop.authors();
        return workshop.schema().types().stream()
                .filter(Workshop::isCustomizable)
                .map(object -> Workshop.properties(
                        type(),
                        object.name(),
                        "objects/" + object.name() + ".object",
                        workshop.definition(object.name()),
                        object.properties().custom(),
                        authors))
                .toList();
    }

    @Override
    public Optional<Component> read(String fullName) {
        return workshop.schema().type(fullName).filter(Workshop::isCustomizable).map(this::view);
    }

    @Override
    public void create(Component component, SalesforceId actor) {
        String fullName = component.requiredText("fullName");
        synchronized (workshop.definitions()) {
            requireFree(fullName);
            ObjectNode definition = JsonNodeFactory.instance.objectNode();
            definition.put("name", fullName);
            definition.putArray("fields");
            shape(definition, component);
            List<Component> fields = component.parts("fields");
            for (Component field : fields) {
                customFields.add(definition, field.requiredText("fullName"), field, actor);
            }
            requireSharing(definition);
            workshop.stamp(definition, ENTITY, actor);
            definition.put("keyPrefix", workshop.definitions().reserveKeyPrefix());
            workshop.put(definition);
            workshop.admit(workshop.schema().requireType(fullName), actor);
            component
                    .part("nameField")
                    .flatMap(name -> name.integer("startingNumber"))
                    .ifPresent(number -> workshop.definitions().setNextAutoNumber(fullName, "Name", number));
            workshop.record(
                    actor, "createdCustEnt", SECTION, "Created custom object: " + component.text("label", fullName));
            fields.forEach(field -> customFields.created(fullName, field.requiredText("fullName"), field, actor));
        }
    }

    @Override
    public void update(Component component, SalesforceId actor) {
        save(component, actor, false);
    }

    @Override
    public boolean upsert(Component component, SalesforceId actor) {
        if (workshop.schema().type(component.requiredText("fullName")).isEmpty()) {
            create(component, actor);
            return true;
        }
        save(component, actor, true);
        return false;
    }

    @Override
    public void delete(String fullName, SalesforceId actor) {
        synchronized (workshop.definitions()) {
            SObjectType object = requireCustom(fullName);
            object.childRelationships().stream()
                    .filter(child -> child.field().endsWith(Names.SUFFIX)
                            && !child.childSObject().equals(object.name()))
                    .forEach(child -> customFields.delete(child.childSObject() + "." + child.field(), actor));
            workshop.definitions().remove(object.name());
            workshop.forget(object.name());
            workshop.record(actor, "deletedCustEnt", SECTION, "Deleted custom object: " + object.label());
        }
    }

    @Override
    public void rename(String fullName, String newFullName, SalesforceId actor) {
        synchronized (workshop.definitions()) {
            SObjectType object = requireCustom(fullName);
            requireFree(newFullName);
            workshop.definitions().rename(object.name(), newFullName);
            workshop.renamed(object.name(), newFullName);
            workshop.record(
                    actor,
                    "changedCustEntName",
                    SECTION,
                    "Changed the name of custom object " + object.label() + " from " + fullName + " to " + newFullName);
        }
    }

    private void save(Component component, SalesforceId actor, boolean fieldsToo) {
        String fullName = component.requiredText("fullName");
        synchronized (workshop.definitions()) {
            SObjectType object = workshop.schema()
                    .type(fullName)
                    .filter(Workshop::isCustomizable)
                    .orElseThrow(() -> MetadataException.notFound("fullName", type(), fullName));
            ObjectNode definition = workshop.definition(object.name());
            if (object.properties().custom()) {
                shape(definition, ownProperties(definition).merged(component));
            }
            List<Component> made = new ArrayList<>();
            for (Component field : component.parts("fields")) {
                String name = field.requiredText("fullName");
                if (fieldsToo && CustomFields.find(definition, name).isEmpty()) {
                    customFields.add(definition, name, field, actor);
                    made.add(field);
                } else if (name.endsWith(Names.SUFFIX)) {
                    customFields.change(definition, name, field, actor);
                }
            }
            requireSharing(definition);
            workshop.stamp(definition, ENTITY, actor);
            workshop.put(definition);
            made.forEach(field -> customFields.created(object.name(), field.requiredText("fullName"), field, actor));
            workshop.record(actor, "changedCustEnt", SECTION, "Changed custom object: " + object.label());
        }
    }

    /** Sets the properties of the object itself, and its standard fields. */
    private void shape(ObjectNode definition, Component component) {
        String label = Names.requireLabel(component, type());
        String plural = component
                .text("pluralLabel")
                .orElseThrow(() -> new MetadataException(
                        "REQUIRED_FIELD_MISSING",
                        "Must specify a non-empty pluralLabel for the CustomObject",
                        "pluralLabel"));
        Names.requireShort("Plural Label", plural, "pluralLabel");
        requireOneOf(component, "sharingModel", SHARING_MODELS, "SharingModel");
        requireOneOf(component, "deploymentStatus", DEPLOYMENT_STATUSES, "DeploymentStatus");
        ObjectNode nameField = NameFields.definition(component);
        definition.put("label", label).put("labelPlural", plural);
        definition.put("searchable", component.flag("enableSearch"));
        definition.put("feedEnabled", component.flag("enableFeeds"));
        boolean detail = MasterDetails.count(definition) > 0;
        definition.set("fields", StandardFields.of(definition, nameField, detail, component.flag("enableActivities")));
        definition.set(
                "metadata", component.copy().without("fullName", "fields").properties());
    }

    private void requireFree(String fullName) {
        Names.requireObjectName(fullName);
        if (workshop.schema().type(fullName).isPresent()) {
            throw new MetadataException(
                    "DUPLICATE_DEVELOPER_NAME",
                    "There is already an object named " + Names.withoutSuffix(fullName) + ".",
                    "fullName");
        }
    }

    private SObjectType requireCustom(String fullName) {
        return workshop.schema()
                .type(fullName)
                .filter(object -> object.properties().custom())
                .orElseThrow(() -> MetadataException.notFound("fullName", type(), fullName));
    }

    private static void requireOneOf(Component component, String property, Set<String> values, String enumeration) {
        String value = component.requiredText(property);
        if (!values.contains(value)) {
            throw MetadataException.notInEnum(value, enumeration);
        }
    }

    private static void requireSharing(ObjectNode definition) {
        if (!definition.path("name").asText().endsWith(Names.SUFFIX)) {
            return;
        }
        String sharing = definition.path("metadata").path("sharingModel").asText();
        boolean detail = MasterDetails.count(definition) > 0;
        if (detail != sharing.equals("ControlledByParent")) {
            throw new MetadataException(
                    "FIELD_INTEGRITY_EXCEPTION",
                    "Cannot set sharingModel to " + sharing + " on a CustomObject " + (detail ? "with" : "without")
                            + " a MasterDetail relationship field",
                    "sharingModel");
        }
    }

    private Component view(SObjectType object) {
        ObjectNode definition = workshop.definition(object.name());
        Component view = Component.empty().with("fullName", object.name());
        if (object.properties().custom()) {
            view = view.merged(ownProperties(definition));
        }
        ArrayNode fields = view.properties().putArray("fields");
        object.fields().forEach(field -> {
            Optional<ObjectNode> found = CustomFields.find(definition, field.name());
            if (field.name().endsWith(Names.SUFFIX) && !field.nameField()) {
                fields.add(fieldView
                        .of(found.orElseThrow())
                        .with("fullName", field.name())
                        .properties());
            } else if (!object.properties().custom() && field.compoundFieldName() == null) {
                fields.addObject().put("fullName", field.name()).put("trackHistory", false);
            }
        });
        if (fields.isEmpty()) {
            view.without("fields");
        }
        return view;
    }

    /** The properties of a custom object without its name and fields; one that came with the org has the usual ones. */
    private static Component ownProperties(ObjectNode definition) {
        if (definition.path("metadata").has("nameField")) {
            return new Component(definition.withObject("/metadata").deepCopy());
        }
        Component usual = Component.empty()
                .with("deploymentStatus", "Deployed")
                .with("enableActivities", true)
                .with("enableSearch", true)
                .with("label", definition.path("label").asText())
                .with("pluralLabel", definition.path("labelPlural").asText())
                .with("sharingModel", "ReadWrite");
        usual.properties().set("nameField", NameFields.view(definition).properties());
        return usual;
    }
}

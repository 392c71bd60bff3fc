package dev.sallyport.org.data;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A type of record, with the properties of a {@code describeSObject} answer (SOAP API Developer Guide,
 * "DescribeSObjectResult"). Names of fields and relationships are found without regard to case, as the APIs do.
 */
public final class SObjectType {
    private final Properties properties;
    private final List<Field> fields;
    private final List<ChildRelationship> childRelationships;
    private final Map<String, Field> fieldsByName = new LinkedHashMap<>();
    private final Map<String, Field> referencesByRelationship = new LinkedHashMap<>();
    private final Map<String, ChildRelationship> childrenByRelationship = new LinkedHashMap<>();

    SObjectType(Properties properties, List<Field> fields, List<ChildRelationship> childRelationships) {
        this.properties = properties;
        this.fields = List.copyOf(fields);
        this.childRelationships = List.copyOf(childRelationships);
        for (Field field : fields) {
            fieldsByName.put(key(field.name()), field);
            if (field.relationshipName() != null) {
                referencesByRelationship.put(key(field.relationshipName()), field);
            }
        }
        for (ChildRelationship child : childRelationships) {
            if (child.relationshipName() != null) {
                childrenByRelationship.put(key(child.relationshipName()), child);
            }
        }
    }

    /** The API name, e.g. {@code Account} or {@code Site_Visit__c}; the name of the table too. */
    public String name() {
        return properties.name();
    }

    public String label() {
        return properties.label();
    }

    public String labelPlural() {
        return properties.labelPlural();
    }

    /** First three characters of the ids of its records, e.g. {@code 001}. */
    public String keyPrefix() {
        return properties.keyPrefix();
    }

    /** What describe says of the type as a whole. */
    public Properties properties() {
        return properties;
    }

    /** All fields, in the order of describe. */
    public List<Field> fields() {
        return fields;
    }

    /** References of other types to this one. */
    public List<ChildRelationship> childRelationships() {
        return childRelationships;
    }

    /** Finds a field by its API name, in any case. */
    public Optional<Field> field(String name) {
        return Optional.ofNullable(fieldsByName.get(key(name)));
    }

    /**
     * A field that the caller knows to be there.
     *
     * @throws IllegalArgumentException if there is none of that name
     */
    public Field requireField(String name) {
        return field(name)
                .orElseThrow(() -> new IllegalArgumentException("No field '" + name + "' on " + properties.name()));
    }

    /** Finds the reference field of a relationship to a parent, e.g. {@code Account} finds {@code AccountId}. */
    public Optional<Field> parentRelationship(String relationshipName) {
        return Optional.ofNullable(referencesByRelationship.get(key(relationshipName)));
    }

    /** Finds a relationship to children, e.g. {@code Contacts}. */
    public Optional<ChildRelationship> childRelationship(String relationshipName) {
        return Optional.ofNullable(childrenByRelationship.get(key(relationshipName)));
    }

    /** The field that names a record to people, e.g. {@code Name}, {@code CaseNumber} or {@code Subject}; none for some. */
    public Optional<Field> nameField() {
        return fields.stream().filter(Field::nameField).findFirst();
    }

    /** The parts of a compound field, e.g. {@code BillingStreet} and its siblings for {@code BillingAddress}. */
    public List<Field> componentsOf(Field compound) {
        List<Field> components = new ArrayList<>();
        for (Field field : fields) {
            if (compound.name().equals(field.compoundFieldName())) {
                components.add(field);
            }
        }
        return components;
    }

    /** Whether describe says the same of another type. */
    public boolean isDescribedLike(SObjectType other) {
        return equals(other)
                || (properties.equals(other.properties)
                        && fields.equals(other.fields)
                        && childRelationships.equals(other.childRelationships));
    }

    /** Whether records go to the recycle bin when deleted, and so have {@code IsDeleted}. */
    public boolean hasRecycleBin() {
        return fieldsByName.containsKey("isdeleted");
    }

    @Override
    public String toString() {
        return "SObjectType[" + properties.name() + "]";
    }

    private static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    /**
     * The properties of a type as a whole, under their names in {@code describeSObject}.
     *
     * @param associateEntityType e.g. {@code History}; null for most
     * @param associateParentEntity the type that an associate entity belongs to; null for most
     */
    public record Properties(
            String name,
            String label,
            String labelPlural,
            String keyPrefix,
            boolean custom,
            boolean customSetting,
            boolean activateable,
            boolean createable,
            boolean deletable,
            boolean updateable,
            boolean undeletable,
            boolean mergeable,
            boolean replicateable,
            boolean retrieveable,
            boolean queryable,
            boolean searchable,
            boolean layoutable,
            boolean compactLayoutable,
            boolean searchLayoutable,
            boolean listviewable,
            boolean lookupLayoutable,
            boolean mruEnabled,
            boolean feedEnabled,
            boolean triggerable,
            boolean deprecatedAndHidden,
            boolean hasSubtypes,
            boolean isInterface,
            boolean isSubtype,
            @Nullable String associateEntityType,
            @Nullable String associateParentEntity) {}
}

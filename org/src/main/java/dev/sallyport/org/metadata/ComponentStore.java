package dev.sallyport.org.metadata;

import dev.sallyport.org.data.SalesforceId;
import java.util.List;
import java.util.Optional;

/** The components of one metadata type. What is not said to be possible is refused as Salesforce refuses it. */
interface ComponentStore {
    /** The type's name, such as {@code CustomObject}. */
    String type();

    /** All components, by full name. */
    List<FileProperties> list();

    /** A component's properties; empty where there is none of that name. */
    Optional<Component> read(String fullName);

    /**
     * Makes a component.
     *
     * @throws MetadataException if it is refused
     */
    default void create(Component component, SalesforceId actor) {
        throw notAvailable("create");
    }

    /** Changes the properties of a component that the given one names. */
    default void update(Component component, SalesforceId actor) {
        throw notAvailable("update");
    }

    /** Makes or changes a component, and tells whether it was made. */
    default boolean upsert(Component component, SalesforceId actor) {
        boolean create = read(component.requiredText("fullName")).isEmpty();
        if (create) {
            create(component, actor);
        } else {
            update(component, actor);
        }
        return create;
    }

    default void delete(String fullName, SalesforceId actor) {
        throw notAvailable("delete");
    }

    default void rename(String fullName, String newFullName, SalesforceId actor) {
        throw notAvailable("rename");
    }

    private MetadataException notAvailable(String operation) {
        return new MetadataException(
                "INSUFFICIENT_ACCESS_OR_READONLY", "Cannot " + operation + " components of type " + type());
    }
}

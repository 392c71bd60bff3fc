package dev.sallyport.org.metadata;

import dev.sallyport.org.setup.Setup;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.xml.stream.XMLStreamException;

/** The metadata types of the org: those that it has components of, and well-known ones of which it has none. */
final class Catalogue {
    /**
     * A type in {@code describeMetadata}.
     *
     * @param suffix of its files; empty where there is none
     * @param children names of the types whose components live in its files
     */
    private record Type(
            String name, String directory, String suffix, boolean inFolder, boolean metaFile, List<String> children) {
        static Type of(String name, String directory, String suffix) {
            return new Type(name, directory, suffix, false, false, List.of());
        }

        static Type withMetaFile(String name, String directory, String suffix) {
            return new Type(name, directory, suffix, false, true, List.of());
        }

        static Type inFolder(String name, String directory, String suffix) {
            return new Type(name, directory, suffix, true, false, List.of());
        }
    }

    private static final List<Type> TYPES = List.of(
            Type.withMetaFile("ApexClass", "classes", "cls"),
            Type.withMetaFile("ApexComponent", "components", "component"),
            Type.withMetaFile("ApexPage", "pages", "page"),
            Type.withMetaFile("ApexTrigger", "triggers", "trigger"),
            Type.of("ConnectedApp", "connectedApps", "connectedApp"),
            Type.of("CustomApplication", "applications", "app"),
            new Type("CustomLabels", "labels", "labels", false, false, List.of("CustomLabel")),
            new Type(
                    "CustomObject",
                    "objects",
                    "object",
                    false,
                    false,
                    List.of(
                            "CustomField",
                            "Index",
                            "BusinessProcess",
                            "RecordType",
                            "CompactLayout",
                            "WebLink",
                            "ValidationRule",
                            "SharingReason",
                            "ListView",
                            "FieldSet")),
            Type.of("CustomTab", "tabs", "tab"),
            Type.inFolder("Dashboard", "dashboards", "dashboard"),
            Type.of("ExternalClientApplication", "externalClientApps", "eca"),
            Type.of("Flow", "flows", "flow"),
            Type.of("GlobalValueSet", "globalValueSets", "globalValueSet"),
            Type.of("Group", "groups", "group"),
            Type.of("Layout", "layouts", "layout"),
            Type.of("PermissionSet", "permissionsets", "permissionset"),
            Type.of("Profile", "profiles", "profile"),
            Type.of("Queue", "queues", "queue"),
            Type.inFolder("Report", "reports", "report"),
            Type.of("Role", "roles", "role"),
            Type.withMetaFile("StaticResource", "staticresources", "resource"),
            new Type("Workflow", "workflows", "workflow", false, false, List.of("WorkflowRule")));

    private final Map<String, ComponentStore> stores;

    private Catalogue(Map<String, ComponentStore> stores) {
        this.stores = stores;
    }

    static Catalogue of(Workshop workshop, Setup setup) {
        CustomFields fields = new CustomFields(workshop);
        Map<String, ComponentStore> stores = new LinkedHashMap<>();
        PermissionView permissions = new PermissionView(setup.permissions(), workshop.schema());
        Stream.of(
                        new CustomObjects(workshop, fields),
                        fields,
                        new ProfileComponents(setup.profiles(), permissions),
                        new PermissionSetComponents(setup.permissionSets(), permissions),
                        new ConnectedAppComponents(setup),
                        new ExternalClientAppComponents(setup.externalClientApps()))
                .forEach(store -> stores.put(store.type(), store));
        return new Catalogue(stores);
    }

    /**
     * Finds the components of a type; empty where the org has none of it.
     *
     * @throws MetadataException if there is no such type
     */
    Optional<ComponentStore> store(String type) {
        Optional<ComponentStore> store = Optional.ofNullable(stores.get(type));
        if (store.isEmpty() && !isKnown(type)) {
            throw new MetadataException("INVALID_TYPE", "Unknown type:" + type);
        }
        return store;
    }

    /** The components of a type, to change them. */
    ComponentStore requireStore(String type) {
        return store(type)
                .orElseThrow(() -> new MetadataException(
                        "FUNCTIONALITY_NOT_ENABLED", "Components of type " + type + " are not available in this org"));
    }

    /** Writes what {@code describeMetadata} answers. */
    void describe(MetadataAnswer answer) throws XMLStreamException {
        answer.start("result");
        for (Type type : TYPES) {
            answer.start("metadataObjects");
            for (String child : type.children()) {
                answer.element("childXmlNames", child);
            }
            answer.element("directoryName", type.directory());
            answer.element("inFolder", type.inFolder());
            answer.element("metaFile", type.metaFile());
            if (!type.suffix().isEmpty()) {
                answer.element("suffix", type.suffix());
            }
            answer.element("xmlName", type.name());
            answer.end();
        }
        answer.element("organizationNamespace", "");
        answer.element("partialSaveAllowed", true);
        answer.element("testRequired", false);
        answer.end();
    }

    private static boolean isKnown(String name) {
        return TYPES.stream()
                .anyMatch(type -> type.name().equals(name) || type.children().contains(name));
    }
}

package dev.sallyport.org.metadata;

import dev.sallyport.org.data.DateTimeText;
import dev.sallyport.org.data.SalesforceId;
import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.stream.XMLStreamException;
import org.jspecify.annotations.Nullable;

/** The calls of the Metadata API (Metadata API Developer Guide, "CRUD-Based Calls" and "Utility Calls"). */
final class MetadataCalls {
    private static final int MOST_COMPONENTS = 10;
    private static final int MOST_QUERIES = 3;

    private final Catalogue catalogue;

    MetadataCalls(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    /** What became of one component of a call. */
    private record Outcome(
            String fullName,
            @Nullable MetadataException error,
            @Nullable Boolean created) {}

    /** What a call does with one component. */
    private interface Action {
        /** Returns whether the component was made; null where the call does not tell. */
        @Nullable
        Boolean perform();
    }

    /** Performs an operation; returns whether there is one of that name. */
    boolean perform(Context context, MetadataRequest request, SalesforceId actor)
            throws MetadataRequest.UnreadableException {
        Component arguments = request.arguments();
        String operation = request.operation().getLocalPart();
        switch (operation) {
            case "describeMetadata" -> MetadataAnswer.send(context, operation, catalogue::describe);
            case "listMetadata" -> list(context, arguments);
            case "readMetadata" -> read(context, arguments);
            case "createMetadata", "updateMetadata", "upsertMetadata" -> save(context, operation, request, actor);
            case "deleteMetadata" -> delete(context, arguments, actor);
            case "renameMetadata" -> rename(context, arguments, actor);
            case "deploy",
                    "deployRecentValidation",
                    "checkDeployStatus",
                    "cancelDeploy",
                    "retrieve",
                    "checkRetrieveStatus" ->
                throw new MetadataException(
                        "FUNCTIONALITY_NOT_ENABLED",
                        "This org neither deploys nor retrieves packages of metadata: make and read components one by"
                                + " one, by createMetadata, updateMetadata and readMetadata");
            default -> {
                return false;
            }
        }
        return true;
    }

    private void list(Context context, Component arguments) {
        List<Component> queries = arguments.parts("queries");
        if (queries.size() > MOST_QUERIES) {
            throw new MetadataException(
                    "EXCEEDED_ID_LIMIT", "record limit reached. cannot submit more than 3 queries into this call");
        }
        List<FileProperties> listed = new ArrayList<>();
        for (Component query : queries) {
            catalogue.store(query.text("type", "")).ifPresent(store -> listed.addAll(store.list()));
        }
        MetadataAnswer.send(context, "listMetadata", answer -> {
            for (FileProperties properties : listed) {
                write(answer, properties);
            }
        });
    }

    private static void write(MetadataAnswer answer, FileProperties properties) throws XMLStreamException {
        answer.start("result");
        answer.element("createdById", properties.createdById());
        answer.element("createdByName", properties.createdByName());
        answer.element("createdDate", DateTimeText.xml(properties.createdDate()));
        answer.element("fileName", properties.fileName());
        answer.element("fullName", properties.fullName());
        answer.element("id", properties.id().orElse(""));
        answer.element("lastModifiedById", properties.lastModifiedById());
        answer.element("lastModifiedByName", properties.lastModifiedByName());
        answer.element("lastModifiedDate", DateTimeText.xml(properties.lastModifiedDate()));
        if (properties.id().isPresent()) {
            answer.element("manageableState", "unmanaged");
        }
        answer.element("type", properties.type());
        answer.end();
    }

    private void read(Context context, Component arguments) {
        String type = arguments.text("type", "");
        List<String> fullNames = arguments.texts("fullNames");
        requireFew(fullNames.size());
        Optional<ComponentStore> store = catalogue.store(type);
        List<Optional<Component>> found = fullNames.stream()
                .map(fullName -> store.flatMap(components -> components.read(fullName)))
                .toList();
        MetadataAnswer.send(context, "readMetadata", answer -> {
            answer.start("result");
            for (Optional<Component> component : found) {
                if (component.isPresent()) {
                    answer.component("records", type, component.get());
                } else {
                    answer.nil("records");
                }
            }
            answer.end();
        });
    }

    private void save(Context context, String operation, MetadataRequest request, SalesforceId actor)
            throws MetadataRequest.UnreadableException {
        List<Component> components = request.arguments().parts("metadata");
        requireFew(components.size());
        String type = components.isEmpty() ? "" : components.get(0).text("@type", "");
        for (Component component : components) {
            requireKnown(type, component);
        }
        boolean allOrNone = request.header()
                .part("AllOrNoneHeader")
                .map(header -> header.flag("allOrNone"))
                .orElse(false);
        if (allOrNone && components.size() > 1) {
            throw new MetadataException(
                    "FUNCTIONALITY_NOT_ENABLED",
                    "This org saves components one by one: AllOrNoneHeader is not available");
        }
        List<Outcome> outcomes = new ArrayList<>();
        for (Component component : components) {
            Component bare = component.copy().without("@type");
            outcomes.add(attempt(bare.text("fullName", ""), () -> {
                ComponentStore store = catalogue.requireStore(type);
                switch (operation) {
                    case "createMetadata" -> store.create(bare, actor);
                    case "updateMetadata" -> store.update(bare, actor);
                    default -> {
                        return store.upsert(bare, actor);
                    }
                }
                return null;
            }));
        }
        send(context, operation, outcomes);
    }

    private static void requireKnown(String type, Component component) throws MetadataRequest.UnreadableException {
        if (!component.text("@type", "").equals(type)) {
            throw new MetadataException("INVALID_TYPE", "All components of a call must be of the same type");
        }
        Optional<KnownProperties.Unknown> unknown = KnownProperties.firstUnknown(type, component);
        if (unknown.isPresent()) {
            throw new MetadataRequest.UnreadableException("Element {" + MetadataRequest.NAMESPACE + "}"
                    + unknown.get().property() + " invalid at this location in type "
                    + unknown.get().type());
        }
    }

    private void delete(Context context, Component arguments, SalesforceId actor) {
        String type = arguments.text("type", "");
        List<String> fullNames = arguments.texts("fullNames");
        requireFew(fullNames.size());
        ComponentStore store = catalogue.requireStore(type);
        List<Outcome> outcomes = new ArrayList<>();
        for (String fullName : fullNames) {
            outcomes.add(attempt(fullName, () -> {
                store.delete(fullName, actor);
                return null;
            }));
        }
        send(context, "deleteMetadata", outcomes);
    }

    private void rename(Context context, Component arguments, SalesforceId actor) {
        String type = arguments.text("type", "");
        String fullName = arguments.requiredText("oldFullName");
        ComponentStore store = catalogue.requireStore(type);
        Outcome outcome = attempt(fullName, () -> {
            store.rename(fullName, arguments.requiredText("newFullName"), actor);
            return null;
        });
        send(context, "renameMetadata", List.of(outcome));
    }

    private static Outcome attempt(String fullName, Action action) {
        try {
            return new Outcome(fullName, null, action.perform());
        } catch (MetadataException e) {
            return new Outcome(fullName, e, null);
        }
    }

    private static void send(Context context, String operation, List<Outcome> outcomes) {
        MetadataAnswer.send(context, operation, answer -> {
            for (Outcome outcome : outcomes) {
                write(answer, operation, outcome);
            }
        });
    }

    private static void write(MetadataAnswer answer, String operation, Outcome outcome) throws XMLStreamException {
        MetadataException error = outcome.error();
        answer.start("result");
        if (operation.equals("upsertMetadata")) {
            answer.element("created", Boolean.TRUE.equals(outcome.created()));
        }
        if (error != null) {
            answer.start("errors");
            for (String field : error.fields()) {
                answer.element("fields", field);
            }
            answer.element("message", error.text());
            answer.element("statusCode", error.statusCode());
            answer.end();
        }
        answer.element("fullName", outcome.fullName());
        answer.element("success", error == null);
        answer.end();
    }

    private static void requireFew(int components) {
        if (components > MOST_COMPONENTS) {
            throw new MetadataException(
                    "EXCEEDED_ID_LIMIT", "record limit reached. cannot submit more than 10 records into this call");
        }
    }
}

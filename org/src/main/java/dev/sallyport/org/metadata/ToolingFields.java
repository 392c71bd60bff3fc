package dev.sallyport.org.metadata;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sallyport.org.data.OrgDatabase;
import dev.sallyport.org.data.SalesforceId;
import dev.sallyport.org.http.ApiError;
import dev.sallyport.org.http.ApiException;
import dev.sallyport.org.setup.Setup;
import dev.sallyport.org.setup.User;
import java.time.Clock;
import java.util.function.Supplier;

/** Custom fields as records of the Tooling API: a {@code FullName}, and {@code Metadata} as in the Metadata API. */
public final class ToolingFields {
    private final Setup setup;
    private final CustomFields fields;

    public ToolingFields(OrgDatabase database, Setup setup, Clock clock) {
        this.setup = setup;
        this.fields = new CustomFields(new Workshop(database, setup, clock, false));
    }

    /**
     * Makes a field and answers its id.
     *
     * @throws ApiException if it is refused
     */
    public String create(ObjectNode json, User user) {
        Component record = new Component(json);
        return attempt(user, () -> {
            String fullName = record.requiredText("FullName");
            fields.create(metadata(record).with("fullName", fullName), user.id());
            return fields.idOf(fullName);
        });
    }

    /**
     * Changes a field.
     *
     * @throws ApiException if there is none of that id, or the change is refused
     */
    public void update(String id, ObjectNode json, User user) {
        attempt(user, () -> {
            fields.update(metadata(new Component(json)).with("fullName", fullName(id)), user.id());
            return id;
        });
    }

    /**
     * Deletes a field.
     *
     * @throws ApiException if there is none of that id, or it is in use
     */
    public void delete(String id, User user) {
        attempt(user, () -> {
            fields.delete(fullName(id), user.id());
            return id;
        });
    }

    private static Component metadata(Component record) {
        Component metadata = record.part("Metadata").orElseThrow(() -> MetadataException.required("Metadata"));
        KnownProperties.firstUnknown("CustomField", metadata).ifPresent(unknown -> {
            throw new ApiException(
                    400,
                    "JSON_PARSER_ERROR",
                    "No such column '" + unknown.property() + "' on sobject of type Metadata");
        });
        return metadata.copy();
    }

    private String fullName(String id) {
        String longForm = SalesforceId.parse(id).map(SalesforceId::value).orElse(id);
        return fields.fullNameOf(longForm)
                .orElseThrow(() -> new ApiException(404, "NOT_FOUND", "The requested resource does not exist"));
    }

    private String attempt(User user, Supplier<String> change) {
        if (!setup.permissions().allows(user, "PermissionsCustomizeApplication")) {
            throw new ApiException(403, "INSUFFICIENT_ACCESS", "insufficient access rights on cross-reference id");
        }
        try {
            return change.get();
        } catch (MetadataException e) {
            throw new ApiException(new ApiError(400, e.statusCode(), e.text(), e.fields()));
        }
    }
}

package dev.sallyport.org.bulk;

import dev.sallyport.org.data.Field;
import dev.sallyport.org.data.SObjectType;
import dev.sallyport.org.data.Schema;
import dev.sallyport.org.setup.Setup;
import dev.sallyport.org.setup.User;
import dev.sallyport.org.setup.UserPermissions;
import org.jspecify.annotations.Nullable;

/** What either API checks when a job is opened. */
public final class JobRules {
    /** "Bulk API Hard Delete". */
    private static final String HARD_DELETE = "PermissionsBulkApiHardDelete";

    private static final String MANAGE_DATA_INTEGRATIONS = "PermissionsManageDataIntegrations";

    private final Schema schema;
    private final Setup setup;

    JobRules(Schema schema, Setup setup) {
        this.schema = schema;
        this.setup = setup;
    }

    /**
     * The type that a job is about.
     *
     * @param name as the caller wrote it
     * @throws BulkException if there is none, or none that the user may see
     */
    public SObjectType type(@Nullable String name, User user) {
        UserPermissions permissions = setup.permissions().of(user);
        return schema.type(name == null ? "" : name)
                .filter(permissions::canRead)
                .orElseThrow(() -> new BulkException(AsyncExceptionCode.INVALID_JOB, "Unable to find object: " + name));
    }

    /**
     * The field that an upsert goes by.
     *
     * @throws BulkException if it is missing or no key
     */
    public String externalIdField(SObjectType type, @Nullable String name) {
        if (name == null || name.isBlank()) {
            throw new BulkException(
                    AsyncExceptionCode.INVALID_JOB,
                    "External ID was blank for " + type.name() + ". An External ID must be specified for upsert.");
        }
        return type.field(name)
                .filter(field -> field.externalId() || field.idLookup())
                .map(Field::name)
                .orElseThrow(() -> new BulkException(
                        AsyncExceptionCode.INVALID_JOB,
                        "Field name provided, " + name
                                + " does not match an External ID, Salesforce Id, or indexed field for "
                                + type.name()));
    }

    /**
     * Checks that a job is the user's own, or that the user looks after everybody's: "You can abort a job if you created
     * it or if you have the Manage Data Integrations permission", and {@code InvalidUser} is said where "the job or batch
     * specified was created by another user" (Bulk API Developer Guide, "Errors").
     *
     * @throws BulkException if it is not
     */
    public void checkAccess(Job job, User user) {
        boolean allowed =
                job.createdById().equals(user.id()) || setup.permissions().allows(user, MANAGE_DATA_INTEGRATIONS);
        if (!allowed) {
            throw new BulkException(
                    AsyncExceptionCode.INVALID_USER,
                    "The job was created by another user. Only its creator and users with the permission Manage Data"
                            + " Integrations may use it");
        }
    }

    /**
     * Checks that the user may delete past the recycle bin, where that is what a job does.
     *
     * @throws BulkException if they may not
     */
    public void checkPermission(Operation operation, User user) {
        boolean allowed =
                operation != Operation.HARD_DELETE || setup.permissions().allows(user, HARD_DELETE);
        if (!allowed) {
            throw new BulkException(
                    AsyncExceptionCode.FEATURE_NOT_ENABLED,
                    "hardDelete operation requires special user profile permission, please contact your system"
                            + " administrator");
        }
    }
}

package dev.sallyport.org.metadata;

import java.time.Instant;
import java.util.Optional;

/**
 * What {@code listMetadata} says of a component (Metadata API Developer Guide, "FileProperties").
 *
 * @param id empty for a standard component
 * @param createdById id of a user
 */
record FileProperties(
        String type,
        String fullName,
        String fileName,
        Optional<String> id,
        String createdById,
        String createdByName,
        Instant createdDate,
        String lastModifiedById,
        String lastModifiedByName,
        Instant lastModifiedDate) {

    /** A component of which the org does not keep who made it. */
    static FileProperties withoutHistory(String type, String fullName, String fileName, String id) {
        return new FileProperties(
                type, fullName, fileName, Optional.of(id), "", "", Instant.EPOCH, "", "", Instant.EPOCH);
    }
}

package dev.sallyport.org.metadata;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;

/** What follows from a custom object's being the detail of others: its records have no owner of their own. */
final class MasterDetails {
    private static final int MOST = 2;

    private MasterDetails() {}

    /** Brings a custom object's owner and sharing in line with its fields. */
    static void align(ObjectNode object) {
        String name = object.path("name").asText();
        long masters = count(object);
        if (!name.endsWith(Names.SUFFIX)) {
            if (masters > 0) {
                throw new MetadataException(
                        "FIELD_INTEGRITY_EXCEPTION",
                        "Cannot create a MasterDetail relationship field on the standard object " + name,
                        "type");
            }
            return;
        }
        if (masters > MOST) {
            throw new MetadataException(
                    "FIELD_INTEGRITY_EXCEPTION",
                    "A custom object can have at most " + MOST + " master-detail relationships",
                    "type");
        }
        ArrayNode fields = CustomFields.fields(object);
        int owner = indexOfOwner(fields);
        ObjectNode metadata = object.withObject("/metadata");
        if (masters > 0 && owner >= 0) {
            fields.remove(owner);
            metadata.put("sharingModel", "ControlledByParent");
        } else if (masters == 0 && owner < 0) {
            fields.insert(1, "OwnerId");
            metadata.put("sharingModel", "ReadWrite");
        }
    }

    static long count(ObjectNode object) {
        long masters = 0;
        for (JsonNode field : object.path("fields")) {
            if (field.has("relationshipOrder")) {
                masters++;
            }
        }
        return masters;
    }

    private static int indexOfOwner(ArrayNode fields) {
        for (int i = 0; i < fields.size(); i++) {
            if (fields.get(i) instanceof TextNode text && text.asText().equals("OwnerId")) {
                return i;
            }
        }
        return -1;
    }
}

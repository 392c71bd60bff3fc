package dev.sallyport.org.records;

import dev.sallyport.org.data.IdGenerator;
import dev.sallyport.org.data.SObjectType;
import dev.sallyport.org.data.SalesforceId;
import dev.sallyport.org.data.Schema;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The first version of a file makes its document, and shares it with its owner and the record that it is published on; a
 * further one takes the place of the latest (Object Reference, "ContentVersion").
 */
final class ContentVersionRule implements TypeRule {
    private static final Map<String, String> FILE_TYPES = Map.ofEntries(
            Map.entry("txt", "TEXT"),
            Map.entry("doc", "WORD"),
            Map.entry("docx", "WORD_X"),
            Map.entry("xls", "EXCEL"),
            Map.entry("xlsx", "EXCEL_X"),
            Map.entry("ppt", "POWER_POINT"),
            Map.entry("pptx", "POWER_POINT_X"));

    private final Schema schema;
    private final Rows rows;
    private final IdGenerator ids;

    ContentVersionRule(Schema schema, Rows rows, IdGenerator ids) {
        this.schema = schema;
        this.rows = rows;
        this.ids = ids;
    }

    @Override
    public void beforeSave(Change change) {
        if (!change.isNew()) {
            return;
        }
        String path = change.text("PathOnClient")
                .orElseThrow(() -> new RecordException(
                        "REQUIRED_FIELD_MISSING", "Required fields are missing: [PathOnClient]", "PathOnClient"));
        String name = path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
        int dot = name.lastIndexOf('.');
        String extension = dot < 0 ? null : name.substring(dot + 1);
        if (change.get("Title") == null) {
            change.set("Title", dot < 0 ? name : name.substring(0, dot));
        }
        change.set("FileExtension", extension);
        change.set("FileType", fileType(extension));
        change.set("PublishStatus", "P");
        change.set("IsLatest", true);
        change.set("ContentModifiedDate", change.now());
        long versions = change.reference("ContentDocumentId")
                .map(document -> rows.idsWhere(change.type(), "ContentDocumentId", document.value())
                        .size())
                .orElse(0);
        change.set("VersionNumber", String.valueOf(versions + 1));
        if (change.get("ContentDocumentId") == null) {
            change.set(
                    "ContentDocumentId",
                    ids.next(type("ContentDocument").keyPrefix()).value());
        }
    }

    @Override
    public void afterSave(Change change) {
        if (!change.isNew()) {
            return;
        }
        SalesforceId document = change.reference("ContentDocumentId").orElseThrow();
        if ("1".equals(change.get("VersionNumber"))) {
            makeDocument(change, document);
            share(change, document, change.text("OwnerId").orElseThrow(), "I");
            change.text("FirstPublishLocationId")
                    .filter(place -> !place.equals(change.get("OwnerId")))
                    .ifPresent(place -> share(change, document, place, "V"));
        } else {
            rows.execute(
                    "UPDATE \"ContentVersion\" SET \"IsLatest\" = FALSE WHERE \"ContentDocumentId\" = ? AND \"Id\" <> ?",
                    List.of(document.value(), change.id().value()));
            rows.update(type("ContentDocument"), document, latest(change));
        }
    }

    private void makeDocument(Change change, SalesforceId document) {
        Map<String, @Nullable Object> row = latest(change);
        row.put("Id", document.value());
        row.put("PublishStatus", "P");
        for (String copied : List.of("OwnerId", "CreatedDate", "CreatedById")) {
            row.put(copied, change.get(copied));
        }
        rows.insert(type("ContentDocument"), row);
    }

    private static Map<String, @Nullable Object> latest(Change change) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        for (String copied : List.of(
                "Title",
                "Description",
                "FileType",
                "FileExtension",
                "ContentModifiedDate",
                "LastModifiedDate",
                "LastModifiedById",
                "SystemModstamp")) {
            row.put(copied, change.get(copied));
        }
        row.put("LatestPublishedVersionId", change.id().value());
        row.put("ContentSize", change.get("VersionData") instanceof byte[] bytes ? bytes.length : 0);
        return row;
    }

    private void share(Change change, SalesforceId document, String linkedEntity, String shareType) {
        SObjectType link = type("ContentDocumentLink");
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("Id", ids.next(link.keyPrefix()).value());
        row.put("LinkedEntityId", linkedEntity);
        row.put("ContentDocumentId", document.value());
        row.put("ShareType", shareType);
        row.put("Visibility", "AllUsers");
        row.put("SystemModstamp", change.now());
        rows.insert(link, row);
    }

    private SObjectType type(String name) {
        return schema.requireType(name);
    }

    private static String fileType(@Nullable String extension) {
        if (extension == null) {
            return "UNKNOWN";
        }
        String lowerCase = extension.toLowerCase(Locale.ROOT);
        return FILE_TYPES.getOrDefault(lowerCase, lowerCase.toUpperCase(Locale.ROOT));
    }
}

package dev.sallyport.spark;

import dev.sallyport.salesforce.FieldDescribe;
import dev.sallyport.salesforce.SObjectDescribe;
import dev.sallyport.spark.task.FailedInSparkException;
import dev.sallyport.spark.task.RowShape;
import dev.sallyport.spark.task.WriteTerms;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.connector.write.BatchWrite;
import org.apache.spark.sql.connector.write.LogicalWriteInfo;
import org.apache.spark.sql.connector.write.Write;
import org.apache.spark.sql.connector.write.WriteBuilder;
import org.jspecify.annotations.Nullable;

/** Sees that the columns of a write are fields that take them. */
final class RecordWriteBuilder implements WriteBuilder {
    private final ConnectedOrg org;
    private final SObjectDescribe describe;
    private final LogicalWriteInfo info;
    private final @Nullable String externalIdField;
    private final @Nullable String badRecordsPath;

    RecordWriteBuilder(ConnectedOrg org, SObjectDescribe describe, LogicalWriteInfo info, OrgOptions options) {
        this.org = org;
        this.describe = describe;
        this.info = info;
        this.externalIdField = options.externalIdField();
        this.badRecordsPath = options.badRecordsPath();
    }

    @Override
    public Write build() {
        if (org.wantsAllOrNone()) {
            throw new FailedInSparkException(
                    "The option allOrNone is not taken by Spark's source: Salesforce writes at most"
                            + " 200 rows all or none, and a write of Spark has any number.");
        }
        List<FieldDescribe> fields = new ArrayList<>();
        for (String column : info.schema().fieldNames()) {
            fields.add(writable(column));
        }
        String key = externalIdField == null ? null : externalId(externalIdField, fields);
        WriteTerms terms = new WriteTerms(
                describe.name(), fields.stream().map(FieldDescribe::name).toList(), key);
        RowShape shape = new RowShape(info.schema(), fields);
        return new Write() {
            @Override
            public String description() {
                return (key == null ? "insert into " : "upsert by " + key + " into ") + describe.name();
            }

            @Override
            public BatchWrite toBatch() {
                return new StagedBatchWrite(org, terms, shape, badRecordsPath);
            }

            @Override
            public String toString() {
                return description();
            }
        };
    }

    private FieldDescribe writable(String column) {
        FieldDescribe field = describe.field(column)
                .orElseThrow(() -> new FailedInSparkException("The object " + describe.name() + " has no field "
                        + column + ", or the run-as user may not see it. Rename the column or leave it out."));
        boolean isKey = column.equalsIgnoreCase(externalIdField);
        boolean writable = isKey || (field.createable() && (externalIdField == null || field.updateable()));
        if (!writable) {
            throw new FailedInSparkException("The field " + describe.name() + "." + field.name()
                    + " cannot be written: it is Salesforce's own, a formula, or read-only for the run-as user. Leave the"
                    + " column out.");
        }
        return field;
    }

    private String externalId(String name, List<FieldDescribe> fields) {
        return fields.stream()
                .filter(field -> field.name().equalsIgnoreCase(name))
                .filter(field -> field.externalId() || field.name().equals("Id"))
                .findFirst()
                .orElseThrow(() -> new FailedInSparkException("The option externalIdField is " + name
                        + ". It takes a field of " + describe.name()
                        + " that is marked as External ID in Setup, and rows need a column for it."))
                .name();
    }
}

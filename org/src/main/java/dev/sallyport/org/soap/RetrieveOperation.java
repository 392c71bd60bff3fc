package dev.sallyport.org.soap;

import dev.sallyport.org.data.Field;
import dev.sallyport.org.data.SObjectType;
import dev.sallyport.org.data.SalesforceId;
import dev.sallyport.org.data.Schema;
import dev.sallyport.org.http.ApiException;
import dev.sallyport.org.setup.Permissions;
import dev.sallyport.org.setup.User;
import dev.sallyport.org.setup.UserPermissions;
import dev.sallyport.org.soql.QueryContext;
import dev.sallyport.org.soql.Row;
import dev.sallyport.org.soql.SoqlEngine;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** {@code retrieve}: records by their ids, nil where there is none or the user may not see it. */
final class RetrieveOperation implements SoapOperation {
    private static final int MOST_IDS = 2_000;

    private final Schema schema;
    private final SoqlEngine soql;
    private final Permissions permissions;

    RetrieveOperation(Schema schema, SoqlEngine soql, Permissions permissions) {
        this.schema = schema;
        this.soql = soql;
        this.permissions = permissions;
    }

    @Override
    public SoapAnswer perform(SoapCall call) {
        UserPermissions visible = permissions.of(call.user());
        SObjectType type =
                DescribeOperations.type(schema, call.argument("sObjectType").orElse(""), visible);
        List<String> fields = fields(type, call.argument("fieldList").orElse(""), visible);
        List<String> ids = new ArrayList<>();
        for (String id : call.arguments("ids")) {
            ids.add(SalesforceId.parse(id)
                    .orElseThrow(() -> new ApiException(500, "MALFORMED_ID", "malformed id " + id))
                    .value());
        }
        if (ids.size() > MOST_IDS) {
            throw new ApiException(
                    500,
                    "EXCEEDED_ID_LIMIT",
                    "record limit reached. cannot submit more than " + MOST_IDS + " records into this call");
        }
        Map<String, Row> found = ids.isEmpty() ? Map.of() : find(call.user(), visible, type, fields, ids);
        return SoapAnswer.of(answer -> {
                    RecordWriter records = new RecordWriter(answer, call.dialect());
                    for (String id : ids) {
                        @Nullable Row row = found.get(id);
                        if (row == null) {
                            answer.element("result", null);
                        } else {
                            records.write("result", row);
                        }
                    }
                })
                .withRecords();
    }

    private static List<String> fields(SObjectType type, String fieldList, UserPermissions visible) {
        Set<String> fields = new LinkedHashSet<>();
        for (String name : fieldList.split(",", -1)) {
            Field field = type.field(name.strip())
                    .filter(known -> visible.canRead(type, known))
                    .orElseThrow(() -> noSuchField(type, name.strip()));
            fields.add(field.name());
        }
        return List.copyOf(fields);
    }

    static ApiException noSuchField(SObjectType type, String name) {
        return new ApiException(
                500,
                "INVALID_FIELD",
                "No such column '" + name + "' on entity '" + type.name() + "'. If you are attempting to use a custom"
                        + " field, be sure to append the '__c' after the custom field name. Please reference your WSDL or"
                        + " the describe call for the appropriate names.");
    }

    private Map<String, Row> find(
            User user, UserPermissions visible, SObjectType type, List<String> fields, List<String> ids) {
        String query = "SELECT " + String.join(", ", fields) + " FROM " + type.name() + " WHERE Id IN "
                + ids.stream().distinct().collect(Collectors.joining("','", "('", "')"));
        Map<String, Row> found = new HashMap<>();
        QueryContext context = new QueryContext(visible, user.timeZone(), false, user.id(), MOST_IDS);
        QueryOperations.answered(() -> {
            soql.forEach(query, context, row -> found.put(row.id().orElseThrow(), row));
            return found;
        });
        return found;
    }
}

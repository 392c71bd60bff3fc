package dev.sallyport.org.rest;

import dev.sallyport.org.data.Field;
import dev.sallyport.org.data.SObjectType;
import dev.sallyport.org.data.SalesforceId;
import dev.sallyport.org.http.ApiException;
import dev.sallyport.org.session.ApiGate.Admission;
import dev.sallyport.org.setup.Permissions;
import dev.sallyport.org.setup.User;
import dev.sallyport.org.setup.UserPermissions;
import dev.sallyport.org.soql.QueryContext;
import dev.sallyport.org.soql.QueryResult;
import dev.sallyport.org.soql.Row;
import dev.sallyport.org.soql.SoqlEngine;
import dev.sallyport.org.soql.SoqlException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Reads records by id, through SOQL: a record has the same fields and the same visibility everywhere. */
final class RecordReader {
    private final SoqlEngine engine;
    private final Permissions permissions;

    RecordReader(SoqlEngine engine, Permissions permissions) {
        this.engine = engine;
        this.permissions = permissions;
    }

    /** All fields of a type that the caller sees. */
    List<String> visibleFields(SObjectType type, Admission admission) {
        UserPermissions visible = permissions.of(admission.user());
        return type.fields().stream()
                .filter(field -> visible.canRead(type, field))
                .map(Field::name)
                .toList();
    }

    /** A record, unless it is deleted or there is none. */
    Optional<Row> find(SObjectType type, SalesforceId id, List<String> fields, Admission admission) {
        return read(type, List.of(id), fields, admission, false).stream().findFirst();
    }

    boolean isDeleted(SObjectType type, SalesforceId id, Admission admission) {
        return type.hasRecycleBin()
                && read(type, List.of(id), List.of("IsDeleted"), admission, true).stream()
                        .anyMatch(row -> Boolean.TRUE.equals(row.get("IsDeleted")));
    }

    /** Records by their ids, in no order. */
    List<Row> read(
            SObjectType type,
            List<SalesforceId> ids,
            List<String> fields,
            Admission admission,
            boolean includeDeleted) {
        if (ids.isEmpty()) {
            return List.of();
        }
        String in = ids.stream().map(id -> "'" + id + "'").collect(Collectors.joining(","));
        String columns = fields.stream().distinct().collect(Collectors.joining(","));
        return query(
                "SELECT " + columns + " FROM " + type.name() + " WHERE Id IN (" + in + ")", admission, includeDeleted);
    }

    /**
     * All rows of a query.
     *
     * @throws ApiException if Salesforce would refuse it
     */
    List<Row> query(String soql, Admission admission, boolean includeDeleted) {
        User user = admission.user();
        QueryContext context = new QueryContext(permissions.of(user), user.timeZone(), includeDeleted, user.id());
        try {
            List<Row> rows = new ArrayList<>();
            engine.forEach(soql, context, rows::add);
            return rows;
        } catch (SoqlException e) {
            throw new ApiException(400, e.errorCode(), String.valueOf(e.getMessage()));
        }
    }

    /** The first page of a query. */
    QueryResult page(String soql, Admission admission) {
        User user = admission.user();
        try {
            return engine.query(soql, new QueryContext(permissions.of(user), user.timeZone(), false, user.id()));
        } catch (SoqlException e) {
            throw new ApiException(400, e.errorCode(), String.valueOf(e.getMessage()));
        }
    }
}

package dev.sallyport.org.rest;

import dev.sallyport.org.data.SObjectType;
import dev.sallyport.org.data.Schema;
import dev.sallyport.org.session.ApiGate.Admission;
import dev.sallyport.org.setup.Permissions;
import dev.sallyport.org.setup.User;
import dev.sallyport.org.setup.UserPermissions;
import dev.sallyport.org.soql.QueryContext;
import dev.sallyport.org.soql.SoqlEngine;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** {@code limits/recordCount}. Salesforce's counts are approximate, these are exact. */
final class RecordCounts implements Resource {
    private final SoqlEngine soql;
    private final Schema schema;
    private final Permissions permissions;

    RecordCounts(RestServices services) {
        this.soql = services.soql();
        this.schema = services.schema();
        this.permissions = services.permissions();
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.get("/services/data/{version}/limits/recordCount", RestGate.since(40, this::count));
    }

    private record Count(long count, String name) {}

    private record Answer(List<Count> sObjects) {}

    private void count(Context context) {
        Admission admission = RestGate.admission(context);
        UserPermissions visible = permissions.of(admission.user());
        String asked = context.queryParam("sObjects");
        Set<String> names = asked == null
                ? Set.of()
                : Arrays.stream(asked.split(",", -1))
                        .map(name -> name.strip().toLowerCase(Locale.ROOT))
                        .collect(Collectors.toSet());
        Set<String> populated = soql.populatedTypes();
        List<Count> counts = schema.types().stream()
                .filter(type -> visible.canRead(type)
                        && (names.isEmpty() || names.contains(type.name().toLowerCase(Locale.ROOT))))
                .map(type -> new Count(
                        populated.contains(type.name()) ? count(type, admission.user(), visible) : 0, type.name()))
                .toList();
        SaveAnswers.json(context, 200, new Answer(counts));
    }

    private long count(SObjectType type, User user, UserPermissions visible) {
        QueryContext asked = new QueryContext(visible, user.timeZone(), false, user.id());
        return soql.query("SELECT COUNT() FROM " + type.name(), asked).totalSize();
    }
}

package dev.sallyport.org.rest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import dev.sallyport.org.data.Schema;
import dev.sallyport.org.http.ApiException;
import dev.sallyport.org.session.ApiGate.Admission;
import dev.sallyport.org.setup.Permissions;
import dev.sallyport.org.setup.User;
import dev.sallyport.org.soql.QueryContext;
import dev.sallyport.org.soql.QueryResult;
import dev.sallyport.org.soql.SoqlEngine;
import dev.sallyport.org.soql.SoqlException;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** {@code query}, {@code queryAll} and their further pages. See the REST API Developer Guide, "Query". */
final class Queries implements Resource {
    private static final int DEFAULT_BATCH = 2_000;
    private static final Pattern BATCH_SIZE = Pattern.compile("(?i)\\bbatchSize\\s*=\\s*(\\d{1,9})\\b");

    private final SoqlEngine engine;
    private final Permissions permissions;
    private final Schema schema;
    /** Leaves the socket open: the server ends the answer itself, once it has been counted. */
    private final JsonFactory json = new JsonFactoryBuilder()
            .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
            .build();

    private final String root;

    Queries(RestServices services) {
        this.root = services.root();
        this.engine = services.soql();
        this.permissions = services.permissions();
        this.schema = services.schema();
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.get(root + "/query", context -> first(context, false));
        routes.get(root + "/queryAll", context -> first(context, true));
        routes.get(root + "/query/{locator}", this::more);
        routes.get(root + "/queryAll/{locator}", this::more);
    }

    private void first(Context context, boolean includeDeleted) throws IOException {
        @Nullable String explained = context.queryParam("explain");
        if (explained != null) {
            QueryContext asked = asked(context, includeDeleted);
            String soql = ListViewResource.query(schema, explained).orElse(explained);
            Explanation.write(context, answered(() -> engine.explain(soql, asked)));
            return;
        }
        @Nullable String soql = context.queryParam("q");
        if (soql == null) {
            throw new ApiException(400, "MALFORMED_QUERY", "A query string has to be specified");
        }
        QueryContext asked = asked(context, includeDeleted);
        if ("true".equals(context.queryParam("columns"))) {
            SaveAnswers.json(context, 200, answered(() -> engine.columns(soql, asked)));
            return;
        }
        write(context, answered(() -> engine.query(soql, asked)));
    }

    private void more(Context context) throws IOException {
        QueryContext asked = asked(context, false);
        write(context, answered(() -> engine.queryMore(context.pathParam("locator"), asked)));
    }

    private QueryContext asked(Context context, boolean includeDeleted) {
        Admission admission = RestGate.admission(context);
        User user = admission.user();
        return new QueryContext(
                permissions.of(user),
                user.timeZone(),
                includeDeleted,
                user.id(),
                batchSize(context),
                RestGate.version(context));
    }

    private static int batchSize(Context context) {
        return Optional.ofNullable(context.header("Sforce-Query-Options"))
                .map(BATCH_SIZE::matcher)
                .filter(Matcher::find)
                .map(matcher -> Integer.parseInt(matcher.group(1)))
                .orElse(DEFAULT_BATCH);
    }

    private static <T> T answered(Supplier<T> query) {
        try {
            return query.get();
        } catch (SoqlException e) {
            throw new ApiException(400, e.errorCode(), String.valueOf(e.getMessage()));
        }
    }

    private void write(Context context, QueryResult result) throws IOException {
        context.contentType("application/json;charset=UTF-8");
        try (JsonGenerator generator = json.createGenerator(context.outputStream())) {
            new JsonRows(generator, RestGate.restPath(context)).write(result);
        }
    }
}

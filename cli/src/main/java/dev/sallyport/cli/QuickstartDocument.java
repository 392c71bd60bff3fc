package dev.sallyport.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sallyport.salesforce.ConnectionTest.Check;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The walk through the guide as one JSON document. */
final class QuickstartDocument implements QuickstartReport {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final PrintWriter out;
    private final ObjectNode document = JSON.createObjectNode();
    private final ArrayNode steps;
    private final ArrayNode checks;
    private final ArrayNode queries;
    private String section = "";

    QuickstartDocument(PrintWriter out, Path folder, URI instance) {
        this.out = out;
        document.put("dataFolder", folder.toString());
        document.put("instanceUrl", instance.toString());
        steps = document.putArray("steps");
        checks = document.putArray("checks");
        queries = document.putArray("queries");
    }

    @Override
    public void section(String title) {
        section = title;
    }

    @Override
    public void step(String name, String result) {
        steps.addObject().put("section", section).put("step", name).put("result", result);
    }

    @Override
    public void check(Check check) {
        checks.addObject()
                .put("check", check.step().label())
                .put("outcome", check.outcome().name().toLowerCase(Locale.ROOT))
                .put("detail", check.detail())
                .put("advice", check.advice())
                .put("milliseconds", check.duration().toMillis());
    }

    @Override
    public void query(QueryAnswer answer) {
        ObjectNode query = queries.addObject();
        query.put("title", answer.title());
        query.put("sql", answer.sql());
        answer.soql().forEach(query.putArray("soql")::add);
        query.put("apiCalls", answer.apiCalls());
        ArrayNode rows = query.putArray("rows");
        for (List<@Nullable Object> row : answer.rows()) {
            ObjectNode object = rows.addObject();
            for (int column = 0; column < row.size(); column++) {
                object.set(answer.columns().get(column), JSON.valueToTree(plain(row.get(column))));
            }
        }
    }

    @Override
    public void end() {
        out.println(document);
        out.flush();
    }

    @Override
    public void end(Console console) {
        ObjectNode told = document.putObject("console");
        told.put("url", console.address().toString());
        told.put("result", console.result().toString());
        if (console.setUp() != null) {
            told.put("setUp", console.setUp().toString());
        }
        end();
    }

    private static @Nullable Object plain(@Nullable Object value) {
        return value == null || value instanceof Number || value instanceof Boolean ? value : value.toString();
    }
}

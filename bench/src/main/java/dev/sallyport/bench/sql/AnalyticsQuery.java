package dev.sallyport.bench.sql;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A question of the suite.
 *
 * @param name short, with hyphens
 * @param sql as Sallyport and H2 take it
 */
record AnalyticsQuery(String name, String sql) {
    private static final String FILE = "/dev/sallyport/bench/analytics.sql";
    private static final Pattern QUERY = Pattern.compile("-- name: (\\S+)\\n([^;]+);");

    /** The sObjects that the suite reads. */
    static final List<String> TABLES = List.of(
            "Account",
            "Contact",
            "Opportunity",
            "Case",
            "Lead",
            "User",
            "Task",
            "Campaign",
            "OpportunityLineItem",
            "Product2");

    /** All of them, in the file's order. */
    static List<AnalyticsQuery> all() {
        try (InputStream file = Objects.requireNonNull(AnalyticsQuery.class.getResourceAsStream(FILE))) {
            Matcher queries = QUERY.matcher(new String(file.readAllBytes(), StandardCharsets.UTF_8));
            List<AnalyticsQuery> all = new ArrayList<>();
            while (queries.find()) {
                all.add(new AnalyticsQuery(queries.group(1), queries.group(2).strip()));
            }
            return List.copyOf(all);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + FILE, e);
        }
    }

    /** Whether the rows come in an order. */
    boolean ordered() {
        return sql.matches("(?s).*\\bORDER BY [^()]+$");
    }

    /** The tables that it names, each as often as it names it. */
    List<String> tables() {
        List<String> tables = new ArrayList<>();
        Matcher names = Pattern.compile("(?:FROM|JOIN)\\s+\"?(\\w+)\"?").matcher(sql);
        while (names.find()) {
            if (TABLES.contains(names.group(1))) {
                tables.add(names.group(1));
            }
        }
        return tables;
    }
}

package dev.sallyport.org.sosl;

import dev.sallyport.org.data.Field;
import dev.sallyport.org.data.OrgDatabase;
import dev.sallyport.org.data.SObjectType;
import dev.sallyport.org.soql.QueryContext;
import dev.sallyport.org.soql.Row;
import dev.sallyport.org.soql.SearchCondition;
import dev.sallyport.org.soql.SoqlEngine;
import dev.sallyport.org.soql.SoqlException;
import dev.sallyport.org.sosl.SearchStatement.Returned;
import dev.sallyport.org.sosl.SearchTerms.AllOf;
import dev.sallyport.org.sosl.SearchTerms.AnyOf;
import dev.sallyport.org.sosl.SearchTerms.Without;
import dev.sallyport.org.sosl.SearchTerms.Words;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** Answers SOSL. Safe for use by many threads. */
public final class SoslEngine {
    private final OrgDatabase database;
    private final SoqlEngine soql;

    /** An engine over a database; {@code soql} answers what RETURNING asks of each type. */
    public SoslEngine(OrgDatabase database, SoqlEngine soql) {
        this.database = database;
        this.soql = soql;
    }

    /**
     * Answers a search. All its records come at once, 2,000 at most.
     *
     * @param sosl such as {@code FIND {acme} IN NAME FIELDS RETURNING Account(Id, Name)}
     * @throws SoqlException if Salesforce would refuse it: {@code MALFORMED_SEARCH}, {@code INVALID_TYPE},
     *     {@code INVALID_FIELD} and the other codes of SOQL
     */
    public SearchResult search(String sosl, QueryContext context) {
        SearchStatement statement = SearchStatement.parse(sosl);
        List<Row> found = new ArrayList<>();
        if (statement.returned().isEmpty()) {
            Set<String> populated = soql.populatedTypes();
            for (SObjectType type : database.schema().types()) {
                int left = statement.limit() - found.size();
                if (left > 0 && populated.contains(type.name()) && isSearched(type, statement.group(), context)) {
                    found.addAll(soql.search(
                            type.name(), 0, type.name().length(), condition(type, statement, context), left, context));
                }
            }
        } else {
            checkTypes(statement.returned(), context);
            for (Returned returned : statement.returned()) {
                SObjectType type = database.schema().type(returned.type()).orElseThrow();
                int left = statement.limit() - found.size();
                found.addAll(soql.search(
                        sosl, returned.start(), returned.end(), condition(type, statement, context), left, context));
            }
        }
        return new SearchResult(found);
    }

    /** Whether records of a type can be found by a search, by this user. */
    private static boolean isSearched(SObjectType type, SearchGroup group, QueryContext context) {
        return type.properties().searchable()
                && context.visibility().canRead(type)
                && !fields(type, group, context).isEmpty();
    }

    private void checkTypes(List<Returned> returned, QueryContext context) {
        Set<String> named = new HashSet<>();
        for (Returned each : returned) {
            SObjectType type = database.schema()
                    .type(each.type())
                    .filter(context.visibility()::canRead)
                    .orElseThrow(() ->
                            new SoqlException("INVALID_TYPE", "sObject type '" + each.type() + "' is not supported."));
            if (!type.properties().searchable()) {
                throw new SoqlException("INVALID_TYPE", "entity type " + type.name() + " does not support search");
            }
            if (!named.add(type.name())) {
                throw new SoqlException(
                        "MALFORMED_SEARCH",
                        "duplicate entity in RETURNING clause: " + type.name().toLowerCase(Locale.ROOT));
            }
        }
    }

    private static List<Field> fields(SObjectType type, SearchGroup group, QueryContext context) {
        return type.fields().stream()
                .filter(group::has)
                .filter(field -> context.visibility().canRead(type, field))
                .toList();
    }

    private static SearchCondition condition(SObjectType type, SearchStatement statement, QueryContext context) {
        List<Field> fields = fields(type, statement.group(), context);
        List<Object> parameters = new ArrayList<>();
        String condition = fields.isEmpty() ? "FALSE" : sql(statement.terms(), parameters);
        return new SearchCondition() {
            @Override
            public String sql(String alias) {
                String text = fields.stream()
                        .map(field -> alias + ".\"" + field.name() + '"')
                        .collect(Collectors.joining(", ", "CONCAT_WS(CHAR(10), '', ", ")"));
                return condition.replace("{text}", text);
            }

            @Override
            public List<Object> parameters() {
                return parameters;
            }
        };
    }

    private static String sql(SearchTerms terms, List<Object> parameters) {
        if (terms instanceof Words words) {
            parameters.add(words.regularExpression());
            return "{text} REGEXP ?";
        }
        if (terms instanceof AllOf all) {
            return joined(all.terms(), " AND ", parameters);
        }
        if (terms instanceof AnyOf any) {
            return joined(any.terms(), " OR ", parameters);
        }
        return "NOT (" + sql(((Without) terms).term(), parameters) + ")";
    }

    private static String joined(List<SearchTerms> terms, String separator, List<Object> parameters) {
        return terms.stream().map(term -> sql(term, parameters)).collect(Collectors.joining(separator, "(", ")"));
    }
}

package dev.sallyport.server.query;

import dev.sallyport.catalog.Catalog;
import dev.sallyport.catalog.DataServer;
import dev.sallyport.catalog.ImportedTable;
import dev.sallyport.catalog.JdbcServer;
import dev.sallyport.salesforce.FieldDescribe;
import dev.sallyport.salesforce.SObjectDescribe;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Suggests how a statement may go on while it is typed. */
@Component
public class Suggestions {
    private static final int MOST_COLUMNS = 12;
    private static final int MOST_FUNCTIONS = 6;
    private static final int MOST_TABLES = 12;
    private static final int MOST_TABLES_AMONG_OTHERS = 6;

    /** Of a statement that names more tables the others' columns are not suggested. */
    private static final int DESCRIBED = 8;

    private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z][A-Za-z0-9_]*");
    private static final Pattern BEGUN_NAME = Pattern.compile("(?:[A-Za-z][A-Za-z0-9_]*\\.)+$");
    private static final Pattern CLAUSE =
            Pattern.compile("(?i)\\b(SELECT|WHERE|ON|BY|HAVING|SET|AND|OR|FROM|JOIN|INTO|UPDATE)\\b");
    private static final List<String> BEFORE_TABLES = List.of("FROM", "JOIN", "INTO", "UPDATE");

    /** The most wanted first; a function is suggested with the parenthesis that it opens. */
    private static final List<String> FUNCTIONS = List.of(
            "COUNT(",
            "SUM(",
            "AVG(",
            "MIN(",
            "MAX(",
            "COALESCE(",
            "CAST(",
            "UPPER(",
            "LOWER(",
            "SUBSTRING(",
            "TRIM(",
            "REPLACE(",
            "POSITION(",
            "CHAR_LENGTH(",
            "INITCAP(",
            "NULLIF(",
            "CURRENT_DATE",
            "CURRENT_TIMESTAMP",
            "EXTRACT(",
            "YEAR(",
            "QUARTER(",
            "MONTH(",
            "DAYOFMONTH(",
            "TIMESTAMPADD(",
            "TIMESTAMPDIFF(",
            "LAST_DAY(",
            "ABS(",
            "CEIL(",
            "FLOOR(",
            "ROUND(",
            "TRUNCATE(",
            "MOD(",
            "POWER(",
            "SQRT(",
            "SIGN(",
            "LISTAGG(",
            "ROW_NUMBER(",
            "RANK(",
            "DENSE_RANK(",
            "LAG(",
            "LEAD(",
            "FIRST_VALUE(",
            "LAST_VALUE(",
            "NTILE(");

    private final Catalog catalog;

    Suggestions(Catalog catalog) {
        this.catalog = catalog;
    }

    /**
     * What may stand at a place of a statement. Behind {@code FROM} and the like: imported tables, those of databases after
     * their data server's name. Elsewhere columns of the imported tables that the statement names, before that place or behind
     * it, then functions, then tables.
     *
     * @param server the data server's name
     * @param statement all of it
     * @param before what of it is before the place
     * @param prefix what they begin with, in any case; empty for nothing
     */
    public List<String> of(String server, String statement, String before, String prefix) {
        Predicate<String> wanted = word -> word.regionMatches(true, 0, prefix, 0, prefix.length());
        List<String> databases = databasesBeside(server);
        List<String> within = tablesWithin(databases, before);
        if (!within.isEmpty()) {
            return within.stream().filter(wanted).limit(MOST_TABLES).toList();
        }
        Stream<String> own = catalog.tables().sObjects(server).names().stream();
        Stream<String> tables =
                Stream.concat(own, databases.stream().flatMap(this::namesOf)).filter(wanted);
        if (isBeforeTable(before)) {
            return tables.limit(MOST_TABLES).toList();
        }
        Stream<String> columns =
                columns(server, databases, statement).filter(wanted).limit(MOST_COLUMNS);
        if (before.endsWith(".")) {
            return columns.toList();
        }
        Stream<String> functions = FUNCTIONS.stream().filter(wanted).limit(MOST_FUNCTIONS);
        return Stream.of(columns, functions, tables.limit(MOST_TABLES_AMONG_OTHERS))
                .flatMap(words -> words)
                .distinct()
                .toList();
    }

    private static boolean isBeforeTable(String before) {
        String clause = CLAUSE.matcher(before)
                .results()
                .reduce((one, later) -> later)
                .map(MatchResult::group)
                .orElse("");
        return BEFORE_TABLES.contains(clause.toUpperCase(Locale.ROOT));
    }

    private List<String> databasesBeside(String server) {
        return catalog.servers().list().stream()
                .filter(JdbcServer.class::isInstance)
                .map(DataServer::name)
                .filter(name -> !name.equals(server))
                .toList();
    }

    private Stream<String> namesOf(String database) {
        return catalog.tables().list(database).stream().map(table -> database + "." + table.name());
    }

    /** How the names of a database's tables go on where its own, or that of a schema of it, stands before the place. */
    private List<String> tablesWithin(List<String> databases, String before) {
        Matcher begun = BEGUN_NAME.matcher(before);
        if (!begun.find()) {
            return List.of();
        }
        String soFar = begun.group();
        return databases.stream()
                .filter(database -> soFar.regionMatches(true, 0, database + ".", 0, database.length() + 1))
                .flatMap(this::namesOf)
                .filter(name -> name.regionMatches(true, 0, soFar, 0, soFar.length()))
                .map(name -> name.substring(soFar.length()))
                .toList();
    }

    private Stream<String> columns(String server, List<String> databases, String statement) {
        TreeSet<String> named = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        IDENTIFIER.matcher(statement).results().map(MatchResult::group).forEach(named::add);
        Stream<SObjectDescribe> own = catalog.tables().describeSome(server, named, DESCRIBED).stream();
        Stream<SObjectDescribe> others = databases.stream()
                .filter(named::contains)
                .flatMap(database ->
                        catalog.tables().describeSome(database, tablesNamed(database, named), DESCRIBED).stream());
        return Stream.concat(own, others)
                .flatMap(table -> table.fields().stream())
                .map(FieldDescribe::name)
                .distinct()
                .sorted();
    }

    private List<String> tablesNamed(String database, Set<String> named) {
        return catalog.tables().list(database).stream()
                .map(ImportedTable::name)
                .filter(table -> named.contains(table.substring(table.indexOf('.') + 1)))
                .toList();
    }
}

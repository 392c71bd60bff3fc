package dev.sallyport.spark;

import dev.sallyport.jdbc.SalesforceAccess;
import dev.sallyport.salesforce.FieldDescribe;
import dev.sallyport.salesforce.QueryScope;
import dev.sallyport.salesforce.SObjectDescribe;
import dev.sallyport.salesforce.SalesforceClient;
import dev.sallyport.spark.task.FailedInSparkException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Options as they are given to {@code spark.read}, {@code write} or a catalog: a few of Spark's side, and {@code url} and the
 * properties of the JDBC driver.
 */
final class OrgOptions {
    private static final String URL = "url";
    private static final String TABLE = "path";
    private static final String PARTITIONS = "numPartitions";
    private static final String EXTERNAL_ID = "externalIdField";
    private static final String BAD_RECORDS = "badRecordsPath";
    private static final String COLUMNS = "columns";
    private static final String DELETED = "includeDeleted";
    private static final String SINCE = "startingTimestamp";
    private static final String POLL = "pollSeconds";
    private static final Set<String> OF_SPARK =
            lower(Set.of(TABLE, URL, PARTITIONS, EXTERNAL_ID, BAD_RECORDS, COLUMNS, DELETED, SINCE, POLL));

    private static final Duration USUAL_POLL = Duration.ofMinutes(1);

    /** Spark shows options in plans and in its environment page, but for those whose names have secret, password or token. */
    private static final Map<String, String> SHOWN_SECRETS = Map.of(
            "signingkey",
            "Name the key's file by signingKeyFile in its place",
            "requestheaders",
            "Headers with secrets would have to travel to all executors, which get nothing but an access token");

    private static final Set<String> SECRETS =
            lower(Set.of("password", "signingKeyPassword", "resourceOwnerPassword", "refreshToken"));

    private final Map<String, String> options;

    OrgOptions(Map<String, String> options) {
        this.options = options;
    }

    /**
     * Options of a catalog, which are a part of Spark's configuration.
     *
     * @throws FailedInSparkException if a secret is among them: Spark sends its configuration to all executors
     */
    static OrgOptions ofCatalog(Map<String, String> options) {
        for (String name : options.keySet()) {
            if (SECRETS.contains(name.toLowerCase(Locale.ROOT))) {
                throw new FailedInSparkException("The option " + name + " is not taken by a catalog: Spark sends its"
                        + " configuration to all executors. Say where the secret is by " + name
                        + "Ref, env:NAME or file:PATH, or name a data server, jdbc:sallyport:salesforce:@NAME.");
            }
        }
        return new OrgOptions(options);
    }

    /** The same with others over them, such as those of one read from a catalog's table. */
    OrgOptions overlaid(Map<String, String> over) {
        Map<String, String> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        all.putAll(options);
        all.putAll(over);
        return new OrgOptions(all);
    }

    /** The sObject's API name. */
    String table() {
        String table = text(TABLE);
        if (table == null) {
            throw new FailedInSparkException(
                    "No object is named. Name one as in spark.read().format(\"salesforce\").load(\"Account\").");
        }
        return table;
    }

    /**
     * How records are to be read.
     *
     * @throws FailedInSparkException if one of the options says nothing that is known
     */
    ScanTerms scan() {
        return new ScanTerms(partitions(), scope(), since(), poll());
    }

    private int partitions() {
        String text = text(PARTITIONS);
        if (text == null) {
            return SalesforceClient.MOST_RANGES;
        }
        if (!text.matches("[1-9][0-9]{0,3}")) {
            throw new FailedInSparkException(
                    "The option " + PARTITIONS + " is " + text + ". It takes a number of partitions, such as 8.");
        }
        return Integer.parseInt(text);
    }

    /**
     * The fields that are columns: those of the option {@code columns}, or all.
     *
     * @throws FailedInSparkException if there is none of a name
     */
    List<FieldDescribe> fields(SObjectDescribe describe) {
        String text = text(COLUMNS);
        if (text == null) {
            return describe.fields();
        }
        return Stream.of(text.split(",", -1))
                .map(String::strip)
                .map(name -> describe.field(name)
                        .orElseThrow(() -> new FailedInSparkException("The option " + COLUMNS + " has " + name
                                + ", and the object " + describe.name()
                                + " has no such field, or the run-as user may not see it. It takes API names with commas"
                                + " between them, such as Id, Name.")))
                .distinct()
                .toList();
    }

    private QueryScope scope() {
        String text = text(DELETED);
        if (text == null || text.equalsIgnoreCase("false")) {
            return QueryScope.QUERY;
        }
        if (text.equalsIgnoreCase("true")) {
            return QueryScope.QUERY_ALL;
        }
        throw new FailedInSparkException("The option " + DELETED + " is " + text + ". It takes true or false.");
    }

    private @Nullable Instant since() {
        String text = text(SINCE);
        try {
            return text == null ? null : Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw new FailedInSparkException(
                    "The option " + SINCE + " is " + text + ". It takes a moment, such as 2026-01-31T00:00:00Z.");
        }
    }

    private Duration poll() {
        String text = text(POLL);
        if (text == null) {
            return USUAL_POLL;
        }
        if (!text.matches("[0-9]{1,5}")) {
            throw new FailedInSparkException("The option " + POLL + " is " + text + ". It takes seconds, such as 60.");
        }
        return Duration.ofSeconds(Integer.parseInt(text));
    }

    /** By whose values rows find their records; null if all of them are to become new ones. */
    @Nullable
    String externalIdField() {
        return text(EXTERNAL_ID);
    }

    /** The folder for rows that Salesforce refuses; null if a write fails by them. */
    @Nullable
    String badRecordsPath() {
        return text(BAD_RECORDS);
    }

    /** The org. */
    SalesforceAccess access() {
        String url = text(URL);
        if (url == null) {
            throw new FailedInSparkException("The option url is missing. Write it as the JDBC driver's,"
                    + " jdbc:sallyport:salesforce://acme.my.salesforce.com or jdbc:sallyport:salesforce:@Sales.");
        }
        Properties properties = new Properties();
        options.forEach((name, value) -> {
            String lower = name.toLowerCase(Locale.ROOT);
            if (SHOWN_SECRETS.containsKey(lower)) {
                throw new FailedInSparkException(
                        "The option " + name + " is not taken by Spark's source. " + SHOWN_SECRETS.get(lower) + ".");
            }
            if (!OF_SPARK.contains(lower)) {
                properties.setProperty(name, value);
            }
        });
        SalesforceAccess access = FailedInSparkException.telling(() -> {
            try {
                return SalesforceAccess.of(url, properties);
            } catch (SQLException e) {
                throw new FailedInSparkException(String.valueOf(e.getMessage()));
            }
        });
        if (!access.access().requestHeaders().isEmpty()) {
            throw new FailedInSparkException(
                    "The security provider sends request headers of its own, which may be secrets."
                            + " Executors get nothing but an access token: use a provider without RequestHeaders.");
        }
        return access;
    }

    private @Nullable String text(String name) {
        for (Map.Entry<String, String> option : options.entrySet()) {
            if (option.getKey().equalsIgnoreCase(name) && !option.getValue().isBlank()) {
                return option.getValue();
            }
        }
        return null;
    }

    private static Set<String> lower(Set<String> names) {
        return names.stream().map(name -> name.toLowerCase(Locale.ROOT)).collect(Collectors.toUnmodifiableSet());
    }
}

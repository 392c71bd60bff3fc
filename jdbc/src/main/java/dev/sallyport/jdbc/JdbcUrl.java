package dev.sallyport.jdbc;

import com.google.common.base.CharMatcher;
import com.google.common.base.Splitter;
import com.google.common.primitives.Longs;
import dev.sallyport.sql.read.Api;
import dev.sallyport.sql.read.ReadOptions;
import dev.sallyport.sql.write.WriteOptions;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A URL of this driver with the properties in it and beside it: {@code jdbc:sallyport:salesforce://host?name=value} for an
 * org, {@code jdbc:sallyport:salesforce:@name} for a data server that the {@code sallyport} command has set up.
 *
 * @param text the URL as it was given; it holds no secret
 * @param target what it leads to
 * @param values the properties that are given, the URL's before those beside it
 */
record JdbcUrl(String text, Target target, Map<ConnectionProperty, String> values) {
    /** What every URL of this driver begins with. */
    static final String PREFIX = "jdbc:sallyport:salesforce:";

    /** A URL to take for a pattern. */
    static final String EXAMPLE = PREFIX + "//acme.my.salesforce.com?apiVersion=62.0";

    /** What a URL leads to. */
    sealed interface Target {}

    /**
     * An org, with all that is needed in properties.
     *
     * @param authority host and port
     */
    record Org(String authority) implements Target {}

    /**
     * A data server in a data folder.
     *
     * @param name the data server's
     */
    record Profile(String name) implements Target {}

    /**
     * Reads a URL and the properties beside it.
     *
     * @throws SQLException with SQLState 08001 and what to change if something is wrong
     */
    static JdbcUrl parse(String url, Properties properties) throws SQLException {
        String rest = url.substring(PREFIX.length());
        int question = rest.indexOf('?');
        String query = question < 0 ? "" : rest.substring(question + 1);
        Target target = target(question < 0 ? rest : rest.substring(0, question));
        Map<ConnectionProperty, String> values = new EnumMap<>(ConnectionProperty.class);
        for (String name : properties.stringPropertyNames()) {
            put(values, target, name, properties.getProperty(name));
        }
        for (String pair :
                Splitter.on(CharMatcher.anyOf("&;")).omitEmptyStrings().split(query)) {
            int equals = pair.indexOf('=');
            String name = decoded(equals < 0 ? pair : pair.substring(0, equals));
            ConnectionProperty property = ConnectionProperty.named(name);
            if (property != null && property.isSecret()) {
                throw invalid("The URL holds a secret: " + property.propertyName()
                        + ". URLs end up in logs: give it as a property of the connection instead.");
            }
            put(values, target, name, equals < 0 ? "" : decoded(pair.substring(equals + 1)));
        }
        return new JdbcUrl(url, target, values);
    }

    /** How the connection's statements write. */
    WriteOptions writes() {
        return new WriteOptions(Boolean.parseBoolean(ConnectionProperty.ALL_OR_NONE.of(values)));
    }

    /**
     * How the connection's statements read.
     *
     * @throws SQLException if a threshold is no number
     */
    ReadOptions reads() throws SQLException {
        return new ReadOptions(
                Api.valueOf(String.valueOf(ConnectionProperty.API.of(values)).toUpperCase(Locale.ROOT)),
                threshold(ConnectionProperty.BULK_FETCH_THRESHOLD),
                threshold(ConnectionProperty.RANGES_THRESHOLD),
                true);
    }

    private long threshold(ConnectionProperty property) throws SQLException {
        String text = String.valueOf(property.of(values));
        Long records = Longs.tryParse(text);
        if (records == null || records < 1) {
            throw invalid("The property " + property.propertyName() + " is " + text
                    + ". It takes a number of records, such as " + property.defaultValue() + ".");
        }
        return records;
    }

    private static Target target(String text) throws SQLException {
        if (text.startsWith("@")) {
            String name = decoded(text.substring(1));
            if (name.isBlank()) {
                throw invalid("The URL names no profile. Write the data server's name behind the @, as in " + PREFIX
                        + "@Sales; sallyport server list shows them.");
            }
            return new Profile(name);
        }
        URI address;
        try {
            address = URI.create(text);
        } catch (IllegalArgumentException e) {
            throw new SQLNonTransientConnectionException(
                    "This is no URL: " + PREFIX + text + ". Write it as in " + EXAMPLE, "08001", e);
        }
        if (address.getHost() == null) {
            throw invalid("The URL names no host. Write the org's My Domain host behind two slashes, as in " + EXAMPLE
                    + ", or a data server's name behind an @, as in " + PREFIX + "@Sales");
        }
        if (address.getRawUserInfo() != null) {
            throw invalid("The URL has a user before the host. URLs end up in logs: give the consumer key and secret as"
                    + " the connection's user and password.");
        }
        if (address.getRawPath() != null && address.getRawPath().length() > 1) {
            throw invalid("The URL goes on behind the host with " + address.getRawPath()
                    + ". Properties follow the host after a question mark, as in " + EXAMPLE);
        }
        return new Org(address.getRawAuthority());
    }

    private static void put(Map<ConnectionProperty, String> values, Target target, String name, String value)
            throws SQLException {
        ConnectionProperty property = ConnectionProperty.named(name);
        if (property == null) {
            throw invalid("There is no connection property " + name + ". There are: "
                    + Stream.of(ConnectionProperty.values())
                            .filter(candidate -> candidate.isOf(target))
                            .map(ConnectionProperty::propertyName)
                            .collect(Collectors.joining(", ")));
        }
        if (!property.isOf(target)) {
            // Tools send an empty user and password where nobody has typed any.
            if (value.isEmpty()) {
                return;
            }
            throw invalid(
                    target instanceof Profile
                            ? "The property " + property.propertyName()
                                    + " is the data server's own to say. Change it in the console, or by"
                                    + " sallyport provider update or sallyport server delete and create, and leave it"
                                    + " out here."
                            : "The property " + property.propertyName() + " is of a profile's URL alone: " + PREFIX
                                    + "@NAME.");
        }
        String chosen = property.choices().isEmpty() ? value : property.choice(value);
        if (chosen == null) {
            throw invalid("The property " + property.propertyName() + " is " + value + ". It takes "
                    + String.join(" or ", property.choices()) + ".");
        }
        values.put(property, chosen);
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    static SQLException invalid(String message) {
        return new SQLNonTransientConnectionException(message, "08001");
    }
}

package dev.sallyport.catalog;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a migration may do while nodes of the version before go on: add tables, indexes on tables that it adds, and columns that
 * may be left out. What the version before still uses goes in a later one: by a statement after a comment that begins with
 * {@code contract of V9:}, which names the version since which no code uses it.
 *
 * @param version of the migration
 * @param script its text
 */
record MigrationRules(int version, String script) {
    private static final Pattern CONTRACT = Pattern.compile("--\\s*contract of v(\\d+):", Pattern.CASE_INSENSITIVE);
    private static final Pattern CREATE_TABLE = Pattern.compile("create table (\\w+) \\(.*");
    private static final Pattern CREATE_INDEX = Pattern.compile("create (?:unique )?index \\w+ on (\\w+) .*");
    private static final Pattern ADD_COLUMN = Pattern.compile("alter table (\\w+) add column \\w+ (.*)");
    private static final Pattern REFERENCE = Pattern.compile("references (\\w+)");
    private static final Pattern CONSTANT = Pattern.compile(".*default ('[^']*'|-?\\d+|true|false)( .*)?");

    /** What is wrong, a sentence for each; empty if nothing is. */
    List<String> violations() {
        List<String> found = new ArrayList<>();
        Set<String> added = new TreeSet<>();
        Set<String> locked = new TreeSet<>();
        for (String statement : withoutOtherComments().split(";", -1)) {
            String sql = plain(statement);
            Matcher contract = CONTRACT.matcher(statement);
            if (sql.isEmpty()) {
                continue;
            }
            if (contract.find()) {
                if (Integer.parseInt(contract.group(1)) >= version) {
                    found.add("A contract comes at least one version later: " + sql);
                }
                continue;
            }
            refusal(sql, added, locked).ifPresent(found::add);
        }
        if (locked.size() > 1) {
            found.add(
                    "Requests and the migration may wait for each other; lock one table in each script, not " + locked);
        }
        return found;
    }

    /** A semicolon in a comment ends no statement. */
    private String withoutOtherComments() {
        return script.lines()
                .map(line -> CONTRACT.matcher(line).find() ? line.replace(";", ",") : line.replaceFirst("--.*", ""))
                .collect(Collectors.joining("\n"));
    }

    /** Why a statement may not be; takes note of the tables that it adds, and of others that it locks. */
    private static Optional<String> refusal(String sql, Set<String> added, Set<String> locked) {
        Matcher table = CREATE_TABLE.matcher(sql);
        Matcher index = CREATE_INDEX.matcher(sql);
        Matcher column = ADD_COLUMN.matcher(sql);
        if (table.matches()) {
            added.add(table.group(1));
            REFERENCE
                    .matcher(sql)
                    .results()
                    .map(reference -> reference.group(1))
                    .forEach(locked::add);
            locked.removeAll(added);
            return Optional.empty();
        }
        if (index.matches() && added.contains(index.group(1))) {
            return Optional.empty();
        }
        if (column.matches()) {
            locked.add(column.group(1));
            boolean fills = column.group(2).contains("default");
            if (fills && !CONSTANT.matcher(column.group(2)).matches()) {
                return Optional.of("Only a constant fills a column without writing every row: " + sql);
            }
            return column.group(2).contains("not null") && !fills
                    ? Optional.of("Old nodes leave the column out: give it a default, or let it be null: " + sql)
                    : Optional.empty();
        }
        return Optional.of("Old nodes may not live with this, or wait for it: " + sql);
    }

    private static String plain(String statement) {
        return statement
                .replaceAll("--[^\\n]*", " ")
                .replaceAll("\\s+", " ")
                .strip()
                .toLowerCase(Locale.ROOT);
    }
}

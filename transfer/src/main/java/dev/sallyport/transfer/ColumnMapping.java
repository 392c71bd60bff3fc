package dev.sallyport.transfer;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Which column of the files goes into which of the table. By itself each goes into the one of its name.
 *
 * @param byName whether columns that nothing else is said of go by their names; else they are left out
 * @param targets by the files' column, in any case, the table's columns; none for one that is left out
 * @param constants by the table's column the text that every row has of it
 */
public record ColumnMapping(boolean byName, Map<String, List<String>> targets, Map<String, String> constants) {
    /** Each column by its name. */
    public static final ColumnMapping BY_NAME = new ColumnMapping(true, Map.of(), Map.of());

    /** Keeps copies whose keys have no case. */
    public ColumnMapping {
        Map<String, List<String>> ownTargets = anyCase(targets);
        ownTargets.replaceAll((source, names) -> List.copyOf(names));
        targets = Collections.unmodifiableMap(ownTargets);
        constants = Collections.unmodifiableMap(anyCase(constants));
    }

    private static <V> Map<String, V> anyCase(Map<String, V> map) {
        Map<String, V> copy = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        copy.putAll(map);
        return copy;
    }

    /**
     * With what a mapping file of Data Loader (.sdl) says; columns that it does not name are left out. Its lines are
     * {@code SOURCE=TARGET} or {@code SOURCE=TARGET, TARGET}; {@code "text"=TARGET} gives every row a text.
     *
     * @throws TransferException if it cannot be read
     */
    public ColumnMapping with(Path file) {
        Properties lines = new Properties();
        try (Reader text = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            lines.load(text);
        } catch (IOException | IllegalArgumentException e) {
            throw TransferException.file(
                    "The mapping file " + file + " cannot be read: " + e.getMessage(),
                    "It has lines such as SOURCE=TARGET, as Data Loader's .sdl files do.",
                    e);
        }
        ColumnMapping all = new ColumnMapping(false, targets, constants);
        // In an order that does not change from run to run.
        for (String source : new TreeSet<>(lines.stringPropertyNames())) {
            all = all.with(source, lines.getProperty(source));
        }
        return all;
    }

    /**
     * With one line of such a file more.
     *
     * @param line such as {@code SOURCE=TARGET}; without a target the column is left out
     * @throws TransferException if it is none
     */
    public ColumnMapping with(String line) {
        int equals = line.lastIndexOf('=');
        if (equals < 1) {
            throw TransferException.invalid(
                    "\"" + line + "\" is no mapping of a column.", "Write --map SOURCE=TARGET, or the name of a file.");
        }
        return with(line.substring(0, equals), line.substring(equals + 1));
    }

    /** Without some of the files' columns. */
    public ColumnMapping without(Collection<String> columns) {
        Map<String, List<String>> more = anyCase(targets);
        columns.forEach(column -> more.put(column, List.of()));
        return new ColumnMapping(byName, more, constants);
    }

    private ColumnMapping with(String source, String target) {
        List<String> names = Arrays.stream(target.split(","))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .toList();
        Map<String, List<String>> moreTargets = anyCase(targets);
        Map<String, String> moreConstants = anyCase(constants);
        String column = source.strip();
        boolean isConstant = column.length() > 1 && column.startsWith("\"") && column.endsWith("\"");
        if (isConstant) {
            names.forEach(name -> moreConstants.put(name, column.substring(1, column.length() - 1)));
        } else {
            moreTargets.put(column, names);
        }
        return new ColumnMapping(byName, moreTargets, moreConstants);
    }

    /** Whether something is said of a column of the files. */
    boolean names(String column) {
        return targets.containsKey(column);
    }

    /** Where a column of the files goes, by the names that were given; none if it is left out. */
    List<String> targetsOf(String column) {
        @Nullable List<String> named = targets.get(column);
        if (named != null) {
            return named;
        }
        return byName ? new ArrayList<>(List.of(column)) : List.of();
    }
}

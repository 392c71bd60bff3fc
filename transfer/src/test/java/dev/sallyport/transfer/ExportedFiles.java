package dev.sallyport.transfer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import dev.sallyport.transfer.format.ParquetContent;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.schema.LogicalTypeAnnotation.DateLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DecimalLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimestampLogicalTypeAnnotation;
import org.apache.parquet.schema.Type;
import org.jspecify.annotations.Nullable;

/** What readers that nobody here wrote find in a folder of exported files. */
record ExportedFiles(Path folder) {
    private static final ObjectMapper JSON = new ObjectMapper();

    JsonNode manifest() throws IOException {
        return JSON.readTree(folder.resolve("manifest.json").toFile());
    }

    JsonNode run(int number) throws IOException {
        return manifest().get("runs").get(number - 1);
    }

    /** All names in the folder but hidden ones, in order. */
    List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.startsWith("."))
                    .sorted()
                    .toList();
        }
    }

    /** The rows of all files, each value as text. */
    List<List<@Nullable String>> rows() throws IOException {
        List<List<@Nullable String>> rows = new ArrayList<>();
        for (String name : names()) {
            rows.addAll(rows(name));
        }
        return rows;
    }

    /** The rows of the files of a run. */
    List<List<@Nullable String>> rowsOfRun(int number) throws IOException {
        List<List<@Nullable String>> rows = new ArrayList<>();
        for (JsonNode file : run(number).get("files")) {
            rows.addAll(rows(file.get("name").asText()));
        }
        return rows;
    }

    private List<List<@Nullable String>> rows(String name) throws IOException {
        Path file = folder.resolve(name);
        if (name.endsWith(".csv")) {
            return csv(file);
        }
        if (name.endsWith(".jsonl")) {
            return jsonLines(file);
        }
        return name.endsWith(".parquet") ? parquet(file) : List.of();
    }

    private static List<List<@Nullable String>> csv(Path file) throws IOException {
        List<List<@Nullable String>> rows = new ArrayList<>();
        try (CsvReader<CsvRecord> csv = CsvReader.builder().ofCsvRecord(file)) {
            csv.stream().skip(1).forEach(record -> {
                List<@Nullable String> row = new ArrayList<>();
                record.getFields().forEach(field -> row.add(field.isEmpty() ? null : field));
                rows.add(row);
            });
        }
        return rows;
    }

    private static List<List<@Nullable String>> jsonLines(Path file) throws IOException {
        List<List<@Nullable String>> rows = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            List<@Nullable String> row = new ArrayList<>();
            JSON.readTree(line).forEach(value -> row.add(value.isNull() ? null : value.asText()));
            rows.add(row);
        }
        return rows;
    }

    private static List<List<@Nullable String>> parquet(Path file) throws IOException {
        List<List<@Nullable String>> rows = new ArrayList<>();
        for (Group group : ParquetContent.of(Files.readAllBytes(file)).rows()) {
            List<@Nullable String> row = new ArrayList<>();
            for (int field = 0; field < group.getType().getFieldCount(); field++) {
                row.add(group.getFieldRepetitionCount(field) == 0 ? null : text(group, field));
            }
            rows.add(row);
        }
        return rows;
    }

    /** As {@code java.time}'s types write it. */
    private static String text(Group group, int field) {
        Type type = group.getType().getType(field);
        var meaning = type.getLogicalTypeAnnotation();
        if (meaning instanceof DecimalLogicalTypeAnnotation decimal) {
            BigInteger digits =
                    switch (type.asPrimitiveType().getPrimitiveTypeName()) {
                        case INT32 -> BigInteger.valueOf(group.getInteger(field, 0));
                        case INT64 -> BigInteger.valueOf(group.getLong(field, 0));
                        default -> new BigInteger(group.getBinary(field, 0).getBytes());
                    };
            return new BigDecimal(digits, decimal.getScale()).toPlainString();
        }
        if (meaning instanceof DateLogicalTypeAnnotation) {
            return LocalDate.ofEpochDay(group.getInteger(field, 0)).toString();
        }
        if (meaning instanceof TimestampLogicalTypeAnnotation) {
            return Instant.ofEpochMilli(group.getLong(field, 0)).toString();
        }
        if (meaning instanceof TimeLogicalTypeAnnotation) {
            return LocalTime.ofNanoOfDay(group.getInteger(field, 0) * 1_000_000L)
                    .toString();
        }
        return group.getValueToString(field, 0);
    }
}

package dev.sallyport.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.salesforce.WriteOperation;
import dev.sallyport.transfer.format.RowsFormat;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of rows, and where it is told. */
class LoadTest extends LoadedOrg {
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void inserted_rows_are_in_the_success_file_as_data_loader_writes_it(boolean bulk) throws Exception {
        Path file = file("new.csv", "Name,Number_,Employees\n\"Loaded \"\"1\"\"\",x,5\n\"Loaded\n2\",,\n");
        ColumnMapping mapping =
                ColumnMapping.BY_NAME.with("Employees=NumberOfEmployees").without(List.of("number_"));

        LoadResult result = run(sending(load(WriteOperation.INSERT, file).with(mapping), bulk, false, null));

        assertThat(result).isEqualTo(new LoadResult(2, 2, 0, false));
        String first = value("SELECT Id FROM Account WHERE Name = 'Loaded \"1\"' AND NumberOfEmployees = 5");
        String second = value("SELECT Id FROM Account WHERE Name LIKE 'Loaded_2'");
        assertThat(success())
                .isEqualTo("\"ID\",\"Name\",\"Number_\",\"Employees\",\"STATUS\"\n"
                        + "\"" + first + "\",\"Loaded \"\"1\"\"\",\"x\",\"5\",\"Item Created\"\n"
                        + "\"" + second + "\",\"Loaded\n2\",\"\",\"\",\"Item Created\"\n");
        assertThat(error()).isEqualTo("\"Name\",\"Number_\",\"Employees\",\"ERROR\"\n");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void rows_that_are_refused_or_do_not_fit_are_in_the_error_file(boolean bulk) throws Exception {
        Path file =
                file("new.csv", "Name,NumberOfEmployees,ParentId\nLoaded 1,many,\n,2,\nLoaded 3,3,abc\nLoaded 4,4,\n");

        LoadResult result = run(sending(load(WriteOperation.INSERT, file), bulk, false, null));

        assertThat(result).isEqualTo(new LoadResult(4, 1, 3, false));
        assertThat(error())
                .isEqualTo("\"Name\",\"NumberOfEmployees\",\"ParentId\",\"ERROR\"\n"
                        + "\"Loaded 1\",\"many\",\"\",\"INVALID_TYPE_ON_FIELD_IN_RECORD:Failed to deserialize field at col"
                        + " 1. Due to, 'many' is not a valid value for the type xsd:int\nError fields: NumberOfEmployees"
                        + " \"\n"
                        + "\"\",\"2\",\"\",\"REQUIRED_FIELD_MISSING:Required fields are missing: [Name]\nError fields: Name"
                        + " \"\n"
                        + "\"Loaded 3\",\"3\",\"abc\",\"MALFORMED_ID:Parent Account ID: id value of incorrect type:"
                        + " abc\nError fields: ParentId \"\n");
        assertThat(value(LOADED)).isEqualTo("1");
    }

    @Test
    void an_error_file_is_loaded_once_it_is_put_right() throws Exception {
        Path file = file("new.csv", "Name,NumberOfEmployees\nLoaded 1,many\nLoaded 2,2\n");
        run(load(WriteOperation.INSERT, file));

        Path better = file("better.csv", error().replace("\"many\"", "\"7\""));
        filled.loader().run(load(WriteOperation.INSERT, better), folder.resolve("better"));

        assertThat(value("SELECT NumberOfEmployees FROM Account WHERE Name = 'Loaded 1'"))
                .isEqualTo("7");
        assertThat(value(LOADED)).isEqualTo("2");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void records_are_updated_by_their_ids_and_deleted(boolean bulk) throws Exception {
        List<List<@Nullable String>> two = filled.rows("SELECT Id FROM Account ORDER BY Id LIMIT 2");
        String one = String.valueOf(two.get(0).get(0));
        String other = String.valueOf(two.get(1).get(0));
        Path file =
                file("change.csv", "ID,Site\n" + one + ",Loaded here\n" + other.substring(0, 15) + ",Loaded there\n");

        run(sending(load(WriteOperation.UPDATE, file), bulk, false, null));

        assertThat(value("SELECT Site FROM Account WHERE Id = '" + other + "'")).isEqualTo("Loaded there");
        assertThat(success())
                .startsWith("\"ID\",\"Site\",\"STATUS\"\n\"" + one + "\",\"Loaded here\",\"Item Updated\"\n");

        filled.loader().run(sending(load(WriteOperation.DELETE, file), bulk, false, null), folder.resolve("deleted"));
        assertThat(value("SELECT COUNT(*) FROM Account WHERE Site LIKE 'Loaded %'"))
                .isEqualTo("0");
        assertThat(Files.readString(folder.resolve("deleted/success.csv"))).contains("\"Item Deleted\"");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void an_upsert_says_what_was_created_and_what_was_updated(boolean bulk) throws Exception {
        run(sending(
                load(WriteOperation.UPSERT, file("a.csv", "External_Id__c,Name\nl-1,Loaded 1\n")), bulk, false, null));
        Path file = file("b.csv", "External_Id__c,Name\nl-1,Loaded one\nl-2,Loaded two\n");

        filled.loader().run(sending(load(WriteOperation.UPSERT, file), bulk, false, null), folder.resolve("second"));

        String second = Files.readString(folder.resolve("second/success.csv"));
        assertThat(second)
                .contains("\"l-1\",\"Loaded one\",\"Item Updated\"", "\"l-2\",\"Loaded two\",\"Item Created\"");
        assertThat(value(LOADED)).isEqualTo("2");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void a_row_that_says_not_which_record_it_is_about_is_not_sent(boolean bulk) throws Exception {
        long before = calls();
        Path file = file("a.csv", "Id,External_Id__c,Name\n,,Loaded 1\n#N/A,,Loaded 2\n");
        Load byId = load(WriteOperation.UPSERT, file).by("Id");

        assertThat(run(sending(byId, bulk, false, null))).isEqualTo(new LoadResult(2, 0, 2, false));
        assertThat(error()).contains("\"Loaded 1\",\"MISSING_ARGUMENT:Id not specified\nError fields: Id \"");
        Load byKey = load(WriteOperation.UPSERT, file).with(ColumnMapping.BY_NAME.without(List.of("Id")));
        filled.loader().run(sending(byKey, bulk, false, null), folder.resolve("key"));
        assertThat(Files.readString(folder.resolve("key/error.csv")))
                .contains("MISSING_ARGUMENT:External_Id__c not specified\nError fields: External_Id__c \"");
        filled.loader().run(sending(load(WriteOperation.DELETE, file), bulk, false, null), folder.resolve("deleted"));
        assertThat(Files.readString(folder.resolve("deleted/error.csv"))).contains("Id not specified in a delete call");
        assertThat(calls()).isEqualTo(before);
    }

    @Test
    void rows_that_do_not_fit_at_a_jobs_beginning_and_end_are_told_in_their_order() throws Exception {
        String rows = IntStream.range(0, 20)
                .mapToObj(row -> "Loaded " + row + (row % 5 < 3 || row > 16 ? ",many" : ",1") + "\n")
                .collect(Collectors.joining());
        Load load = sending(
                load(WriteOperation.INSERT, file("mixed.csv", "Name,NumberOfEmployees\n" + rows)), true, false, 3);

        assertThat(run(load)).isEqualTo(new LoadResult(20, 6, 14, false));
        assertThat(error().lines().filter(line -> line.startsWith("\"Loaded")).map(line -> line.split("\"", -1)[1]))
                .containsExactlyElementsOf(IntStream.range(0, 20)
                        .filter(row -> row % 5 < 3 || row > 16)
                        .mapToObj(row -> "Loaded " + row)
                        .toList());
        assertThat(written()).containsExactlyInAnyOrderElementsOf(there());
    }

    @Test
    void all_or_none_refuses_a_record_that_is_there_twice() throws Exception {
        Path file = file("twice.csv", "External_Id__c,Name\nl-1,Loaded 1\nL-1,Loaded one\n");

        assertThat(run(sending(load(WriteOperation.UPSERT, file), false, true, null)))
                .isEqualTo(new LoadResult(2, 0, 2, false));
        assertThat(error())
                .contains("\"Loaded 1\",\"ALL_OR_NONE_OPERATION_ROLLED_BACK:")
                .contains("\"Loaded one\",\"DUPLICATE_VALUE:Another row before this one is about the same record")
                .doesNotContain("bulk");
        assertThat(value(LOADED)).isEqualTo("0");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void a_file_without_rows_gives_files_of_results_without_rows(boolean bulk) throws Exception {
        assertThat(run(sending(load(WriteOperation.INSERT, file("none.csv", "Name\n")), bulk, false, null)))
                .isEqualTo(new LoadResult(0, 0, 0, false));
        assertThat(success()).isEqualTo("\"ID\",\"Name\",\"STATUS\"\n");
        assertThat(error()).isEqualTo("\"Name\",\"ERROR\"\n");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void a_delete_takes_nothing_but_ids(boolean bulk) throws Exception {
        String id = value("SELECT Id FROM Account ORDER BY Id LIMIT 1");
        Load load = load(WriteOperation.DELETE, file("ids.csv", "Id\n" + id + "\n"))
                .with(ColumnMapping.BY_NAME.with("\"Energy\"=Industry"));

        assertThat(run(sending(load, bulk, false, null)).written()).isEqualTo(1);
        assertThat(value("SELECT COUNT(*) FROM Account WHERE Id = '" + id + "'"))
                .isEqualTo("0");
    }

    @Test
    void few_rows_take_a_call_for_each_200_and_many_those_of_a_job() throws Exception {
        long before = calls();
        run(load(WriteOperation.INSERT, file("few.csv", "Name\n" + names(401))));
        assertThat(calls() - before).isEqualTo(3);

        before = calls();
        LoadResult many = filled.loader()
                .run(load(WriteOperation.INSERT, file("many.csv", "Name\n" + names(5_000))), folder.resolve("many"));
        // To make it, to send, to close, to look once, and the ids.
        assertThat(calls() - before).isEqualTo(5);
        assertThat(many.written()).isEqualTo(5_000);
        assertThat(value(LOADED)).isEqualTo("5401");
    }

    @Test
    void a_load_in_several_jobs_is_written_in_the_order_of_its_rows() throws Exception {
        String id = value("SELECT Id FROM Account ORDER BY Id LIMIT 1");
        Path file = file(
                "same.csv",
                "Id,Site\n"
                        + IntStream.range(0, 9)
                                .mapToObj(row -> id + ",Loaded " + row + "\n")
                                .collect(Collectors.joining()));

        long before = calls();

        assertThat(run(sending(load(WriteOperation.UPDATE, file), true, false, 1)))
                .isEqualTo(new LoadResult(9, 9, 0, false));
        assertThat(value("SELECT Site FROM Account WHERE Id = '" + id + "'")).isEqualTo("Loaded 8");
        // Whose ids are known costs no call for them.
        assertThat(calls() - before - 1).isEqualTo(9 * 4);
    }

    @Test
    void a_job_has_a_record_once_and_the_rest_is_told() throws Exception {
        Path file = file("twice.csv", "External_Id__c,Name\nl-1,Loaded 1\nL-1,Loaded one\nl-2,Loaded 2\n");

        assertThat(run(bulk(load(WriteOperation.UPSERT, file)))).isEqualTo(new LoadResult(3, 2, 1, false));
        assertThat(error())
                .contains(
                        "\"L-1\",\"Loaded one\",\"DUPLICATE_VALUE:Another row before this one is about the same record")
                .endsWith("This row was not sent\nError fields: External_Id__c \"\n");

        Path rest = file("rest.csv", error());
        filled.loader().run(bulk(load(WriteOperation.UPSERT, rest)), folder.resolve("rest"));
        assertThat(value("SELECT Name FROM Account WHERE External_Id__c = 'l-1'"))
                .isEqualTo("Loaded one");
    }

    @Test
    void all_or_none_is_for_200_rows() throws Exception {
        Path file = file("new.csv", "Name,NumberOfEmployees\nLoaded 1,1\n,2\n");
        LoadResult result = run(sending(load(WriteOperation.INSERT, file), false, true, null));
        assertThat(result).isEqualTo(new LoadResult(2, 0, 2, false));
        assertThat(value(LOADED)).isEqualTo("0");

        Path unfit = file("unfit.csv", "Name,NumberOfEmployees\nLoaded 1,1\nLoaded 2,many\n");
        long before = calls();
        filled.loader().run(sending(load(WriteOperation.INSERT, unfit), false, true, null), folder.resolve("unfit"));
        assertThat(calls()).isEqualTo(before);
        assertThat(Files.readString(folder.resolve("unfit/error.csv")))
                .contains("\"Loaded 1\",\"1\",\"ALL_OR_NONE_OPERATION_ROLLED_BACK:");

        assertThatThrownBy(() -> run(sending(
                        load(WriteOperation.INSERT, file("many.csv", "Name\n" + names(201))), false, true, null)))
                .hasMessageContaining("at most 200 records all or none, and the files have 201");
    }

    @ParameterizedTest
    @EnumSource(
            value = RowsFormat.class,
            names = {"CSV", "JSON_LINES", "PARQUET"})
    void what_was_exported_loaded_and_exported_again_is_the_same(RowsFormat format) throws Exception {
        filled.write(
                "INSERT INTO Site_Visit__c (Reference__c, Remarks__c, Notes__c, Topics__c, Reading__c, Completed__c,"
                        + " Position__Latitude__s, Position__Longitude__s) VALUES"
                        + " ('r-1', 'He said \"no\", twice', 'one\ntwo', 'Safety;Energy', 1234567890.12345678, TRUE, 48.2, 16.37),"
                        + " ('r-2', '=1+1', 'ẞ 漢字 😀', NULL, -0.00000001, FALSE, NULL, NULL)");
        Load any = visits(file("any.jsonl", anyTexts(format.ending().length())));
        assertThat(filled.loader().run(any, folder.resolve("any")).written()).isEqualTo(50);
        List<String> columns = List.of(
                "Reference__c",
                "Account__c",
                "Completed__c",
                "Visitors__c",
                "Temperature__c",
                "Reading__c",
                "Cost__c",
                "Surcharge__c",
                "Visit_Date__c",
                "Checked_In__c",
                "Start_Time__c",
                "Contact_Email__c",
                "Contact_Phone__c",
                "Report_Link__c",
                "Status__c",
                "Topics__c",
                "Remarks__c",
                "Notes__c",
                "Position__Latitude__s",
                "Position__Longitude__s");
        Export export = new Export(
                filled.org().instanceUrl(), new Export.Table("Site_Visit__c", columns, null, false), format, 10);
        Path before = folder.resolve("before");
        ExportResult exported = filled.exporter().run(export, before);
        filled.write("DELETE FROM Site_Visit__c");

        LoadResult loaded = run(sending(visits(before), true, false, 10));
        Path after = folder.resolve("after");
        filled.exporter().run(export, after);

        assertThat(error().lines()).hasSize(1);
        assertThat(loaded.written()).isEqualTo(exported.rows()).isGreaterThan(70);
        assertThat(stored(after))
                .usingElementComparator(ExportComparison::compare)
                .containsExactlyInAnyOrderElementsOf(stored(before));
    }

    /** By Spark 4.2 as it is, from a table with a TIMESTAMP: compressed by Snappy, the moment as INT96. */
    private Path writtenBySpark() throws IOException {
        Path spark = Files.createDirectories(folder.resolve("spark"));
        try (InputStream rows = LoadTest.class.getResourceAsStream("written-by-spark.snappy.parquet")) {
            Files.write(
                    spark.resolve("part-00000-5e2a64fe-c000.snappy.parquet"),
                    Objects.requireNonNull(rows).readAllBytes());
        }
        Files.createFile(spark.resolve("._SUCCESS.crc"));
        Files.createFile(spark.resolve(".part-00000-5e2a64fe-c000.snappy.parquet.crc"));
        return spark;
    }

    @Test
    void a_folder_that_spark_has_written_to_the_end_is_loaded() throws Exception {
        Path spark = writtenBySpark();
        assertThatThrownBy(() -> run(visits(spark))).hasMessageContaining("nor the _SUCCESS of a folder that Spark");
        Files.createFile(spark.resolve("_SUCCESS"));

        assertThat(run(visits(spark))).isEqualTo(new LoadResult(2, 2, 0, false));

        assertThat(filled.rows(
                                "SELECT Remarks__c, Visitors__c, Cost__c, Visit_Date__c, Checked_In__c FROM Site_Visit__c"
                                        + " WHERE Reference__c LIKE 'l-%' ORDER BY Reference__c")
                        .toString())
                .isEqualTo("[[Loaded 1, 12, 1234.50, 2024-02-29, 2024-02-29 12:00:00], [Loaded 2, null, null, null,"
                        + " null]]");
        assertThat(success()).contains("\"2024-02-29T12:00:00.123Z\"");
    }

    @Test
    void a_folder_of_spark_that_is_partitioned_is_refused() throws Exception {
        Path spark = writtenBySpark();
        Files.createFile(spark.resolve("_SUCCESS"));
        Files.createDirectories(spark.resolve("Completed__c=true"));

        assertThatThrownBy(() -> run(visits(spark)))
                .hasMessageContaining("is partitioned: what Completed__c=true says, its files do not.");
    }

    private static Load visits(Path source) {
        return Load.of(filled.org().instanceUrl(), "Site_Visit__c", WriteOperation.INSERT, List.of(source));
    }

    /** Salesforce stores no blanks around a text; the records that an org begins with have some. */
    private static List<List<@Nullable String>> stored(Path exported) throws IOException {
        List<List<@Nullable String>> rows = new ArrayList<>();
        for (List<@Nullable String> row : new ExportedFiles(exported).rows()) {
            List<@Nullable String> stripped = new ArrayList<>();
            row.forEach(value -> stripped.add(value == null ? null : value.strip()));
            rows.add(stripped);
        }
        return rows;
    }

    /** Texts of what formats have a meaning for. */
    private String anyTexts(int seed) {
        Random random = new Random(seed);
        String[] letters = {"\\\"", "'", ",", ";", "\\n", "#", "=", "\\\\", "a", "N/A", "ẞ", "漢", "😀", " ", "null", "1"
        };
        StringBuilder rows = new StringBuilder();
        for (int row = 0; row < 50; row++) {
            rows.append("{\"Reference__c\":\"any-").append(row).append("\",\"Remarks__c\":\"");
            for (int letter = random.nextInt(12); letter >= 0; letter--) {
                rows.append(letters[random.nextInt(letters.length)]);
            }
            rows.append("\",\"Visitors__c\":").append(random.nextInt()).append("}\n");
        }
        return rows.toString();
    }
}

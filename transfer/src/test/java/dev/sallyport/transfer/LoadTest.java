package dev.sallyport.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sallyport.org.http.ApiKind;
import dev.sallyport.org.http.Fault;
import dev.sallyport.salesforce.SalesforceException;
import dev.sallyport.salesforce.WriteOperation;
import dev.sallyport.transfer.format.RowsFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files into a table, over a local org. */
class LoadTest {
    private static final String LOADED = "SELECT COUNT(*) FROM Account WHERE Name LIKE 'Loaded %'";

    private static FilledOrg filled;

    @TempDir
    Path folder;

    private Path results;

    @BeforeAll
    static void start() {
        filled = new FilledOrg(600);
        filled.org().snapshot();
    }

    @AfterAll
    static void stop() {
        filled.close();
    }

    @BeforeEach
    void as_it_was() {
        filled.restore();
        results = folder.resolve("results");
    }

    private Path file(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content);
    }

    private static Load load(WriteOperation operation, Path... files) {
        return new Load(
                filled.org().instanceUrl(),
                "account",
                List.of(files),
                null,
                operation,
                operation == WriteOperation.UPSERT ? "External_Id__c" : null,
                ColumnMapping.BY_NAME,
                Load.Values.DEFAULT,
                Load.Sending.DEFAULT);
    }

    private static Load mapped(Load load, ColumnMapping mapping) {
        return new Load(
                load.org(),
                load.table(),
                load.sources(),
                load.format(),
                load.operation(),
                load.externalId(),
                mapping,
                load.values(),
                load.sending());
    }

    private static Load reading(Load load, Load.Values values) {
        return new Load(
                load.org(),
                load.table(),
                load.sources(),
                load.format(),
                load.operation(),
                load.externalId(),
                load.mapping(),
                values,
                load.sending());
    }

    private static Load sending(Load load, boolean bulk, boolean allOrNone, @Nullable Integer rowsPerJob) {
        return new Load(
                load.org(),
                load.table(),
                load.sources(),
                load.format(),
                load.operation(),
                load.externalId(),
                load.mapping(),
                load.values(),
                new Load.Sending(bulk, allOrNone, rowsPerJob));
    }

    private static Load bulk(Load load) {
        return sending(load, true, false, null);
    }

    private LoadResult run(Load load) throws SQLException, IOException {
        return filled.loader().run(load, results);
    }

    private String success() throws IOException {
        return Files.readString(results.resolve("success.csv"));
    }

    private String error() throws IOException {
        return Files.readString(results.resolve("error.csv"));
    }

    private static String value(String sql) throws SQLException {
        return String.valueOf(filled.rows(sql).get(0).get(0));
    }

    private static long calls() {
        return filled.client().usage().calls();
    }

    private static String names(int count) {
        return IntStream.range(0, count).mapToObj(row -> "Loaded " + row + "\n").collect(Collectors.joining());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void inserted_rows_are_in_the_success_file_as_data_loader_writes_it(boolean bulk) throws Exception {
        Path file = file("new.csv", "Name,Number_,Employees\n\"Loaded \"\"1\"\"\",x,5\n\"Loaded\n2\",,\n");
        ColumnMapping mapping =
                ColumnMapping.BY_NAME.with("Employees=NumberOfEmployees").without(List.of("number_"));

        LoadResult result = run(sending(mapped(load(WriteOperation.INSERT, file), mapping), bulk, false, null));

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
    void results_that_were_cut_off_are_not_gone_on_with() throws Exception {
        Path file = file("new.csv", "Name\n" + names(2_500));
        Load load = sending(load(WriteOperation.INSERT, file), false, false, 1_000);
        Loader loader = filled.loader();
        filled.atNextProgress(() -> filled.atNextProgress(loader::cancel));
        assertThat(catchThrowable(() -> loader.run(load, results))).isInstanceOf(RuntimeException.class);
        assertThat(Thread.interrupted()).isTrue();
        Files.writeString(results.resolve("success.csv"), "");

        assertThatThrownBy(() -> run(load)).hasMessageContaining("success.csv is shorter than it was");
    }

    @Test
    void a_mapping_file_of_data_loader_is_understood() throws Exception {
        Path sdl = file("map.sdl", """
                #Mapping values
                #Tue Jun 20 18:59:17 PDT 2006
                COMPANY=Name, Site
                Num\\ Employees=NumberOfEmployees
                "Energy"=Industry
                """);
        Path file = file("new.csv", "Company,Num Employees,Other\nLoaded 1,5,x\n");

        run(mapped(load(WriteOperation.INSERT, file), ColumnMapping.BY_NAME.with(sdl)));

        assertThat(filled.rows("SELECT Name, Site, NumberOfEmployees, Industry FROM Account WHERE Name = 'Loaded 1'"))
                .containsExactly(List.of("Loaded 1", "Loaded 1", "5", "Energy"));
        assertThat(success()).startsWith("\"ID\",\"Company\",\"Num Employees\",\"Other\",\"STATUS\"\n");
    }

    @Test
    void what_columns_cannot_be_is_told_at_once_and_before_any_call() throws Exception {
        Path file = file("new.csv", "Nmae,CreatedDate,BillingAddress,Id\na,b,c,d\n");
        long before = calls();

        TransferException refusal =
                catchThrowableOfType(TransferException.class, () -> run(load(WriteOperation.INSERT, file)));

        assertThat(refusal)
                .hasMessageContaining("4 columns cannot be loaded into Account.")
                .hasMessageContaining("Nmae: there is none that the run-as user may see. Did you mean Name?")
                .hasMessageContaining("CreatedDate: it is filled by Salesforce")
                .hasMessageContaining("BillingAddress: it is made of others");
        assertThat(refusal.advice()).contains("--skip Nmae,CreatedDate,BillingAddress,Id");
        assertThat(refusal.reason()).isEqualTo(TransferException.Reason.INVALID);
        assertThat(calls()).isEqualTo(before);
        assertThat(results).doesNotExist();
    }

    @Test
    void what_an_operation_needs_is_told() throws Exception {
        Path file = file("new.csv", "Name,Externl_Id\na,b\n");
        assertThatThrownBy(() -> run(load(WriteOperation.UPDATE, file("x.csv", "Name\na\n"))))
                .hasMessageContaining("No column has the values of Id");
        assertThatThrownBy(() -> run(mapped(
                        load(WriteOperation.UPSERT, file), ColumnMapping.BY_NAME.without(List.of("Externl_Id")))))
                .hasMessageContaining("No column has the values of External_Id__c");
        Load other = load(WriteOperation.UPSERT, file);
        Load byName = new Load(
                other.org(),
                "Account",
                other.sources(),
                null,
                other.operation(),
                "Name",
                other.mapping(),
                other.values(),
                other.sending());
        assertThatThrownBy(() -> run(byName)).hasMessageContaining("Account.Name is no external id");
        assertThatThrownBy(
                        () -> run(mapped(load(WriteOperation.INSERT, file), ColumnMapping.BY_NAME.with("Nmae=Name"))))
                .hasMessageContaining("The files have no column Nmae, which the mapping names")
                .satisfies(e -> assertThat(((TransferException) e).advice()).contains("Did you mean Name?"));
        assertThatThrownBy(() ->
                        run(mapped(load(WriteOperation.INSERT, file), ColumnMapping.BY_NAME.with("Externl_Id=Name"))))
                .hasMessageContaining("Two columns go into Account.Name");
        assertThat(catchThrowable(() -> run(sending(load(WriteOperation.INSERT, file), true, true, null))))
                .hasMessageContaining("it has no all-or-none");
    }

    @Test
    void an_empty_value_leaves_a_field_or_empties_it_and_n_a_is_null() throws Exception {
        run(load(
                WriteOperation.UPSERT,
                file("a.csv", "External_Id__c,Name,Site,Rating\nl-1,Loaded 1,here,Hot\nl-2,Loaded 2,here,Hot\n")));
        Path file = file("b.csv", "External_Id__c,Site,Rating\nl-1,,#N/A\nl-2,#N/A,\n");

        filled.loader().run(load(WriteOperation.UPSERT, file), folder.resolve("ignored"));
        assertThat(filled.rows("SELECT Site, Rating FROM Account WHERE Name LIKE 'Loaded %' ORDER BY Name")
                        .toString())
                .isEqualTo("[[here, null], [null, Hot]]");

        Load.Values nulls = new Load.Values(Load.Empty.NULL, ZoneId.of("UTC"), false);
        filled.loader().run(bulk(reading(load(WriteOperation.UPSERT, file), nulls)), folder.resolve("emptied"));
        assertThat(filled.rows("SELECT Site, Rating FROM Account WHERE Name LIKE 'Loaded %' ORDER BY Name")
                        .toString())
                .isEqualTo("[[null, null], [null, null]]");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void dates_times_and_truths_come_in_the_forms_that_people_write(boolean bulk) throws Exception {
        Path file = file("visits.csv", """
                Reference__c,Visit_Date__c,Checked_In__c,Completed__c,Start_Time__c,Cost__c
                l-1,2024-02-29,2024-02-29T12:00:00.000Z,yes,08:30:00.000Z,12.50
                l-2,29/2/2024,29/02/2024 13:00,0,08:30,1E1
                l-3,2024-02-29 23:00:00,2024-02-29 13:00:00+01:00,TRUE,08:30:00,#N/A
                l-4,2023-02-29,,,,
                """);
        Load visits = new Load(
                filled.org().instanceUrl(),
                "Site_Visit__c",
                List.of(file),
                null,
                WriteOperation.INSERT,
                null,
                ColumnMapping.BY_NAME,
                new Load.Values(Load.Empty.IGNORE, ZoneId.of("Europe/Vienna"), true),
                new Load.Sending(bulk, false, null));

        assertThat(run(visits)).isEqualTo(new LoadResult(4, 3, 1, false));
        assertThat(error())
                .contains("'2023-02-29' is not a valid value for the type xsd:date\nError fields: Visit_Date__c");
        assertThat(value("SELECT COUNT(*) FROM Site_Visit__c WHERE Reference__c LIKE 'l-%'"
                        + " AND Visit_Date__c = DATE '2024-02-29' AND Checked_In__c = TIMESTAMP '2024-02-29 12:00:00'"
                        + " AND Start_Time__c = TIME '08:30:00'"))
                .isEqualTo("3");
        assertThat(value("SELECT COUNT(*) FROM Site_Visit__c WHERE Reference__c LIKE 'l-%' AND Completed__c"))
                .isEqualTo("2");
        assertThat(value("SELECT SUM(Cost__c) FROM Site_Visit__c WHERE Reference__c LIKE 'l-%'"))
                .startsWith("22.5");
    }

    @Test
    void files_that_are_no_such_files_are_refused_before_any_call() throws Exception {
        long before = calls();
        assertThatThrownBy(() -> run(load(WriteOperation.INSERT, folder.resolve("none.csv"))))
                .hasMessageContaining("there is no such file");
        assertThatThrownBy(() -> run(load(WriteOperation.INSERT, file("a.txt", "Name\n"))))
                .hasMessageContaining("does not say what it holds");
        assertThatThrownBy(() -> run(load(WriteOperation.INSERT, file("a.csv", "Name,Site\na,b\nc\n"))))
                .hasMessageContaining("The row at line 3 has 1 values, and the header has 2");
        assertThatThrownBy(() -> run(load(WriteOperation.INSERT, file("b.csv", "Name,NAME\na,b\n"))))
                .hasMessageContaining("two columns called NAME");
        assertThatThrownBy(() -> run(load(WriteOperation.INSERT, file("c.csv", ""))))
                .hasMessageContaining("has no columns");
        assertThatThrownBy(() -> run(load(WriteOperation.INSERT, file("d.jsonl", "{\"Name\":\"a\"}\n[1]\n"))))
                .hasMessageContaining("Line 2 is no JSON object");
        assertThatThrownBy(() -> run(load(WriteOperation.INSERT, file("e.jsonl", "{\"Name\":{\"a\":1}}\n"))))
                .hasMessageContaining("is an object or an array");
        assertThatThrownBy(() -> run(load(WriteOperation.INSERT, file("f.parquet", "PAR1 it is none"))))
                .isInstanceOf(TransferException.class)
                .hasMessageContaining("cannot be read");
        Files.write(folder.resolve("g.csv"), new byte[] {'N', 'a', 'm', 'e', '\n', (byte) 0xe9, '\n'});
        assertThatThrownBy(() -> run(load(WriteOperation.INSERT, folder.resolve("g.csv"))))
                .hasMessageContaining("not encoded in UTF-8");
        assertThatThrownBy(
                        () -> run(load(WriteOperation.INSERT, file("h.csv", "Name\na\n"), file("i.csv", "Site\nb\n"))))
                .hasMessageContaining("has other columns than");
        assertThatThrownBy(() -> run(load(WriteOperation.INSERT, folder))).hasMessageContaining("holds no export");
        assertThat(calls()).isEqualTo(before);
    }

    @Test
    void several_files_with_a_mark_of_byte_order_are_one_load() throws Exception {
        LoadResult result = run(load(
                WriteOperation.INSERT,
                file("a.csv", "\uFEFFName,NumberOfEmployees\nLoaded 1,1\n"),
                file("b.jsonl", "{\"Name\":\"Loaded 2\"}\n\n{\"Name\":\"Loaded 3\",\"NumberOfEmployees\":3}\n")));

        assertThat(result.written()).isEqualTo(3);
        assertThat(value("SELECT NumberOfEmployees FROM Account WHERE Name = 'Loaded 3'"))
                .isEqualTo("3");
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

    @Test
    void a_check_finds_what_does_not_fit_and_sends_nothing() throws Exception {
        Path file = file("new.csv", "Name,NumberOfEmployees\nLoaded 1,many\nLoaded 2,2\n" + "L".repeat(256) + ",1\n");
        long before = calls();

        LoadCheck check = filled.loader().check(load(WriteOperation.INSERT, file));

        assertThat(check.rows()).isEqualTo(3);
        assertThat(check.unfit()).isEqualTo(2);
        assertThat(check.bulk()).isFalse();
        assertThat(check.examples().get(0)).startsWith("Row 1: INVALID_TYPE_ON_FIELD_IN_RECORD: ");
        assertThat(check.examples().get(1)).startsWith("Row 3: STRING_TOO_LONG: Account Name: data value too large");
        assertThat(calls()).isEqualTo(before);
        assertThat(results).doesNotExist();
    }

    @Test
    void a_complete_load_is_not_sent_again_and_another_is_refused() throws Exception {
        Path file = file("new.csv", "Name\nLoaded 1\n");
        run(load(WriteOperation.INSERT, file));
        long before = calls();

        assertThat(run(load(WriteOperation.INSERT, file))).isEqualTo(new LoadResult(1, 1, 0, true));
        assertThatThrownBy(() -> run(load(WriteOperation.INSERT, file("other.csv", "Name\nLoaded 2\n"))))
                .hasMessageContaining("holds another load: of the files new.csv");
        file("new.csv", "Name\nLoaded 3\n");
        assertThatThrownBy(() -> run(load(WriteOperation.INSERT, file)))
                .hasMessageContaining("of the files new.csv, which have changed since");
        assertThatThrownBy(() -> filled.loader().run(load(WriteOperation.INSERT, file), folder))
                .hasMessageContaining("has files that no load has written");
        assertThat(calls()).isEqualTo(before);
    }

    @Test
    void rows_that_a_job_did_not_reach_are_in_a_file_and_sent_by_the_next_run() throws Exception {
        Path file = file("new.csv", "Name\n" + names(25_000));
        filled.org().controls().setDailyBulkBatches(2);

        SalesforceException failure =
                catchThrowableOfType(SalesforceException.class, () -> run(load(WriteOperation.INSERT, file)));

        assertThat(failure.reason()).isEqualTo(SalesforceException.Reason.BULK_JOB_FAILED);
        assertThat(Files.readAllLines(results.resolve("unprocessed.csv")))
                .hasSize(5_001)
                .startsWith("\"Name\"")
                .contains("\"Loaded 24999\"");
        assertThat(filled.remarks()).anyMatch(remark -> remark.contains("has left out 5000 rows"));
        filled.org().controls().setDailyBulkBatches(15_000);

        assertThat(run(load(WriteOperation.INSERT, file))).isEqualTo(new LoadResult(25_000, 25_000, 0, false));
        assertThat(results.resolve("unprocessed.csv")).doesNotExist();
        assertThat(value(LOADED)).isEqualTo("25000");
        assertThat(value("SELECT COUNT(DISTINCT Name) FROM Account WHERE Name LIKE 'Loaded %'"))
                .isEqualTo("25000");
    }

    @Test
    void an_insert_whose_answer_is_lost_is_not_sent_again() throws Exception {
        Path file = file("new.csv", "Name\nLoaded 1\n");
        filled.org().controls().failNext(ApiKind.REST, Fault.cutAnswer(5));

        assertThat(catchThrowable(() -> run(load(WriteOperation.INSERT, file))))
                .isInstanceOf(SalesforceException.class);
        assertThat(error()).contains("\"Loaded 1\",\"This row was sent, and no answer came: it may have been written.");
        run(load(WriteOperation.INSERT, file));
        assertThat(value(LOADED)).isEqualTo("1");
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
        Load any = new Load(
                filled.org().instanceUrl(),
                "Site_Visit__c",
                List.of(file("any.jsonl", anyTexts(format.ending().length()))),
                null,
                WriteOperation.INSERT,
                null,
                ColumnMapping.BY_NAME,
                Load.Values.DEFAULT,
                Load.Sending.DEFAULT);
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

        Load load = new Load(
                filled.org().instanceUrl(),
                "Site_Visit__c",
                List.of(before),
                null,
                WriteOperation.INSERT,
                null,
                ColumnMapping.BY_NAME,
                Load.Values.DEFAULT,
                new Load.Sending(true, false, 10));
        LoadResult loaded = run(load);
        Path after = folder.resolve("after");
        filled.exporter().run(export, after);

        assertThat(error().lines()).hasSize(1);
        assertThat(loaded.written()).isEqualTo(exported.rows()).isGreaterThan(70);
        assertThat(stored(after))
                .usingElementComparator(ExportComparison::compare)
                .containsExactlyInAnyOrderElementsOf(stored(before));
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

    @Test
    void a_load_that_was_cut_off_goes_on_with_its_jobs() throws Exception {
        Path file = file("new.csv", "Name\n" + names(3_000));
        Load load = sending(load(WriteOperation.INSERT, file), false, false, 1_000);
        Loader loader = filled.loader();
        filled.atNextProgress(loader::cancel);
        assertThat(catchThrowable(() -> loader.run(load, results))).isInstanceOf(RuntimeException.class);
        assertThat(Thread.interrupted()).isTrue();

        assertThat(run(load)).isEqualTo(new LoadResult(3_000, 3_000, 0, false));
        assertThat(filled.remarks()).anyMatch(remark -> remark.startsWith("Goes on with job 750"));
        assertThat(value(LOADED)).isEqualTo("3000");
    }

    @ParameterizedTest
    @EnumSource(
            value = WriteOperation.class,
            names = {"INSERT", "UPSERT"})
    void of_a_job_that_salesforce_has_no_longer_only_what_may_be_done_twice_is_sent_again(WriteOperation operation)
            throws Exception {
        String rows = IntStream.range(0, 10)
                .mapToObj(row -> "Loaded " + row + ",l-" + row + "\n")
                .collect(Collectors.joining());
        Load load = bulk(load(operation, file("new.csv", "Name,External_Id__c\n" + rows)));
        Loader loader = filled.loader();
        filled.atNextProgress(loader::cancel);
        assertThat(catchThrowable(() -> loader.run(load, results))).isInstanceOf(RuntimeException.class);
        assertThat(Thread.interrupted()).isTrue();
        String job = Files.readString(results.resolve("load.json")).replaceAll("(?s).*\"jobId\" : \"(\\w+)\".*", "$1");
        filled.client().discard(List.of(job));

        LoadResult result = run(load);

        boolean again = operation == WriteOperation.UPSERT;
        assertThat(result).isEqualTo(new LoadResult(10, again ? 10 : 0, again ? 0 : 10, false));
        assertThat(error().contains("it may have been written")).isEqualTo(!again);
        assertThat(value(LOADED)).isEqualTo("10");
    }

    @Test
    void rows_whose_connection_breaks_on_their_way_to_a_job_go_to_another() throws Exception {
        Path file = file("new.csv", "Name\n" + names(2_500));
        // The first request opens the job, the second brings the rows.
        filled.org().controls().failNext(ApiKind.BULK, Fault.slowAnswer(10_000, Duration.ZERO));
        filled.org().controls().failNext(ApiKind.BULK, Fault.droppedConnection());

        assertThat(run(load(WriteOperation.INSERT, file)).written()).isEqualTo(2_500);
        assertThat(value(LOADED)).isEqualTo("2500");
        assertThat(Files.readString(results.resolve("load.json"))).doesNotContain("OPEN");
    }

    @Test
    void a_session_that_ends_in_the_middle_is_begun_anew() throws Exception {
        Path file = file("new.csv", "Name\n" + names(2_500));
        filled.org().controls().expireSessionsAfter(2);

        assertThat(run(load(WriteOperation.INSERT, file)).written()).isEqualTo(2_500);
        assertThat(value(LOADED)).isEqualTo("2500");
    }
}

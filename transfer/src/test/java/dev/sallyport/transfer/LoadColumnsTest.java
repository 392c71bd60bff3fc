package dev.sallyport.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sallyport.salesforce.WriteOperation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which columns a load has, and what their texts mean. */
class LoadColumnsTest extends LoadedOrg {
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

        run(load(WriteOperation.INSERT, file).with(ColumnMapping.BY_NAME.with(sdl)));

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
        assertThatThrownBy(() -> run(
                        load(WriteOperation.UPSERT, file).with(ColumnMapping.BY_NAME.without(List.of("Externl_Id")))))
                .hasMessageContaining("No column has the values of External_Id__c");
        assertThatThrownBy(() -> run(load(WriteOperation.UPSERT, file).by("Name")))
                .hasMessageContaining("Account.Name is no external id");
        assertThatThrownBy(() -> run(load(WriteOperation.INSERT, file).with(ColumnMapping.BY_NAME.with("Nmae=Name"))))
                .hasMessageContaining("The files have no column Nmae, which the mapping names")
                .satisfies(e -> assertThat(((TransferException) e).advice()).contains("Did you mean Name?"));
        assertThatThrownBy(() ->
                        run(load(WriteOperation.INSERT, file).with(ColumnMapping.BY_NAME.with("Externl_Id=Name"))))
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
        filled.loader().run(bulk(load(WriteOperation.UPSERT, file).with(nulls)), folder.resolve("emptied"));
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
                l-5,2024-02-29Z,2024-02-29T13:00+0100,on,08:30,0
                l-6,29/2/2024 00:30,29/2/2024 12:00:00.1234Z,off,08:30,0
                l-7,,29/2/2024T,,,
                """);
        Load visits = sending(
                Load.of(filled.org().instanceUrl(), "Site_Visit__c", WriteOperation.INSERT, List.of(file))
                        .with(new Load.Values(Load.Empty.IGNORE, ZoneId.of("Europe/Vienna"), true)),
                bulk,
                false,
                null);

        assertThat(run(visits)).isEqualTo(new LoadResult(7, 5, 2, false));
        assertThat(error())
                .contains("'29/2/2024T' is not a valid value for the type xsd:dateTime")
                .contains("'2023-02-29' is not a valid value for the type xsd:date\nError fields: Visit_Date__c");
        assertThat(value("SELECT COUNT(*) FROM Site_Visit__c WHERE Reference__c LIKE 'l-%'"
                        + " AND Visit_Date__c = DATE '2024-02-29' AND Checked_In__c >= TIMESTAMP '2024-02-29 12:00:00'"
                        + " AND Checked_In__c < TIMESTAMP '2024-02-29 12:00:01' AND Start_Time__c = TIME '08:30:00'"))
                .isEqualTo("5");
        assertThat(value("SELECT COUNT(*) FROM Site_Visit__c WHERE Reference__c LIKE 'l-%' AND Completed__c"))
                .isEqualTo("3");
        assertThat(value("SELECT SUM(Cost__c) FROM Site_Visit__c WHERE Reference__c LIKE 'l-%'"))
                .startsWith("22.5");
    }

    @Test
    void a_day_with_an_offset_is_a_moment_where_a_moment_is_wanted_and_else_that_day() throws Exception {
        Path file = file("visits.csv", """
                Reference__c,Visit_Date__c,Checked_In__c
                l-1,2024-02-29Z,2024-02-29Z
                l-2,2024-02-29-11:00,2024-02-29+01:00
                l-3,2024-02-29,2024-02-29
                """);
        run(Load.of(filled.org().instanceUrl(), "Site_Visit__c", WriteOperation.INSERT, List.of(file))
                .with(new Load.Values(Load.Empty.IGNORE, ZoneId.of("America/New_York"), false)));

        assertThat(filled.rows("SELECT Visit_Date__c, Checked_In__c FROM Site_Visit__c WHERE Reference__c LIKE 'l-%'"
                                + " ORDER BY Reference__c")
                        .toString())
                .isEqualTo("[[2024-02-29, 2024-02-29 00:00:00], [2024-02-29, 2024-02-28 23:00:00],"
                        + " [2024-02-29, 2024-02-29 05:00:00]]");
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
    void a_check_of_a_bulk_load_says_nothing_of_records_that_different_jobs_may_have() throws Exception {
        Path file = file("same.csv", "External_Id__c,Name\nl-1,Loaded 1\nl-1,Loaded 2\n");

        assertThat(filled.loader()
                        .check(sending(load(WriteOperation.UPSERT, file), true, false, 1))
                        .unfit())
                .isZero();
    }

    @Test
    void a_file_whose_header_cannot_be_read_does_not_stay_open() throws Exception {
        Path file = file("open.csv", "\"Name\nLoaded 1\n");

        assertThatThrownBy(() -> run(load(WriteOperation.INSERT, file)))
                .hasMessageContaining("open.csv cannot be read");
        assertThat(openFiles()).isEmpty();
    }

    @Test
    void numbers_of_more_digits_than_any_memory_do_not_fit() throws Exception {
        Path file = file("huge.jsonl", """
                {"Name":"Loaded 1","AnnualRevenue":1E999999999}
                {"Name":"Loaded 2","AnnualRevenue":"1E-999999999"}
                {"Name":"Loaded 3","AnnualRevenue":1E3}
                """);

        assertThat(run(load(WriteOperation.INSERT, file))).isEqualTo(new LoadResult(3, 1, 2, false));
        assertThat(error()).contains("'1E+999999999' is not a valid value for the type xsd:double");
        assertThat(success()).contains("\"Loaded 3\",\"1000\"");
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
}

package dev.sallyport.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.salesforce.SalesforceException;
import dev.sallyport.salesforce.WriteOperation;
import dev.sallyport.transfer.format.Delimiter;
import dev.sallyport.transfer.format.RowsFormat;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** CSV with other delimiters than the comma. */
class DelimiterTest extends LoadedOrg {
    @ParameterizedTest
    @EnumSource(Delimiter.class)
    void files_of_results_have_the_delimiter_of_the_file(Delimiter delimiter) throws Exception {
        char between = delimiter.character();
        String rows =
                "Name,Site,NumberOfEmployees\n\"Loaded ; | ^ ` \t , 1\",here,1\nLoaded 2,\"a;b|c^d`e\tf,g\",many\n";
        // The commas outside of quotes.
        Path file =
                file("new.csv", rows.replaceAll(",(?=(?:[^\"\n]*\"[^\"\n]*\")*[^\"\n]*\n)", String.valueOf(between)));

        assertThat(run(load(WriteOperation.INSERT, file).with(delimiter))).isEqualTo(new LoadResult(2, 1, 1, false));

        String id = value("SELECT Id FROM Account WHERE Name LIKE 'Loaded %'");
        assertThat(success())
                .isEqualTo(String.join(
                                String.valueOf(between),
                                "\"ID\"",
                                "\"Name\"",
                                "\"Site\"",
                                "\"NumberOfEmployees\"",
                                "\"STATUS\"\n")
                        + String.join(
                                String.valueOf(between),
                                "\"" + id + "\"",
                                "\"Loaded ; | ^ ` \t , 1\"",
                                "\"here\"",
                                "\"1\"",
                                "\"Item Created\"\n"));
        assertThat(error())
                .startsWith(String.join(
                        String.valueOf(between), "\"Name\"", "\"Site\"", "\"NumberOfEmployees\"", "\"ERROR\"\n"))
                .contains(String.join(
                        String.valueOf(between), "\"Loaded 2\"", "\"a;b|c^d`e\tf,g\"", "\"many\"", "\"INVALID_TYPE"));

        Path better = file("better.csv", error().replace("\"many\"", "\"2\""));
        filled.loader().run(load(WriteOperation.INSERT, better).with(delimiter), folder.resolve("better"));
        assertThat(value("SELECT Site FROM Account WHERE Name = 'Loaded 2'")).isEqualTo("a;b|c^d`e\tf,g");
    }

    @Test
    void rows_that_a_job_gave_back_have_the_delimiter_of_the_file() throws Exception {
        Path file = file("new.csv", "Name;Site\n" + names(15_000).replace("\n", ";here\n"));
        filled.org().controls().setDailyBulkBatches(1);

        assertThatThrownBy(() -> run(load(WriteOperation.INSERT, file).with(Delimiter.SEMICOLON)))
                .isInstanceOf(SalesforceException.class);
        assertThat(Files.readAllLines(results.resolve("unprocessed.csv")))
                .hasSize(5_001)
                .startsWith("\"Name\";\"Site\"")
                .contains("\"Loaded 14999\";\"here\"");
        filled.org().controls().setDailyBulkBatches(15_000);

        assertThat(run(load(WriteOperation.INSERT, file).with(Delimiter.SEMICOLON)))
                .isEqualTo(new LoadResult(15_000, 15_000, 0, false));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Name;Site\nLoaded 1;here\n", "Name;Site\n\"Loaded; 1\";here\n"})
    void a_file_that_is_read_with_the_wrong_delimiter_is_told(String content) throws Exception {
        assertThatThrownBy(() -> run(load(WriteOperation.INSERT, file("new.csv", content))))
                .hasMessageContaining("Name;Site: there is none that the run-as user may see."
                        + " If it is several, say what stands between them: --delimiter semicolon.");
        assertThatThrownBy(() -> run(load(WriteOperation.INSERT, file("quoted.csv", "\"Name\";\"Site\"\n"))))
                .hasMessageContaining("quoted.csv cannot be read")
                .satisfies(e -> assertThat(((TransferException) e).advice()).contains("--delimiter"));
    }

    @Test
    void the_same_file_with_another_delimiter_is_another_load() throws Exception {
        Path file = file("new.csv", "Name\nLoaded 1\n");
        run(load(WriteOperation.INSERT, file).with(Delimiter.COMMA));

        assertThat(run(load(WriteOperation.INSERT, file)).nothingToDo()).isTrue();
        assertThatThrownBy(() -> run(load(WriteOperation.INSERT, file).with(Delimiter.TAB)))
                .hasMessageContaining("holds another load: with other options");
    }

    @Test
    void a_delimiter_is_of_csv_alone() throws Exception {
        Path file = file("new.jsonl", "{\"Name\":\"Loaded 1\"}\n");

        assertThatThrownBy(() -> run(load(WriteOperation.INSERT, file).with(Delimiter.TAB)))
                .hasMessageContaining("A delimiter is of CSV, and none of the files is CSV.");
        assertThat(run(load(WriteOperation.INSERT, file, file("new.csv", "Name;Site\nLoaded 2;here\n"))
                                .with(Delimiter.SEMICOLON))
                        .written())
                .isEqualTo(2);
        assertThatThrownBy(() -> new Export(
                        filled.org().instanceUrl(),
                        new Export.Query("SELECT 1"),
                        RowsFormat.PARQUET,
                        Delimiter.TAB,
                        null))
                .hasMessageContaining("A delimiter is of CSV, and the files are parquet.");
    }

    @Test
    void what_was_exported_with_a_delimiter_is_loaded_without_a_word_of_it() throws Exception {
        filled.write("INSERT INTO Account (Name, External_Id__c, Site) VALUES ('Loaded 1', 'l-1', 'a;b'),"
                + " ('Loaded; 2', 'l-2', 'c,d')");
        Export.Table table =
                new Export.Table("Account", List.of("External_Id__c", "Name", "Site"), "Name LIKE 'Loaded%'", false);
        Export export = new Export(filled.org().instanceUrl(), table, RowsFormat.CSV, Delimiter.SEMICOLON, null);
        Path exported = folder.resolve("exported");
        filled.exporter().run(export, exported);
        assertThat(Files.readString(exported.resolve("part-00000.csv")))
                .startsWith("External_Id__c;Name;Site\r\n")
                .contains("l-1;Loaded 1;\"a;b\"", "l-2;\"Loaded; 2\";c,d");
        assertThatThrownBy(() -> filled.exporter()
                        .run(new Export(filled.org().instanceUrl(), table, RowsFormat.CSV, null), exported))
                .hasMessageContaining("as csv with the delimiter semicolon");
        filled.write("DELETE FROM Account WHERE Name LIKE 'Loaded%'");

        assertThat(run(load(WriteOperation.UPSERT, exported)).written()).isEqualTo(2);
        assertThat(filled.rows("SELECT Name, Site FROM Account WHERE Name LIKE 'Loaded%' ORDER BY Name")
                        .toString())
                .isEqualTo("[[Loaded 1, a;b], [Loaded; 2, c,d]]");
        assertThat(success()).startsWith("\"ID\";\"External_Id__c\";\"Name\";\"Site\";\"STATUS\"\n");
    }
}

package dev.sallyport.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.sallyport.salesforce.FieldDescribe;
import dev.sallyport.salesforce.SObjectDescribe;
import dev.sallyport.salesforce.WriteOperation;
import dev.sallyport.sql.SObjects;
import dev.sallyport.transfer.format.RowsFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.TimeZone;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of values in files, and of those files' values when they are loaded. */
class ExportedValuesTest extends LoadedOrg {
    private static final String VISITS = "SELECT Reference__c, Checked_In__c, Start_Time__c, Visit_Date__c FROM"
            + " Site_Visit__c WHERE Reference__c LIKE 'l-%' ORDER BY Reference__c";

    private interface Work {
        void run() throws SQLException, IOException;
    }

    private static void in(String zone, Work work) throws SQLException, IOException {
        TimeZone before = TimeZone.getDefault();
        TimeZone.setDefault(TimeZone.getTimeZone(zone));
        try {
            work.run();
        } finally {
            TimeZone.setDefault(before);
        }
    }

    private Path exported(Export.Source source, RowsFormat format) throws SQLException, IOException {
        Path files = folder.resolve("exported-" + format.ending());
        filled.exporter().run(new Export(filled.org().instanceUrl(), source, format, null), files);
        return files;
    }

    private String exported(String sql, RowsFormat format) throws SQLException, IOException {
        return Files.readString(exported(new Export.Query(sql), format).resolve("part-00000." + format.ending()));
    }

    /** The wall clock 02:30 on 31 March 2024 does not exist in Vienna. */
    @ParameterizedTest
    @ValueSource(strings = {"UTC", "Europe/Vienna", "America/Los_Angeles", "Pacific/Apia"})
    void dates_and_times_are_those_of_utc_wherever_this_machine_is(String zone) throws Exception {
        String sql =
                "SELECT TIMESTAMP '2024-03-31 02:30:00' AS \"At\", TIMESTAMP '2024-03-31 02:30:00.250' AS \"Then\","
                        + " TIME '02:30:00.250' AS \"Clock\", DATE '2011-12-30' AS \"Date\"";

        in(zone, () -> {
            assertThat(exported(sql, RowsFormat.CSV).lines())
                    .containsExactly(
                            "At,Then,Clock,Date",
                            "2024-03-31 02:30:00,2024-03-31 02:30:00.250,02:30:00.250,2011-12-30");
            assertThat(exported(sql, RowsFormat.JSON_LINES))
                    .isEqualTo("{\"At\":\"2024-03-31 02:30:00\",\"Then\":\"2024-03-31 02:30:00.250\","
                            + "\"Clock\":\"02:30:00.250\",\"Date\":\"2011-12-30\"}\n");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"ar-EG", "fa-IR", "tr-TR"})
    void files_have_their_names_and_values_whatever_language_this_machine_speaks(String language) throws Exception {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag(language));
        try {
            assertThat(exported("SELECT 1234567 AS \"i\", TIME '02:30:00.250' AS \"Clock\"", RowsFormat.CSV))
                    .isEqualTo("i,Clock\r\n1234567,02:30:00.250\r\n");
        } finally {
            Locale.setDefault(before);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = RowsFormat.class,
            names = {"CSV", "JSON_LINES", "PARQUET"})
    void dates_and_times_come_back_as_they_were(RowsFormat format) throws Exception {
        filled.write("INSERT INTO Site_Visit__c (Reference__c, Checked_In__c, Start_Time__c, Visit_Date__c) VALUES"
                + " ('l-1', TIMESTAMP '2024-03-31 02:30:00', TIME '02:30:00.250', DATE '2024-03-31')");
        List<List<@Nullable String>> before = filled.rows(VISITS);
        Export.Table visits = new Export.Table(
                "Site_Visit__c",
                List.of("Reference__c", "Checked_In__c", "Start_Time__c", "Visit_Date__c"),
                "Reference__c LIKE 'l-%'",
                false);

        in("Europe/Vienna", () -> {
            Path files = exported(visits, format);
            filled.write("DELETE FROM Site_Visit__c WHERE Reference__c LIKE 'l-%'");
            Load load = Load.of(filled.org().instanceUrl(), "Site_Visit__c", WriteOperation.UPSERT, List.of(files))
                    .by("Reference__c");
            assertThat(run(load).written()).isEqualTo(1);
        });

        assertThat(before.toString()).isEqualTo("[[l-1, 2024-03-31 02:30:00, 02:30:00.250, 2024-03-31]]");
        assertThat(filled.rows(VISITS)).isEqualTo(before);
    }

    @Test
    void whole_numbers_are_numbers_of_json_as_far_as_every_reader_reads_them_exactly() throws Exception {
        assertThat(exported(
                        "SELECT 9007199254740991 AS a, -9007199254740991 AS b, 9007199254740992 AS c, 7 AS d",
                        RowsFormat.JSON_LINES))
                .isEqualTo("{\"a\":9007199254740991,\"b\":-9007199254740991,\"c\":\"9007199254740992\",\"d\":7}\n");
    }

    @Test
    void a_manifest_that_names_a_file_outside_its_folder_is_not_followed() throws Exception {
        file("secrets.csv", "Name\nLoaded 1\n");
        Path files = exported(new Export.Table("Account", List.of("Name"), "Name = 'nobody'", false), RowsFormat.CSV);
        Path manifest = files.resolve("manifest.json");
        Files.writeString(manifest, Files.readString(manifest).replace("part-00000.csv", "../secrets.csv"));

        assertThat(catchThrowable(() ->
                        run(Load.of(filled.org().instanceUrl(), "Account", WriteOperation.INSERT, List.of(files)))))
                .isInstanceOf(TransferException.class)
                .hasMessageContaining("manifest.json cannot be read");
    }

    @Test
    void a_row_of_one_column_without_a_value_is_a_row() throws Exception {
        filled.write("INSERT INTO Site_Visit__c (Reference__c, Remarks__c) VALUES ('l-1', 'first'), ('l-2', NULL),"
                + " ('l-3', 'third')");

        Path files = exported(
                new Export.Table("Site_Visit__c", List.of("Remarks__c"), "Reference__c LIKE 'l-%'", false),
                RowsFormat.CSV);

        assertThat(Files.readString(files.resolve("part-00000.csv")).lines())
                .containsExactlyInAnyOrder("Remarks__c", "first", "\"\"", "third");
        assertThat(run(Load.of(filled.org().instanceUrl(), "Site_Visit__c", WriteOperation.INSERT, List.of(files))))
                .isEqualTo(new LoadResult(3, 3, 0, false));
    }

    /** Formulas have more digits than Salesforce describes. Those of the local org do not: here a field is described with fewer. */
    @Test
    void decimals_of_a_table_are_rounded_in_parquet_and_whole_in_other_formats() throws Exception {
        filled.write(
                "INSERT INTO Opportunity (Name, StageName, CloseDate, Amount) VALUES"
                        + " ('Loaded 1', 'Prospecting', DATE '2024-03-31', 12.50), ('Loaded 2', 'Prospecting', DATE '2024-03-31', -7.25)");
        SObjectDescribe opportunity = filled.tables().describe("Opportunity").orElseThrow();
        SObjects tables = SObjects.imported(List.of(withoutDigits(opportunity, "Amount")));
        Export.Table amounts =
                new Export.Table("Opportunity", List.of("Name", "Amount"), "Name LIKE 'Loaded %'", false);

        assertThat(exportedOver(tables, amounts, RowsFormat.CSV))
                .containsExactlyInAnyOrder(List.of("Loaded 1", "12.5"), List.of("Loaded 2", "-7.25"));
        assertThat(exportedOver(tables, amounts, RowsFormat.PARQUET))
                .containsExactlyInAnyOrder(List.of("Loaded 1", "13"), List.of("Loaded 2", "-7"));
    }

    private List<List<@Nullable String>> exportedOver(SObjects tables, Export.Source source, RowsFormat format)
            throws SQLException, IOException {
        Path files = folder.resolve("over-" + format.ending());
        TransferListener nobody = new TransferListener() {
            @Override
            public void remark(String text) {
                // Nobody reads it.
            }

            @Override
            public void progress(long rows, OptionalLong total) {
                // Nobody waits for it.
            }
        };
        new Exporter(filled.client(), tables, nobody, InstantSource.system())
                .run(new Export(filled.org().instanceUrl(), source, format, null), files);
        return new ExportedFiles(files).rows();
    }

    private static SObjectDescribe withoutDigits(SObjectDescribe table, String name) {
        return new SObjectDescribe(
                table.name(),
                table.label(),
                table.labelPlural(),
                table.keyPrefix(),
                table.custom(),
                table.queryable(),
                table.createable(),
                table.updateable(),
                table.deletable(),
                table.fields().stream()
                        .map(field -> field.name().equals(name) ? withoutDigits(field) : field)
                        .toList(),
                table.childRelationships());
    }

    private static FieldDescribe withoutDigits(FieldDescribe field) {
        return new FieldDescribe(
                field.name(),
                field.label(),
                field.type(),
                field.length(),
                field.precision(),
                0,
                field.digits(),
                field.nillable(),
                field.nameField(),
                field.unique(),
                field.externalId(),
                field.idLookup(),
                field.createable(),
                field.updateable(),
                field.calculated(),
                field.custom(),
                field.caseSensitive(),
                field.cascadeDelete(),
                field.filterable(),
                field.sortable(),
                field.groupable(),
                field.aggregatable(),
                field.compoundFieldName(),
                field.relationshipName(),
                field.referenceTo(),
                field.picklistValues());
    }
}

package dev.sallyport.salesforce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sallyport.org.http.ApiKind;
import dev.sallyport.salesforce.RowResult.Outcome;
import dev.sallyport.salesforce.SalesforceException.Reason;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is written, by how many calls, and what is told of each row. */
class RecordWriteTest extends WrittenOrg {
    @ParameterizedTest
    @ValueSource(ints = {1, RecordWriter.BULK_FROM})
    void every_type_is_written_and_read_again(int copies) {
        List<QueryColumn> columns = List.of(
                column("Name", FieldType.STRING),
                column("CloseDate", FieldType.DATE),
                column("StageName", FieldType.PICKLIST),
                column("Amount", FieldType.CURRENCY),
                column("IsPrivate", FieldType.BOOLEAN),
                column("Probability", FieldType.PERCENT),
                column("Description", FieldType.TEXTAREA));
        List<@Nullable Object[]> rows = new ArrayList<>();
        for (int i = 0; i < copies; i++) {
            rows.add(new @Nullable Object[] {
                "\"é\", 😀 " + i,
                LocalDate.of(2024, 2, 29),
                "Prospecting",
                new BigDecimal("1234567.89"),
                true,
                new BigDecimal("10"),
                "line\nline, \"x\" #N/A"
            });
            rows.add(new @Nullable Object[] {
                "empty " + i, LocalDate.of(1999, 12, 31), "Closed Lost", null, false, new BigDecimal("7"), ""
            });
        }

        WriteResults results = client.write(RecordWrite.insert("Opportunity", names(columns)), rows);

        assertThat(results.failure()).isNull();
        assertThat(results.written()).isEqualTo(rows.size());
        assertThat(results.rows()).allMatch(RowResult::created);
        for (int row : List.of(0, 1, rows.size() - 2, rows.size() - 1)) {
            String soql = "SELECT " + String.join(",", names(columns)) + " FROM Opportunity WHERE Id = '"
                    + results.rows().get(row).id() + "'";
            List<@Nullable Object> stored =
                    FilledOrg.rows(client.query(soql, columns), columns.size()).get(0);
            for (int column = 0; column < columns.size(); column++) {
                Object sent = rows.get(row)[column];
                assertThat(stored.get(column))
                        .usingRecursiveComparison()
                        .withComparatorForType(BigDecimal::compareTo, BigDecimal.class)
                        .isEqualTo("".equals(sent) ? null : sent);
            }
        }
    }

    @Test
    void a_moment_keeps_its_milliseconds() {
        Instant start = Instant.parse("2026-03-04T05:06:07.089Z");

        WriteResults made = client.write(
                RecordWrite.insert("Event", List.of("Subject", "DurationInMinutes", "ActivityDateTime")),
                List.<@Nullable Object[]>of(new @Nullable Object[] {"Call", 30, start}));

        assertThat(made.written()).as("%s", made).isEqualTo(1);
        assertThat(FilledOrg.rows(
                        client.query(
                                "SELECT ActivityDateTime FROM Event WHERE Id = '"
                                        + made.rows().get(0).id() + "'",
                                List.of(column("ActivityDateTime", FieldType.DATETIME))),
                        1))
                .containsExactly(List.of(Instant.parse("2026-03-04T05:06:07Z")));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, RecordWriter.BULK_FROM})
    void parents_are_found_by_fields_of_their_own_and_by_their_types_where_there_are_several(int copies) {
        client.write(
                RecordWrite.insert("Account", NAME_AND_KEY),
                List.<@Nullable Object[]>of(new @Nullable Object[] {"Parent", "P-1"}));
        client.write(
                RecordWrite.insert("Contact", List.of("LastName", "Email", "Account.External_Id__c")),
                List.<@Nullable Object[]>of(new @Nullable Object[] {"Child", "child@parent.example", "P-1"}));
        List<@Nullable Object[]> rows = new ArrayList<>();
        for (int i = 0; i < copies; i++) {
            rows.add(new @Nullable Object[] {"Found " + i, "child@parent.example", RecordWrite.AS_IT_IS});
            rows.add(new @Nullable Object[] {"Alone " + i, RecordWrite.AS_IT_IS, null});
        }
        rows.add(new @Nullable Object[] {"Lost", "nobody@parent.example", RecordWrite.AS_IT_IS});

        WriteResults results =
                client.write(RecordWrite.insert("Task", List.of("Subject", "Contact:Who.Email", "WhoId")), rows);

        assertThat(results.written()).as("%s", results.failure()).isEqualTo(2 * copies);
        RecordError refusal =
                results.rows().get(results.rows().size() - 1).errors().get(0);
        assertThat(refusal.statusCode()).isEqualTo("INVALID_FIELD");
        assertThat(refusal.message())
                .isEqualTo(
                        "Foreign key external ID: nobody@parent.example not found for field Email in entity Contact");
        assertThat(FilledOrg.rows(
                        client.query(
                                "SELECT COUNT(Id) n FROM Task WHERE Subject LIKE 'Found %' AND WhoId IN (SELECT Id FROM Contact"
                                        + " WHERE LastName = 'Child' AND Account.Name = 'Parent')",
                                List.of(column("n", FieldType.INT))),
                        1))
                .containsExactly(List.of(copies));
    }

    @Test
    void two_hundred_rows_are_one_call() {
        WriteResults results = client.write(RecordWrite.insert("Account", NAME_AND_KEY), accounts(401));

        assertThat(results.written()).isEqualTo(401);
        assertThat(requests()).isEqualTo(3);
        assertThat(ids(results)).hasSize(401);
    }

    @Test
    void two_thousand_rows_go_by_bulk_in_five_calls() {
        WriteResults results = client.write(RecordWrite.insert("Account", NAME_AND_KEY), accounts(2_000));

        assertThat(results.written()).isEqualTo(2_000);
        assertThat(ids(results)).hasSize(2_000);
        assertThat(filled.org().controls().count(ApiKind.BULK).requests())
                .as("open, upload, close, look, results")
                .isEqualTo(5);
        assertThat(filled.org().controls().count(ApiKind.REST).requests()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {7, 2_100})
    void each_row_that_is_refused_is_told_with_salesforces_code_and_fields(int size) {
        List<@Nullable Object[]> rows = accounts(size);
        Set<Integer> bad = new Random(3).ints(size / 5 + 1, 0, size).boxed().collect(Collectors.toSet());
        bad.forEach(row -> rows.get(row)[0] = null);

        WriteResults results = client.write(RecordWrite.insert("Account", NAME_AND_KEY), rows);

        assertThat(results.failure()).isNull();
        for (int row = 0; row < size; row++) {
            RowResult result = results.rows().get(row);
            assertThat(result.outcome()).isEqualTo(bad.contains(row) ? Outcome.REFUSED : Outcome.WRITTEN);
            if (bad.contains(row)) {
                assertThat(result.errors()).hasSize(1);
                assertThat(result.errors().get(0).statusCode()).isEqualTo("REQUIRED_FIELD_MISSING");
                assertThat(result.errors().get(0).fields()).containsExactly("Name");
            }
        }
        assertThat(keysOf(results)).isEqualTo(keys(rows, bad));
    }

    @Test
    void rows_that_are_alike_get_an_id_each_by_bulk() {
        List<@Nullable Object[]> rows = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            rows.add(new @Nullable Object[] {"Twin " + i % 7, null});
        }

        WriteResults results = client.write(RecordWrite.insert("Account", NAME_AND_KEY), rows);

        assertThat(ids(results)).hasSize(2_000);
        for (int name = 0; name < 7; name++) {
            String twin = "Twin " + name;
            Set<Object> told = IntStream.range(0, rows.size())
                    .filter(row -> twin.equals(rows.get(row)[0]))
                    .mapToObj(row -> (Object) results.rows().get(row).id())
                    .collect(Collectors.toSet());
            assertThat(query("SELECT Id FROM Account WHERE Name = '" + twin + "'"))
                    .isEqualTo(told);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {250, 2_050})
    void updates_and_deletes_go_by_id(int size) {
        List<String> ids =
                List.copyOf(client.write(RecordWrite.insert("Account", NAME_AND_KEY), accounts(size))
                                .rows())
                        .stream()
                        .map(row -> String.valueOf(row.id()))
                        .toList();
        List<@Nullable Object[]> changes =
                ids.stream().map(id -> new @Nullable Object[] {id, null}).collect(Collectors.toList());
        changes.set(3, new @Nullable Object[] {"001000000000000AAA", null});

        WriteResults updated = client.write(RecordWrite.update("Account", List.of("Id", "External_Id__c")), changes);
        WriteResults deleted = client.write(
                RecordWrite.delete("Account"),
                ids.stream().map(id -> new @Nullable Object[] {id}).collect(Collectors.toList()));

        assertThat(updated.written()).isEqualTo(size - 1);
        assertThat(updated.rows().get(3).errors().get(0).statusCode()).isNotEmpty();
        assertThat(updated.rows().get(4).id()).isEqualTo(ids.get(4));
        assertThat(deleted.written()).isEqualTo(size);
        assertThat(query("SELECT Id FROM Account WHERE External_Id__c LIKE 'K%'"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {150, 2_000})
    void an_upsert_makes_what_is_not_there_and_changes_what_is(int size) {
        client.write(RecordWrite.insert("Account", NAME_AND_KEY), accounts(100));
        List<@Nullable Object[]> rows = accounts(size);
        rows.forEach(row -> row[0] = row[0] + " again");

        WriteResults results = client.write(RecordWrite.upsert("Account", "External_Id__c", NAME_AND_KEY), rows);

        assertThat(results.written()).isEqualTo(size);
        assertThat(results.rows().subList(0, 100)).noneMatch(RowResult::created);
        assertThat(results.rows().subList(100, size)).allMatch(RowResult::created);
        assertThat(query("SELECT Id FROM Account WHERE Name LIKE '% again'")).hasSize(size);
    }

    @Test
    void of_two_rows_for_one_record_the_later_wins() {
        List<@Nullable Object[]> rows = List.of(
                new @Nullable Object[] {"first", "K1"},
                new @Nullable Object[] {"other", "K2"},
                new @Nullable Object[] {"second", "k1"});

        WriteResults results = client.write(RecordWrite.upsert("Account", "External_Id__c", NAME_AND_KEY), rows);

        assertThat(results.written()).isEqualTo(3);
        assertThat(results.rows()).extracting(RowResult::created).containsExactly(true, true, false);
        assertThat(query("SELECT Name FROM Account WHERE External_Id__c = 'K1'"))
                .containsExactly("second");
    }

    @Test
    void an_upsert_by_ids_tells_them_apart_by_their_case() {
        List<@Nullable Object[]> changes = new ArrayList<>();
        for (RowResult made : client.write(RecordWrite.upsert("Account", "External_Id__c", NAME_AND_KEY), accounts(100))
                .rows()) {
            changes.add(new @Nullable Object[] {made.id(), "Changed"});
        }
        assertThat(changes.stream()
                        .map(row -> String.valueOf(row[0]).substring(0, 15).toLowerCase(Locale.ROOT))
                        .distinct())
                .as("some differ by their case alone")
                .hasSizeLessThan(changes.size());
        long calls = client.usage().calls();

        WriteResults results = client.write(RecordWrite.upsert("Account", "Id", List.of("Id", "Name")), changes);

        assertThat(results.written()).isEqualTo(100);
        assertThat(client.usage().calls() - calls).isEqualTo(1);
    }

    @Test
    void all_or_none_is_none_if_one_is_refused() {
        List<@Nullable Object[]> rows = accounts(5);
        rows.get(3)[0] = null;

        WriteResults results =
                client.write(RecordWrite.insert("Account", NAME_AND_KEY).withAllOrNone(true), rows);

        assertThat(results.written()).isZero();
        assertThat(results.rows().get(3).errors().get(0).statusCode()).isEqualTo("REQUIRED_FIELD_MISSING");
        assertThat(results.rows().get(0).errors().get(0).statusCode()).isEqualTo("ALL_OR_NONE_OPERATION_ROLLED_BACK");
        assertThat(query("SELECT Id FROM Account WHERE External_Id__c LIKE 'K%'"))
                .isEmpty();
    }

    @Test
    void more_than_salesforce_writes_all_or_none_is_refused_before_a_call() {
        long calls = client.usage().calls();

        SalesforceException failure = catchThrowableOfType(
                SalesforceException.class,
                () -> client.write(RecordWrite.insert("Account", NAME_AND_KEY).withAllOrNone(true), accounts(201)));

        assertThat(failure.getMessage()).contains("200").contains("201");
        assertThat(client.usage().calls()).isEqualTo(calls);
    }

    @Test
    void all_or_none_is_one_call_even_of_a_record_that_is_there_twice() {
        String id = String.valueOf(client.write(RecordWrite.insert("Account", NAME_AND_KEY), accounts(1))
                .rows()
                .get(0)
                .id());
        filled.org().controls().resetCounts();

        client.write(
                RecordWrite.update("Account", List.of("Id", "Name")).withAllOrNone(true),
                List.of(new @Nullable Object[] {id, "one"}, new @Nullable Object[] {id, "other"}));

        assertThat(requests()).isEqualTo(1);
    }

    @Test
    void new_records_of_a_bulk_upsert_by_id_have_each_its_own_id() {
        List<@Nullable Object[]> rows = accounts(2_000).stream()
                .map(account -> new @Nullable Object[] {null, account[0], account[1]})
                .toList();
        rows.get(7)[1] = null;

        WriteResults results =
                client.write(RecordWrite.upsert("Account", "Id", List.of("Id", "Name", "External_Id__c")), rows);

        assertThat(results.rows().get(7).outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(keysOf(results)).isEqualTo(keys(accounts(2_000), Set.of(7)));
    }

    @Test
    void a_bulk_job_that_fails_says_why_and_which_rows_are_not_written() {
        WriteResults results = client.write(RecordWrite.insert("Account", List.of("Name", "Nmae")), accounts(2_000));

        assertThat(results.rows()).allMatch(row -> row.outcome() == Outcome.NOT_WRITTEN);
        assertThat(results.failure()).isInstanceOfSatisfying(SalesforceException.class, failure -> {
            assertThat(failure.reason()).isEqualTo(Reason.BULK_JOB_FAILED);
            assertThat(failure.getMessage()).contains("Nmae");
        });
    }

    @Test
    void a_text_that_means_null_in_bulk_csv_is_written_as_a_text() {
        List<@Nullable Object[]> rows = accounts(2_000);
        rows.get(7)[0] = "#N/A";

        assertThat(client.write(RecordWrite.insert("Account", NAME_AND_KEY), rows)
                        .written())
                .isEqualTo(2_000);
        assertThat(query("SELECT External_Id__c FROM Account WHERE Name = '#N/A'"))
                .containsExactly("K7");
    }

    @Test
    void ids_that_nobody_wants_cost_no_call() {
        WriteResults results =
                client.write(RecordWrite.insert("Account", NAME_AND_KEY).withIds(false), accounts(2_000));

        assertThat(results.written()).isEqualTo(2_000);
        assertThat(filled.org().controls().count(ApiKind.BULK).requests()).isEqualTo(4);
    }

    /** The external ids of the records that the results tell of, in the order of the rows. */
    private List<String> keysOf(WriteResults results) {
        List<QueryColumn> columns = List.of(column("Id", FieldType.ID), column("External_Id__c", FieldType.STRING));
        var byId = FilledOrg.rows(
                        client.query("SELECT Id, External_Id__c FROM Account WHERE External_Id__c LIKE 'K%'", columns),
                        2)
                .stream()
                .collect(Collectors.toMap(row -> row.get(0), row -> String.valueOf(row.get(1))));
        return results.rows().stream()
                .filter(row -> row.outcome() == Outcome.WRITTEN)
                .map(row -> String.valueOf(byId.get(row.id())))
                .toList();
    }

    private static List<String> keys(List<@Nullable Object[]> rows, Set<Integer> without) {
        return IntStream.range(0, rows.size())
                .filter(row -> !without.contains(row))
                .mapToObj(row -> String.valueOf(rows.get(row)[1]))
                .toList();
    }

    private static Set<String> ids(WriteResults results) {
        return results.rows().stream()
                .flatMap(row -> Stream.ofNullable(row.id()))
                .collect(Collectors.toSet());
    }

    private static List<String> names(List<QueryColumn> columns) {
        return columns.stream().map(column -> column.path().get(0)).toList();
    }
}

package dev.sallyport.salesforce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sallyport.salesforce.SalesforceException.Reason;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Parents with their children: what a left join of the two makes. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class QueryWithChildrenTest {
    private static final List<QueryColumn> PARENT = columns("Id", "Name");
    private static final List<QueryColumn> CHILD = columns("Id", "LastName");

    private FilledOrg filled;

    @BeforeAll
    void start() {
        filled = new FilledOrg(3_000);
    }

    @AfterAll
    void stop() {
        filled.close();
    }

    private static List<QueryColumn> columns(String... names) {
        return Arrays.stream(names)
                .map(name -> new QueryColumn(List.of(name), name.equals("Id") ? FieldType.ID : FieldType.STRING))
                .toList();
    }

    private List<List<@Nullable Object>> rows(String soql, List<QueryColumn> columns) {
        return FilledOrg.rows(filled.client().query(soql, columns), columns.size());
    }

    private QueryCursor withChildren(String subquery, String rest) {
        return withChildren(subquery, rest, true);
    }

    private QueryCursor withChildren(String subquery, String rest, boolean keepsChildless) {
        return filled.client()
                .queryWithChildren(
                        "SELECT Id, Name, (" + subquery + ") FROM Account " + rest,
                        PARENT,
                        "Contacts",
                        CHILD,
                        keepsChildless);
    }

    @Test
    void each_parent_comes_with_each_of_its_children_and_one_without_comes_once() {
        Map<Object, List<List<@Nullable Object>>> children = new HashMap<>();
        rows("SELECT AccountId, Id, LastName FROM Contact ORDER BY Id", columns("AccountId", "Id", "LastName"))
                .forEach(row -> children.computeIfAbsent(row.get(0), account -> new ArrayList<>())
                        .add(row.subList(1, 3)));
        List<List<@Nullable Object>> expected = new ArrayList<>();
        for (List<@Nullable Object> parent : rows("SELECT Id, Name FROM Account ORDER BY Id", PARENT)) {
            for (List<@Nullable Object> child :
                    children.getOrDefault(parent.get(0), List.of(Arrays.asList(null, null)))) {
                List<@Nullable Object> row = new ArrayList<>(parent);
                row.addAll(child);
                expected.add(row);
            }
        }

        QueryCursor cursor = withChildren("SELECT Id, LastName FROM Contacts ORDER BY Id", "ORDER BY Id");

        assertThat(cursor.totalSize())
                .isEqualTo(expected.stream().map(row -> row.get(0)).distinct().count());
        assertThat(FilledOrg.rows(cursor, 4)).isEqualTo(expected);
        assertThat(expected).anyMatch(row -> row.get(2) == null).anyMatch(row -> row.get(2) != null);
    }

    @Test
    void parents_without_children_may_be_left_out() {
        List<List<@Nullable Object>> all =
                FilledOrg.rows(withChildren("SELECT Id, LastName FROM Contacts ORDER BY Id", "ORDER BY Id"), 4);

        assertThat(FilledOrg.rows(
                        withChildren("SELECT Id, LastName FROM Contacts ORDER BY Id", "ORDER BY Id", false), 4))
                .isNotEmpty()
                .isEqualTo(all.stream().filter(row -> row.get(2) != null).toList());
    }

    @Test
    void children_that_fill_pages_of_their_own_are_all_read() {
        String account = (String) rows("SELECT Id FROM Account ORDER BY Id LIMIT 1", columns("Id"))
                .get(0)
                .get(0);
        filled.client()
                .write(
                        new RecordWrite(
                                WriteOperation.INSERT, "Contact", List.of("AccountId", "LastName"), null, false, false),
                        IntStream.range(0, 4_100)
                                .<@Nullable Object[]>mapToObj(i -> new Object[] {account, "Page " + i})
                                .toList());
        long before = filled.org().controls().apiCalls();

        List<List<@Nullable Object>> rows = FilledOrg.rows(
                withChildren("SELECT Id, LastName FROM Contacts WHERE LastName LIKE 'Page %'", "ORDER BY Id LIMIT 2"),
                4);

        assertThat(rows.stream().filter(row -> account.equals(row.get(0))).map(row -> row.get(3)))
                .hasSize(4_100)
                .doesNotHaveDuplicates();
        assertThat(rows).hasSize(4_101);
        assertThat(filled.org().controls().apiCalls() - before).isEqualTo(3);
    }

    @Test
    void a_cursor_that_is_closed_among_a_parents_children_gives_no_more() {
        QueryCursor cursor = withChildren("SELECT Id, LastName FROM Contacts", "ORDER BY Id");
        assertThat(cursor.next()).isTrue();
        cursor.close();
        cursor.close();

        assertThat(catchThrowableOfType(SalesforceException.class, () -> {
                            while (cursor.next()) {
                                assertThat(cursor.value(0)).isNotNull();
                            }
                        })
                        .reason())
                .isEqualTo(Reason.INTERRUPTED);
    }

    @Test
    void a_subquery_of_no_relationship_is_refused() {
        assertThat(catchThrowableOfType(
                                SalesforceException.class, () -> withChildren("SELECT Id FROM Nobody", "LIMIT 1"))
                        .getMessage())
                .contains("Nobody");
    }
}

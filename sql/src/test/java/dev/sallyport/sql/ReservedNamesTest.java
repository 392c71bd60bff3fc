package dev.sallyport.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.sql.parser.SalesforceParser;
import java.util.Arrays;
import java.util.stream.Stream;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParseException;
import org.apache.calcite.sql.parser.SqlParser;
import org.apache.calcite.sql.parser.impl.SqlParserImpl;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReservedNamesTest {
    private static final SqlParser.Config CALCITE = SalesforceParser.CONFIG.withParserFactory(SqlParserImpl.FACTORY);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SELECT Id FROM Lead                              | SELECT Id FROM \"Lead\"",
                "SELECT * FROM Case c WHERE c.Subject = 'a'       | SELECT * FROM \"Case\" c WHERE c.Subject = 'a'",
                "SELECT Id FROM order WHERE Id = 'a'              | SELECT Id FROM \"order\" WHERE Id = 'a'",
                "SELECT Case.Id, Case.* FROM Case                 | SELECT \"Case\".Id, \"Case\".* FROM \"Case\"",
                "SELECT User.Name FROM User ORDER BY User.Name    | SELECT \"User\".Name FROM \"User\" ORDER BY \"User\".Name",
                "SELECT Id FROM salesforce.Group                  | SELECT Id FROM salesforce.\"Group\"",
                "SELECT a.Id FROM Account a, Case, Order o        | SELECT a.Id FROM Account a, \"Case\", \"Order\" o",
                "SELECT 1 FROM a JOIN User u ON u.Id = a.OwnerId  | SELECT 1 FROM a JOIN \"User\" u ON u.Id = a.OwnerId",
                "SELECT 1 FROM a LEFT JOIN Case ON Case.B = a.Id  | SELECT 1 FROM a LEFT JOIN \"Case\" ON \"Case\".B = a.Id",
                "SELECT 1 FROM a WHERE a.Id IN (SELECT AccountId FROM Case)"
                        + " | SELECT 1 FROM a WHERE a.Id IN (SELECT AccountId FROM \"Case\")",
                "SELECT TRIM(' ' FROM a) FROM Period              | SELECT TRIM(' ' FROM a) FROM \"Period\"",
                "SELECT a IS DISTINCT FROM b FROM Case            | SELECT a IS DISTINCT FROM b FROM \"Case\"",
                "INSERT INTO Case (Subject) VALUES ('a')          | INSERT INTO \"Case\" (Subject) VALUES ('a')",
                "INSERT INTO Lead (Name) SELECT Name FROM User    | INSERT INTO \"Lead\" (Name) SELECT Name FROM \"User\"",
                "UPDATE Case SET Subject = 'a' WHERE Id = 'b'     | UPDATE \"Case\" SET Subject = 'a' WHERE Id = 'b'",
                "DELETE FROM Order WHERE Id = 'a'                 | DELETE FROM \"Order\" WHERE Id = 'a'",
                "UPSERT INTO Case (X__c) VALUES ('a')             | UPSERT INTO \"Case\" (X__c) VALUES ('a')",
                "MERGE INTO Case c USING Lead l ON c.X = l.X WHEN MATCHED THEN UPDATE SET Y = 1"
                        + " | MERGE INTO \"Case\" c USING \"Lead\" l ON c.X = l.X WHEN MATCHED THEN UPDATE SET Y = 1",
                "SELECT COUNT(*) AS Count, MAX(a) AS Value FROM b | SELECT COUNT(*) AS \"Count\", MAX(a) AS \"Value\" FROM b",
                "SELECT YEAR(d) AS Year FROM a ORDER BY Year DESC | SELECT YEAR(d) AS \"Year\" FROM a ORDER BY \"Year\" DESC",
                "SELECT Language, Rank FROM a WHERE Value > 1     | SELECT \"Language\", \"Rank\" FROM a WHERE \"Value\" > 1",
                "SELECT a.Language, a.End FROM a GROUP BY a.Day   | SELECT a.\"Language\", a.\"End\" FROM a GROUP BY a.\"Day\"",
                "EXPLAIN PLAN FOR SELECT Id FROM Case             | EXPLAIN PLAN FOR SELECT Id FROM \"Case\"",
                "SELECT Id FROM Case /* FROM Case */ -- Case      | SELECT Id FROM \"Case\"",
                "SELECT COUNT(*) AS Count FROM Case ;; -- done    | SELECT COUNT(*) AS \"Count\" FROM \"Case\"",
                "DELETE FROM Order;                               | DELETE FROM \"Order\"",
            })
    void a_reserved_word_in_the_place_of_a_name_is_a_name(String typed, String quoted) throws SqlParseException {
        assertThat(parsed(typed, SalesforceParser.CONFIG)).isEqualTo(parsed(quoted, CALCITE));
    }

    @ParameterizedTest
    @MethodSource("valid")
    void what_calcite_takes_is_read_as_calcite_reads_it(String sql) throws SqlParseException {
        assertThat(parsed(sql, SalesforceParser.CONFIG)).isEqualTo(parsed(sql, CALCITE));
    }

    static Stream<String> valid() {
        return Stream.of(
                "SELECT EXTRACT(YEAR FROM d), FLOOR(d TO DAY), TIMESTAMPADD(MONTH, 1, d), DATE_TRUNC(d, YEAR) FROM a",
                "SELECT TIMESTAMPDIFF(DAY, a, b), INTERVAL '1-2' YEAR TO MONTH FROM a",
                "SELECT EXTRACT(DAY FROM CURRENT_DATE), TRIM(' ' FROM USER), SUBSTRING(USER FROM 1 FOR 2) FROM a",
                "SELECT EXTRACT(YEAR FROM CASE WHEN a THEN b END), TRIM(BOTH FROM a), TRIM(LEADING 'x' FROM a) FROM a",
                "SELECT a IS DISTINCT FROM USER, a IS NOT DISTINCT FROM CASE WHEN a THEN b END FROM a",
                "SELECT a FROM b WHERE a IS DISTINCT FROM CURRENT_USER AND c",
                "SELECT CAST(a AS DATE), TRY_CAST(a AS TIME), CAST(a AS INTEGER ARRAY), CAST(a AS ROW(b DATE)) FROM a",
                "SELECT OVERLAY(a PLACING 'b' FROM 1 FOR 2), POSITION('a' IN b), POSITION('a' IN b FROM 1) FROM a",
                "SELECT RANK() OVER (PARTITION BY a ORDER BY b), LEAD(a) OVER (ORDER BY b), COUNT(*) FILTER (WHERE c)"
                        + " FROM a",
                "SELECT SUM(a) OVER (ORDER BY b ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) FROM a",
                "SELECT SUM(a) OVER w FROM a WINDOW w AS (ORDER BY b RANGE UNBOUNDED PRECEDING)",
                "SELECT * FROM (VALUES (1, NULL, TRUE, CURRENT_DATE)) AS t (a, b, c, d)",
                "SELECT * FROM a, LATERAL (SELECT 1 FROM b), UNNEST(ARRAY[1, 2]) AS t (x), TABLE(f(1))",
                "SELECT * FROM a CROSS JOIN LATERAL (SELECT 1) JOIN UNNEST(ARRAY[1]) AS u (x) ON TRUE",
                "SELECT ALL a FROM b UNION ALL VALUES (1) ORDER BY 1 OFFSET 1 ROW FETCH NEXT 1 ROW ONLY",
                "SELECT * FROM a FOR SYSTEM_TIME AS OF TIMESTAMP '2024-01-01 00:00:00'",
                "SELECT JSON_OBJECT('a' VALUE b), JSON_OBJECT(KEY 'a' VALUE b NULL ON NULL) FROM a",
                "SELECT JSON_VALUE(a, 'lax $.b' RETURNING INTEGER NULL ON EMPTY DEFAULT 1 ON ERROR) FROM a",
                "SELECT * FROM a TABLESAMPLE SYSTEM(10)",
                "SELECT * FROM a MATCH_RECOGNIZE (ORDER BY b MEASURES LAST(c.d) AS e ONE ROW PER MATCH AFTER MATCH SKIP"
                        + " TO NEXT ROW PATTERN (x y+) DEFINE x AS TRUE, y AS y.b > PREV(y.b)) AS m",
                "SELECT CASE WHEN a THEN NULL ELSE USER END, CASE a WHEN 1 THEN TRUE END FROM b",
                "INSERT INTO a (b, c) VALUES (DEFAULT, CURRENT_TIMESTAMP), (NULL, USER)",
                "MERGE INTO a USING (SELECT 1 FROM b) AS c ON a.x = c.x WHEN MATCHED THEN UPDATE SET y = USER"
                        + " WHEN NOT MATCHED THEN INSERT (y) VALUES (CURRENT_DATE)",
                "UPDATE a SET b = NULL, c = USER WHERE d IN (SELECT e FROM f)",
                "SELECT * FROM a NATURAL JOIN b JOIN c USING (d) LEFT JOIN e ON NOT EXISTS (SELECT 1 FROM f)",
                "SELECT TRANSLATE(a USING utf8), CONVERT(a USING utf8) FROM b",
                "SELECT a FROM b GROUP BY ROLLUP(a), CUBE(c, d), GROUPING SETS ((a), ()) HAVING GROUPING(a) = 1",
                "SELECT a FROM b WHERE c = ANY (SELECT d FROM e) AND f > SOME (1, 2) AND (g, h) IN ((1, 2))",
                "WITH RECURSIVE a AS (SELECT 1 FROM b), c AS (VALUES (1)) SELECT * FROM a, c",
                "EXPLAIN PLAN WITH TYPE AS XML FOR SELECT 1 FROM a",
                "SELECT PERIOD (a, b) OVERLAPS (c, d), ROW(1, 2), ARRAY[1], MULTISET[1] FROM e");
    }

    @Test
    void a_table_of_a_reserved_name_is_planned() throws Exception {
        assertThat(Plans.wholly("SELECT Subject FROM Case WHERE Case.Subject = 'a' ORDER BY Case.Id"))
                .isEqualTo("SELECT Subject FROM Case WHERE Subject = 'a' ORDER BY Id ASC NULLS LAST");
    }

    @ParameterizedTest
    @ValueSource(strings = {"SELECT Order FROM Account", "SELECT Id, Group FROM Account"})
    void a_word_that_must_be_quoted_is_named_by_the_failure(String sql) {
        String word = Arrays.stream(sql.split("[ ,]+"))
                .filter(SalesforceParser::isReserved)
                .filter(found -> !found.equals("SELECT") && !found.equals("FROM"))
                .findFirst()
                .orElseThrow();
        assertThatThrownBy(() -> Plans.of(sql))
                .hasMessageContaining(word + " is a SQL word: if it is a name here, write \"" + word + "\".");
    }

    /** The tree, with names quoted and without; where the words stand does not count. */
    private static String parsed(String sql, SqlParser.Config config) throws SqlParseException {
        SqlNode statement = SqlParser.create(sql, config).parseStmt();
        return statement.toString();
    }
}

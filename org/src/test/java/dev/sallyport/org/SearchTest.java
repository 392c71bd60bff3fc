package dev.sallyport.org;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sallyport.org.OrgClient.Answer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Text searches over the REST API: SOSL and its simpler relatives. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SearchTest {
    private final LocalOrg org = LocalOrg.builder().records(2_000).start();
    private final OrgClient client = new OrgClient(org);
    private final String token = client.token(org.readyApp());

    @AfterAll
    void close() {
        org.close();
    }

    @Test
    void a_word_is_found_in_any_case_wherever_it_stands() {
        List<String> names = names(search("FIND {ACME} IN NAME FIELDS RETURNING Account(Id, Name)"));
        assertThat(names)
                .isNotEmpty()
                .hasSameSizeAs(query("SELECT Name FROM Account WHERE Name LIKE 'acme' OR Name LIKE 'acme %'"
                        + " OR Name LIKE '% acme' OR Name LIKE '% acme %'"))
                .allSatisfy(name -> assertThat(name).containsIgnoringCase("acme"));
    }

    @Test
    void a_part_of_a_word_is_found_only_with_a_wildcard() {
        assertThat(names(search("FIND {acm} IN NAME FIELDS RETURNING Account(Name)")))
                .isEmpty();
        assertThat(names(search("FIND {acm*} IN NAME FIELDS RETURNING Account(Name)")))
                .isNotEmpty();
        assertThat(names(search("FIND {ac?e} IN NAME FIELDS RETURNING Account(Name)")))
                .isNotEmpty();
    }

    @Test
    void operators_join_words() {
        String first = query("SELECT FirstName, LastName FROM Contact WHERE FirstName != null LIMIT 1")
                .get(0)
                .path("FirstName")
                .asText();
        String last = query("SELECT LastName FROM Contact WHERE FirstName = '" + first + "' LIMIT 1")
                .get(0)
                .path("LastName")
                .asText();
        int both = found(first + " AND " + last);
        assertThat(found(first + " " + last)).isEqualTo(both).isPositive();
        assertThat(found("\"" + first + " " + last + "\"")).isBetween(1, both);
        assertThat(found(first + " OR " + last)).isEqualTo(found(first) + found(last) - both);
        assertThat(found(first + " AND NOT " + last)).isEqualTo(found(first) - both);
        assertThat(found("(" + first + " OR " + last + ") AND NOT (" + first + " AND " + last + ")"))
                .isEqualTo(found(first) + found(last) - 2 * both);
    }

    @Test
    void returning_filters_orders_and_limits_each_type() {
        JsonNode records = search("FIND {a*  OR acme* OR ma* OR jo*} IN ALL FIELDS RETURNING".replace("a*  OR ", "")
                + " Contact(Id, LastName, Account.Name WHERE AccountId != null ORDER BY LastName DESC LIMIT 3),"
                + " Account(Name, toLabel(Industry) LIMIT 1) LIMIT 4");
        assertThat(records).hasSizeBetween(1, 4);
        List<String> lastNames = new ArrayList<>();
        for (JsonNode record : records) {
            if (record.path("attributes").path("type").asText().equals("Contact")) {
                lastNames.add(record.path("LastName").asText());
                assertThat(record.path("Account").path("Name").asText()).isNotEmpty();
            }
        }
        assertThat(lastNames)
                .isSortedAccordingTo((a, b) -> b.compareToIgnoreCase(a))
                .hasSizeBetween(1, 3);
    }

    @Test
    void without_returning_ids_of_all_types_come() {
        JsonNode records = search("FIND {acme}");
        assertThat(records).isNotEmpty();
        for (JsonNode record : records) {
            assertThat(record.size()).isEqualTo(2);
            assertThat(record.path("attributes").path("url").asText())
                    .endsWith("/" + record.path("Id").asText());
        }
    }

    @Test
    void what_is_in_the_recycle_bin_is_not_found() {
        int before = search("FIND {acme} RETURNING Account").size();
        assertThat(before)
                .isEqualTo(query("SELECT Id FROM Account WHERE Name = 'acme'").size());
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            FIND acme                                  | MALFORMED_SEARCH | No search term found. The search term must be enclosed in braces.
            FIND {}                                    | MALFORMED_SEARCH | No search term found. The search term must be enclosed in braces.
            FIND {a}                                   | MALFORMED_SEARCH | search term must be longer than one character: a
            FIND {*}                                   | MALFORMED_SEARCH | search term must be longer than one character: *
            FIND {*cme}                                | MALFORMED_SEARCH | search term must be longer than one character: *cme
            FIND {acme} IN SOME FIELDS                 | MALFORMED_SEARCH | unexpected token: SOME
            FIND {acme OR}                             | MALFORMED_SEARCH | unexpected token
            FIND {(acme}                               | MALFORMED_SEARCH | unexpected token
            FIND {acme} RETURNING Acount               | INVALID_TYPE     | sObject type 'Acount' is not supported.
            FIND {acme} RETURNING Account(Nam)         | INVALID_FIELD    | ERROR at Row:1:Column:31
            FIND {acme} RETURNING Account(Id WHERE Name = 5) | INVALID_FIELD | should be enclosed in quotes
            FIND {acme} RETURNING Account(COUNT(Id))   | MALFORMED_SEARCH | aggregate
            FIND {acme} RETURNING Account(Id), Account | MALFORMED_SEARCH | duplicate entity
            FIND {acme} RETURNING Account LIMIT 5000   | MALFORMED_SEARCH | LIMIT
            SELECT Id FROM Account                     | MALFORMED_SEARCH | unexpected token: SELECT
            """)
    void a_search_that_salesforce_refuses_is_refused(String sosl, String errorCode, String words) {
        Answer answer = client.get("/services/data/v62.0/search?q=" + OrgClient.encode(sosl), token);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.refusal()).startsWith(errorCode + ": ").contains(words);
    }

    @Test
    void parameters_in_the_address_search_as_sosl_does() {
        Answer answer = client.get(
                "/services/data/v62.0/parameterizedSearch?q=acme&in=NAME&sobject=Account&Account.fields=id,name"
                        + "&Account.limit=10&sobject=Contact&Contact.fields=lastName",
                token);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().path("searchRecords"))
                .isEqualTo(search("FIND {acme} IN NAME FIELDS RETURNING Account(Id, Name LIMIT 10),Contact(LastName)"));
    }

    @Test
    void a_posted_search_names_fields_types_and_filters() {
        Answer answer = client.post("/services/data/v62.0/parameterizedSearch", token, """
                {"q":"acme", "fields":["id","name"], "in":"NAME", "overallLimit":2, "defaultLimit":10,
                 "sobjects":[{"name":"Account", "where":"Name != null", "orderBy":"Name", "limit":1}]}""");
        assertThat(answer.json().path("searchRecords")).hasSize(1);
        assertThat(client.post("/services/data/v62.0/parameterizedSearch", token, "{\"sobjects\":[]}")
                        .status())
                .isEqualTo(400);
        assertThat(client.post("/services/data/v62.0/parameterizedSearch", token, "{")
                        .refusal())
                .startsWith("JSON_PARSER_ERROR: ");
    }

    @Test
    void scope_layouts_and_suggestions_answer() {
        assertThat(client.get("/services/data/v62.0/search/scopeOrder", token)
                        .json()
                        .path(0)
                        .path("url")
                        .asText())
                .isEqualTo("/services/data/v62.0/sobjects/Account/describe");
        JsonNode layout = client.get("/services/data/v62.0/search/layout?q=Account,Contact", token)
                .json();
        assertThat(layout.path(1).path("objectType").asText()).isEqualTo("Contact");
        assertThat(layout.path(0).path("searchColumns").path(0).path("name").asText())
                .isEqualTo("Name");
        JsonNode suggestions = client.get(
                        "/services/data/v62.0/search/suggestions?q=acm&sobject=Account&limit=1", token)
                .json();
        assertThat(suggestions.path("autoSuggestResults")).hasSize(1);
        assertThat(suggestions.path("hasMoreResults").isBoolean()).isTrue();
    }

    private JsonNode search(String sosl) {
        Answer answer = client.get("/services/data/v62.0/search?q=" + OrgClient.encode(sosl), token);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json().path("searchRecords");
    }

    private int found(String terms) {
        return search("FIND {" + terms + "} IN NAME FIELDS RETURNING Contact(Id)")
                .size();
    }

    private JsonNode query(String soql) {
        return client.get("/services/data/v62.0/query?q=" + OrgClient.encode(soql), token)
                .json()
                .path("records");
    }

    private static List<String> names(JsonNode records) {
        List<String> names = new ArrayList<>();
        records.forEach(record -> names.add(record.path("Name").asText()));
        return names;
    }
}

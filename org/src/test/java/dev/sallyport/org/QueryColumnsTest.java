package dev.sallyport.org;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** {@code query?columns=true}: what a query's columns are, without its records. The Salesforce CLI asks for it. */
class QueryColumnsTest {
    @RegisterExtension
    static final RestOrg ORG = new RestOrg(0);

    @Test
    void a_field_is_told_with_its_type_and_whether_it_may_be_written() {
        JsonNode answer = columns("SELECT id, Site, CreatedDate FROM account");

        assertThat(answer.fieldNames())
                .toIterable()
                .containsExactly("columnMetadata", "entityName", "groupBy", "idSelected", "keyPrefix");
        assertThat(answer.path("entityName").asText()).isEqualTo("Account");
        assertThat(answer.path("groupBy").asBoolean()).isFalse();
        assertThat(answer.path("idSelected").asBoolean()).isTrue();
        assertThat(answer.path("keyPrefix").asText()).isEqualTo("001");
        assertThat(answer.path("columnMetadata").path(0)).hasToString("""
                {"aggregate":false,"apexType":"Id","booleanType":false,"columnName":"Id","custom":false,\
                "displayName":"Id","foreignKeyName":null,"insertable":false,"joinColumns":[],"numberType":false,\
                "textType":false,"updatable":false}""");
        assertThat(answer.path("columnMetadata").path(1)).hasToString("""
                {"aggregate":false,"apexType":"String","booleanType":false,"columnName":"Site","custom":false,\
                "displayName":"Site","foreignKeyName":null,"insertable":true,"joinColumns":[],"numberType":false,\
                "textType":true,"updatable":true}""");
        assertThat(answer.path("columnMetadata").path(2).path("apexType").asText())
                .isEqualTo("Datetime");
    }

    @Test
    void fields_of_a_parent_stand_below_it_where_the_first_of_them_stood() {
        JsonNode answer = columns("SELECT Account.Owner.Name, LastName, a.account.name, Account.Site FROM Contact a");

        assertThat(outline(answer.path("columnMetadata"))).isEqualTo("Account[Owner[Name], Name, Site], LastName");
        assertThat(answer.path("idSelected").asBoolean()).isFalse();
        JsonNode account = answer.path("columnMetadata").path(0);
        assertThat(account.path("aggregate").asBoolean()).isFalse();
        assertThat(account.path("apexType").isNull()).isTrue();
        assertThat(account.path("foreignKeyName").asText()).isEqualTo("AccountId");
    }

    @Test
    void children_are_an_aggregate_with_columns_of_their_own() {
        JsonNode columns = columns("SELECT Name, (SELECT LastName, Owner.Alias FROM Contacts) FROM Account")
                .path("columnMetadata");

        assertThat(outline(columns)).isEqualTo("Name, Contacts[LastName, Owner[Alias]]");
        assertThat(columns.path(1).path("aggregate").asBoolean()).isTrue();
        assertThat(columns.path(1).path("displayName").asText()).isEqualTo("Contacts");
        assertThat(columns.path(1).path("joinColumns").path(0).path("updatable").asBoolean())
                .isTrue();
    }

    @Test
    void what_is_aggregated_has_a_name_for_people_besides_its_own() {
        JsonNode answer = columns("SELECT StageName stage, COUNT(Id), AVG(amount) mean, MAX(Account.Name) FROM"
                + " Opportunity GROUP BY StageName");

        assertThat(answer.path("groupBy").asBoolean()).isTrue();
        JsonNode columns = answer.path("columnMetadata");
        assertThat(outline(columns)).isEqualTo("stage, expr0, mean, expr1");
        assertThat(columns.findValuesAsText("displayName"))
                .isEqualTo(List.of("StageName", "count(Id)", "avg(Amount)", "max(Account.Name)"));
        assertThat(columns.findValuesAsText("aggregate")).isEqualTo(List.of("false", "true", "true", "true"));
        assertThat(columns.path(2).path("apexType").isNull()).isTrue();
        assertThat(columns.path(2).path("numberType").asBoolean()).isTrue();
        assertThat(columns.path(3).path("textType").asBoolean()).isTrue();
    }

    @Test
    void a_count_is_one_aggregate() {
        JsonNode columns = columns("SELECT COUNT() FROM Account").path("columnMetadata");

        assertThat(outline(columns)).isEqualTo("expr0");
        assertThat(columns.path(0).path("displayName").asText()).isEqualTo("count()");
    }

    @Test
    void what_depends_on_the_type_of_a_parent_stands_below_it_once() {
        JsonNode columns = columns("SELECT Subject, TYPEOF What WHEN Account THEN Name, Site WHEN Opportunity THEN Name"
                        + " ELSE Id END FROM Task")
                .path("columnMetadata");

        assertThat(outline(columns)).isEqualTo("Subject, What[Name, Site, Id]");
        assertThat(columns.path(1).path("foreignKeyName").asText()).isEqualTo("WhatId");
    }

    @Test
    void labels_formats_and_all_fields_at_once_are_columns_too() {
        assertThat(outline(columns("SELECT toLabel(Industry), FORMAT(AnnualRevenue) revenue, Owner.Name FROM Account")
                        .path("columnMetadata")))
                .isEqualTo("Industry, revenue, Owner[Name]");
        JsonNode all =
                columns("SELECT FIELDS(ALL), Owner.Name FROM Account LIMIT 1").path("columnMetadata");
        assertThat(all.path(0).path("columnName").asText()).isEqualTo("Id");
        assertThat(all.findValuesAsText("columnName")).contains("BillingAddress", "Industry");
        assertThat(all.path(all.size() - 1).path("columnName").asText()).isEqualTo("Owner");
    }

    @Test
    void the_tooling_api_tells_columns_of_its_own_types() {
        JsonNode answer = ORG.client()
                .get(
                        "/services/data/v68.0/tooling/query?q=SELECT+DeveloperName+FROM+CustomObject&columns=true",
                        ORG.token())
                .json();

        assertThat(answer.path("entityName").asText()).isEqualTo("CustomObject");
        assertThat(outline(answer.path("columnMetadata"))).isEqualTo("DeveloperName");
    }

    @Test
    void a_query_that_would_be_refused_has_no_columns() {
        String refusal = ORG.client()
                .get("/services/data/v68.0/query?columns=true&q=SELECT+Nope+FROM+Account", ORG.token())
                .refusal();

        assertThat(refusal).startsWith("INVALID_FIELD: ");
    }

    private static JsonNode columns(String soql) {
        OrgClient.Answer answer =
                ORG.client().get("/services/data/v68.0/query?columns=true&q=" + OrgClient.encode(soql), ORG.token());
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json();
    }

    /** The names of columns, those below another in brackets behind it. */
    private static String outline(JsonNode columns) {
        return StreamSupport.stream(columns.spliterator(), false)
                .map(column -> column.path("columnName").asText()
                        + (column.path("joinColumns").isEmpty() ? "" : "[" + outline(column.path("joinColumns")) + "]"))
                .collect(Collectors.joining(", "));
    }
}

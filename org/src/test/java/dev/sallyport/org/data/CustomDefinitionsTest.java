package dev.sallyport.org.data;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CustomDefinitionsTest {
    private static final String BOAT = """
            {"name": "Boat__c", "label": "Boat", "labelPlural": "Boats", "keyPrefix": "a01", "fields": [
                "Id", "OwnerId", "IsDeleted",
                {"name": "Name", "label": "Boat Name", "type": "string", "length": 80, "nameField": true},
                "CreatedDate", "SystemModstamp",
                {"name": "Length__c", "label": "Length", "type": "double", "precision": 5, "scale": 2},
                {"name": "Double__c", "label": "Double", "type": "double", "formula": "Length__c * 2",
                 "sql": "\\"Length__c\\" * 2"},
                {"name": "Harbour__c", "label": "Harbour", "type": "reference", "referenceTo": ["Account"],
                 "childRelationshipName": "Boats__r"}]}
            """;

    @Test
    void who_holds_the_schema_sees_a_new_type_and_its_table_is_there() {
        try (OrgDatabase database = OrgDatabase.inMemory()) {
            Schema held = database.schema();
            long version = held.version();
            assertThat(held.type("Boat__c")).isEmpty();

            database.definitions().put(json(BOAT));

            assertThat(held.requireType("boat__C").label()).isEqualTo("Boat");
            assertThat(held.requireType("Account").childRelationship("Boats__r"))
                    .isPresent();
            assertThat(held.version()).isGreaterThan(version);
            execute(database, "INSERT INTO \"Boat__c\" (\"Id\", \"Name\", \"Length__c\") VALUES ('a', 'Ada', 7.5)");
            assertThat(strings(database, "SELECT \"Double__c\" FROM \"Boat__c\" WHERE \"Name\" = 'ADA'"))
                    .containsExactly("15");
        }
    }

    @Test
    void a_change_puts_another_object_in_place_of_the_types_that_it_concerns_and_of_no_other() {
        try (OrgDatabase database = OrgDatabase.inMemory()) {
            database.definitions().put(json(BOAT));
            SObjectType boat = database.schema().requireType("Boat__c");
            SObjectType account = database.schema().requireType("Account");
            SObjectType contact = database.schema().requireType("Contact");

            database.definitions()
                    .put(json(
                            BOAT.replace("\"Length\"", "\"Length over all\"").replace("\"Boats__r\"", "\"Ships__r\"")));

            assertThat(database.schema().requireType("Boat__c")).isNotSameAs(boat);
            assertThat(database.schema().requireType("Account")).isNotSameAs(account);
            assertThat(database.schema().requireType("Account").childRelationship("Ships__r"))
                    .isPresent();
            assertThat(database.schema().requireType("Contact")).isSameAs(contact);

            database.definitions().remove("Boat__c");
            assertThat(database.schema().requireType("Account").childRelationship("Ships__r"))
                    .isEmpty();
            assertThat(database.schema().requireType("Contact")).isSameAs(contact);
        }
    }

    @Test
    void fields_come_and_go_with_their_values_and_the_others_stay() {
        try (OrgDatabase database = OrgDatabase.inMemory()) {
            execute(database, "INSERT INTO \"Account\" (\"Id\", \"Name\", \"Active__c\") VALUES ('a', 'Acme', TRUE)");
            ObjectNode account = database.definitions().find("Account").orElseThrow();
            fields(account)
                    .add(json("{\"name\":\"Code__c\",\"label\":\"Code\",\"type\":\"string\",\"externalId\":true}"));

            database.definitions().put(account);
            execute(database, "UPDATE \"Account\" SET \"Code__c\" = 'x'");
            assertThat(database.schema()
                            .requireType("Account")
                            .requireField("Code__c")
                            .custom())
                    .isTrue();
            assertThat(indexes(database)).contains("Account.Code__c");
            assertThat(strings(database, "SELECT \"Name\" FROM \"Account\" WHERE \"Code__c\" = 'X'"))
                    .containsExactly("Acme");

            fields(account).remove(fields(account).size() - 1);
            database.definitions().put(account);
            assertThat(database.schema().requireType("Account").field("Code__c"))
                    .isEmpty();
            assertThat(indexes(database)).doesNotContain("Account.Code__c");
            assertThat(strings(database, "SELECT \"Active__c\" FROM \"Account\""))
                    .containsExactly("TRUE");
        }
    }

    @Test
    void a_longer_text_keeps_its_values_and_another_type_starts_empty() {
        try (OrgDatabase database = OrgDatabase.inMemory()) {
            database.definitions().put(json(BOAT));
            execute(database, "INSERT INTO \"Boat__c\" (\"Id\", \"Name\", \"Length__c\") VALUES ('a', 'Ada', 7.5)");

            database.definitions()
                    .put(json(
                            BOAT.replace("\"precision\": 5", "\"precision\": 9").replace("80", "90")));
            assertThat(strings(database, "SELECT \"Length__c\" FROM \"Boat__c\""))
                    .containsExactly("7.5");

            database.definitions()
                    .put(json(BOAT.replace("\"double\", \"precision\": 5, \"scale\": 2", "\"date\"")
                            .replace("\\\"Length__c\\\" * 2", "1")));
            assertThat(strings(database, "SELECT \"Name\" FROM \"Boat__c\" WHERE \"Length__c\" IS NULL"))
                    .containsExactly("Ada");
        }
    }

    @Test
    void a_renamed_type_keeps_its_rows_and_what_refers_to_it_follows() {
        try (OrgDatabase database = OrgDatabase.inMemory()) {
            database.definitions().put(json(BOAT));
            ObjectNode contact = database.definitions().find("Contact").orElseThrow();
            fields(contact).add(json("{\"name\":\"Boat__c\",\"type\":\"reference\",\"referenceTo\":[\"Boat__c\"]}"));
            database.definitions().put(contact);
            execute(database, "INSERT INTO \"Boat__c\" (\"Id\", \"Name\") VALUES ('a', 'Ada')");

            database.definitions().rename("Boat__c", "Ship__c");

            assertThat(database.schema().type("Boat__c")).isEmpty();
            assertThat(database.schema().requireType("Ship__c").keyPrefix()).isEqualTo("a01");
            assertThat(database.schema()
                            .requireType("Contact")
                            .requireField("Boat__c")
                            .referenceTo())
                    .containsExactly("Ship__c");
            assertThat(strings(database, "SELECT \"Name\" FROM \"Ship__c\"")).containsExactly("Ada");
            assertThat(indexes(database)).contains("Ship__c.Name").doesNotContain("Boat__c.Name");
        }
    }

    @Test
    void what_was_made_and_deleted_is_so_after_the_folder_is_opened_again(@TempDir Path folder) {
        try (OrgDatabase database = OrgDatabase.open(folder)) {
            database.definitions().put(json(BOAT));
            database.definitions().remove("Site_Visit__c");
            execute(database, "INSERT INTO \"Boat__c\" (\"Id\", \"Name\") VALUES ('a', 'Ada')");
        }
        try (OrgDatabase database = OrgDatabase.open(folder)) {
            assertThat(database.schema().type("Site_Visit__c")).isEmpty();
            assertThat(database.schema().requireType("Boat__c").field("Harbour__c"))
                    .isPresent();
            assertThat(strings(database, "SELECT \"Name\" FROM \"Boat__c\"")).containsExactly("Ada");
        }
    }

    @Test
    void key_prefixes_are_given_in_order_and_never_twice() {
        try (OrgDatabase database = OrgDatabase.inMemory()) {
            CustomDefinitions definitions = database.definitions();
            assertThat(List.of(definitions.reserveKeyPrefix(), definitions.reserveKeyPrefix()))
                    .containsExactly("a01", "a02");
            for (int i = 3; i < 10; i++) {
                definitions.reserveKeyPrefix();
            }
            assertThat(definitions.reserveKeyPrefix()).isEqualTo("a0A");
            assertThat(definitions.reserveKeyPrefixes(2)).containsExactly("a0B", "a0C");
            assertThat(definitions.reserveKeyPrefix()).isEqualTo("a0D");
        }
    }

    private static void execute(OrgDatabase database, String sql) {
        database.jdbi().useHandle(handle -> handle.execute(sql));
    }

    private static List<String> strings(OrgDatabase database, String sql) {
        return database.jdbi()
                .withHandle(
                        handle -> handle.createQuery(sql).mapTo(String.class).list());
    }

    private static List<String> indexes(OrgDatabase database) {
        return strings(database, "SELECT INDEX_NAME FROM INFORMATION_SCHEMA.INDEXES");
    }

    private static ArrayNode fields(ObjectNode definition) {
        return (ArrayNode) definition.path("fields");
    }

    private static ObjectNode json(String text) {
        try {
            return (ObjectNode) new ObjectMapper().readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}

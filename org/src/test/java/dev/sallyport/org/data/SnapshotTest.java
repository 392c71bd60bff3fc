package dev.sallyport.org.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SnapshotTest {
    private final OrgDatabase database = OrgDatabase.inMemory();

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void custom_objects_and_fields_come_and_go_with_their_values() {
        execute("INSERT INTO \"Site_Visit__c\" (\"Id\", \"Reference__c\") VALUES ('a00', 'one')");
        database.takeSnapshot();
        database.definitions()
                .put(Definitions.JSON.createObjectNode().put("name", "Later__c").put("label", "Later"));
        database.definitions().remove("Site_Visit__c");
        assertThat(database.schema().type("Site_Visit__c")).isEmpty();

        database.restoreSnapshot();

        assertThat(database.schema().type("Later__c")).isEmpty();
        assertThat(texts("SELECT \"Reference__c\" FROM \"Site_Visit__c\"")).containsExactly("one");
    }

    @Test
    void tables_without_a_key_and_numbered_ones_are_as_they_were() {
        execute("CREATE TABLE SETUP.\"Keyless\" (\"Name\" VARCHAR_IGNORECASE(20))");
        execute("CREATE TABLE SETUP.\"Numbered\""
                + " (\"Number\" BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY, \"Name\" VARCHAR_IGNORECASE(20))");
        execute("INSERT INTO SETUP.\"Keyless\" VALUES ('a'), ('a'), (NULL)");
        execute("INSERT INTO SETUP.\"Numbered\" (\"Name\") VALUES ('x'), ('y')");
        database.takeSnapshot();
        execute("DELETE FROM SETUP.\"Keyless\" WHERE \"Name\" IS NULL");
        execute("UPDATE SETUP.\"Numbered\" SET \"Name\" = 'X' WHERE \"Number\" = 1");
        execute("INSERT INTO SETUP.\"Numbered\" (\"Name\") VALUES ('z')");

        database.restoreSnapshot();
        execute("INSERT INTO SETUP.\"Numbered\" (\"Name\") VALUES ('again')");

        assertThat(texts("SELECT \"Name\" FROM SETUP.\"Keyless\" ORDER BY \"Name\" NULLS LAST"))
                .containsExactly("a", "a", null);
        assertThat(texts("SELECT \"Number\" || \"Name\" FROM SETUP.\"Numbered\" ORDER BY \"Number\""))
                .containsExactly("1x", "2y", "3again");
    }

    @Test
    void a_table_that_was_empty_is_so_again_each_time() {
        database.takeSnapshot();
        for (int i = 0; i < 2; i++) {
            execute("INSERT INTO \"Site_Visit__c\" (\"Id\", \"Reference__c\") VALUES ('a00', 'one')");
            database.restoreSnapshot();
            assertThat(texts("SELECT \"Reference__c\" FROM \"Site_Visit__c\"")).isEmpty();
        }
        execute("INSERT INTO \"Site_Visit__c\" (\"Id\", \"Reference__c\") VALUES ('a00', 'one')");
        database.takeSnapshot();
        execute("DELETE FROM \"Site_Visit__c\"");

        database.restoreSnapshot();

        assertThat(texts("SELECT \"Reference__c\" FROM \"Site_Visit__c\"")).containsExactly("one");
    }

    @Test
    void a_table_that_was_made_since_is_dropped() {
        database.takeSnapshot();
        execute("CREATE TABLE SETUP.\"Since\" (\"Id\" INTEGER)");

        database.restoreSnapshot();

        assertThat(texts("SELECT TABLE_NAME FROM INFORMATION_SCHEMA.TABLES WHERE TABLE_NAME = 'Since'"))
                .isEmpty();
    }

    @Test
    void others_are_asked_what_to_remember_and_told_to_go_back_to_it() {
        int[] counter = {1};
        database.remember(() -> {
            int then = counter[0];
            return () -> counter[0] = then;
        });
        counter[0] = 2;
        database.takeSnapshot();
        counter[0] = 3;

        database.restoreSnapshot();

        assertThat(counter[0]).isEqualTo(2);
    }

    private void execute(String sql) {
        database.jdbi().useHandle(handle -> handle.execute(sql));
    }

    private List<String> texts(String sql) {
        return database.jdbi()
                .withHandle(
                        handle -> handle.createQuery(sql).mapTo(String.class).list());
    }
}

package dev.sallyport.org.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OrgDatabaseTest {
    @Test
    void every_type_is_a_table_and_every_stored_field_a_column() {
        try (OrgDatabase database = OrgDatabase.inMemory()) {
            for (SObjectType type : database.schema().types()) {
                for (Field field : type.fields()) {
                    if (field.stored()) {
                        database.jdbi()
                                .useHandle(handle ->
                                        handle.execute("SELECT \"" + field.name() + "\" FROM \"" + type.name() + "\""));
                    }
                }
            }
        }
    }

    @Test
    void a_reopened_folder_has_its_rows_and_gives_no_id_twice(@TempDir Path folder) {
        SalesforceId first;
        try (OrgDatabase database = OrgDatabase.open(folder)) {
            first = database.ids().next("00E");
            database.jdbi()
                    .useHandle(handle -> handle.execute(
                            "INSERT INTO \"UserRole\" (\"Id\", \"Name\") VALUES (?, 'CEO')", first.value()));
        }
        try (OrgDatabase database = OrgDatabase.open(folder)) {
            String name = database.jdbi()
                    .withHandle(handle -> handle.createQuery("SELECT \"Name\" FROM \"UserRole\" WHERE \"Id\" = ?")
                            .bind(0, first.value())
                            .mapTo(String.class)
                            .one());
            assertThat(name).isEqualTo("CEO");
            assertThat(database.ids().next("00E")).isEqualTo(IdGenerator.id("00E", 2));
        }
    }

    @Test
    void a_folder_of_an_older_org_takes_all_decimals_too(@TempDir Path folder) {
        try (OrgDatabase database = OrgDatabase.open(folder)) {
            database.jdbi().useHandle(handle -> {
                handle.execute("ALTER TABLE \"Opportunity\" ALTER COLUMN \"Amount\" SET DATA TYPE NUMERIC(18, 2)");
                handle.execute("INSERT INTO \"Opportunity\" (\"Id\", \"Amount\") VALUES ('006000000000001AAA', 1.25)");
            });
        }
        try (OrgDatabase database = OrgDatabase.open(folder)) {
            List<BigDecimal> amounts = database.jdbi().withHandle(handle -> {
                handle.execute("INSERT INTO \"Opportunity\" (\"Id\", \"Amount\") VALUES ('006000000000002AAA', 1.255)");
                return handle.createQuery("SELECT \"Amount\" FROM \"Opportunity\" ORDER BY \"Id\"")
                        .mapTo(BigDecimal.class)
                        .list();
            });
            assertThat(amounts).containsExactly(new BigDecimal("1.25"), new BigDecimal("1.255"));
        }
    }
}

package dev.sallyport.catalog;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.sallyport.auth.Secret;
import dev.sallyport.catalog.CatalogException.Reason;
import dev.sallyport.catalog.CatalogSettings.KeySource;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.CsvSource;

/** A catalogue goes into a file and comes out of it, from either database to either. */
@ParameterizedClass
@CsvSource({"H2, H2", "H2, POSTGRESQL", "POSTGRESQL, H2", "POSTGRESQL, POSTGRESQL"})
class BackupTest {
    private static final Set<String> OF_A_DAY = Set.of(
            "schema_version",
            "spring_session",
            "spring_session_attributes",
            "pending_authorization",
            "log_in_failure",
            "job");

    private static final KeySource KEY = new KeySource.Given(Secret.of("MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY="));
    private static final KeySource OTHER_KEY =
            new KeySource.Given(Secret.of("ZmVkY2JhOTg3NjU0MzIxMGZlZGNiYTk4NzY1NDMyMTA="));

    @RegisterExtension
    final TestDatabase before;

    @RegisterExtension
    final TestDatabase after;

    @TempDir
    Path temporary;

    private Path from;
    private Path to;
    private Path file;

    BackupTest(TestDatabase.Kind before, TestDatabase.Kind after) {
        this.before = new TestDatabase(before);
        this.after = new TestDatabase(after);
    }

    @BeforeEach
    void fill() throws SQLException {
        from = temporary.resolve("from");
        to = temporary.resolve("to");
        file = temporary.resolve("sallyport.backup");
        try (Catalog catalog = original()) {
            catalog.providers().create(Samples.provider("SalesforceCC"));
            catalog.servers().create(Samples.server("Sales", "SalesforceCC"));
        }
        try (Connection raw = before.connect(from);
                Statement statement = raw.createStatement()) {
            statement.execute("insert into account (id, user_name, role, password_hash, enabled, version, created_at)"
                    + " values ('a1', 'zoë', 'editor', null, false, 9007199254740993,"
                    + " timestamp with time zone '2026-01-31 23:59:59.123456+00')");
            for (int entry = 0; entry < 1_203; entry++) {
                statement.addBatch("insert into audit_entry (at, actor, action, subject, before_change, request_id)"
                        + " values (timestamp with time zone '2026-01-31 12:00:00+01', 'ann', 'query.write', 'Sales',"
                        + " 'line\none \"quoted\" \\ and 𝄞', 'r" + entry + "')");
            }
            statement.executeBatch();
            statement.execute("insert into spring_session values ('p', 's', 1, 2, 3, 4, 'ann')");
        }
    }

    private Catalog original() {
        return Catalog.open(before.settings(from).with(KEY));
    }

    private Backup backUp() {
        try (Catalog catalog = original()) {
            return catalog.backUp(file);
        }
    }

    private Backup restore(KeySource key) {
        return Catalog.restore(after.settings(to).with(key), file);
    }

    @Test
    void everything_comes_back_as_it_was_and_secrets_open_with_the_same_key() throws SQLException {
        Backup backup = backUp();

        assertThat(restore(KEY)).isEqualTo(backup);

        try (Connection was = before.connect(from);
                Connection is = after.connect(to)) {
            Map<String, List<String>> original = rows(was);
            assertThat(rows(is)).isEqualTo(original);
            assertThat(backup.rows())
                    .isEqualTo(original.values().stream().mapToLong(List::size).sum())
                    .isGreaterThan(1_200);
        }
        try (Catalog catalog = Catalog.open(after.settings(to).with(KEY))) {
            assertThat(catalog.providers().get("SalesforceCC")).isEqualTo(Samples.provider("SalesforceCC"));
            assertThat(catalog.servers().get("Sales")).isEqualTo(Samples.server("Sales", "SalesforceCC"));
        }
    }

    @Test
    void a_backup_that_is_sent_is_kept_whole_or_not_at_all() throws IOException {
        ByteArrayOutputStream sent = new ByteArrayOutputStream();
        Backup backup;
        try (Catalog catalog = original()) {
            backup = catalog.backUp(sent);
        }
        byte[] whole = sent.toByteArray();

        for (byte[] spoilt : List.of(new byte[0], Arrays.copyOf(whole, whole.length - 1), "<html>".getBytes(UTF_8))) {
            refused(Reason.INVALID, () -> Backup.keep(file, new ByteArrayInputStream(spoilt)));
            assertThat(temporary).isDirectoryNotContaining(kept -> kept.startsWith(file));
        }
        assertThat(Backup.keep(file, new ByteArrayInputStream(whole))).isEqualTo(backup);
        assertThat(Files.getPosixFilePermissions(file)).hasSize(2);
        refused(Reason.INVALID, () -> Backup.keep(file, new ByteArrayInputStream(whole)));
        assertThat(restore(KEY)).isEqualTo(backup);
    }

    @Test
    void numbers_that_the_database_gives_go_on() throws SQLException {
        backUp();
        restore(KEY);
        try (Connection is = after.connect(to);
                Statement statement = is.createStatement()) {
            statement.execute("insert into audit_entry (at, actor, action, subject, request_id)"
                    + " values (current_timestamp, 'ann', 'next', 'Sales', 'r')");
            try (ResultSet row = statement.executeQuery("select max(id), count(*) from audit_entry")) {
                assertThat(row.next()).isTrue();
                assertThat(row.getLong(1)).isEqualTo(1_204);
                assertThat(row.getLong(2)).isEqualTo(1_204);
            }
        }
    }

    @Test
    void every_table_is_in_it_or_is_of_a_day() throws SQLException {
        try (Connection was = before.connect(from)) {
            Set<String> all = new TreeSet<>(Backup.TABLES);
            all.addAll(OF_A_DAY);
            assertThat(tables(was)).isEqualTo(all);
        }
    }

    @Test
    void a_file_holds_no_secret_and_is_its_owner_s_alone() throws IOException {
        backUp();
        assertThat(Files.getPosixFilePermissions(file)).hasSize(2);
        try (ZipFile zip = new ZipFile(file.toFile())) {
            assertThat(zip.size()).isEqualTo(Backup.TABLES.size() + 1);
            for (ZipEntry entry : Collections.list(zip.entries())) {
                assertThat(new String(zip.getInputStream(entry).readAllBytes(), UTF_8))
                        .doesNotContain("consumer-secret-of-SalesforceCC")
                        .doesNotContain("MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY");
            }
        }
    }

    @Test
    void another_key_restores_nothing() {
        backUp();
        refused(Reason.KEY, () -> restore(OTHER_KEY));
        // Nothing is left that would be in the way.
        restore(KEY);
    }

    @Test
    void a_lost_key_is_told_and_not_made_anew() {
        backUp();
        refused(Reason.KEY, () -> Catalog.restore(after.settings(to), file));
        assertThat(to.resolve("sallyport.key")).doesNotExist();
        restore(KEY);
    }

    @Test
    void what_is_there_is_not_overwritten() throws IOException {
        backUp();
        refused(Reason.INVALID, this::backUp);
        restore(KEY);
        refused(Reason.IN_USE, () -> restore(KEY));
        try (Catalog catalog = Catalog.open(after.settings(to).with(KEY))) {
            assertThat(catalog.servers().list()).hasSize(1);
        }
        file = temporary.resolve("missing/folder.backup");
        refused(Reason.INVALID, this::backUp);
    }

    @Test
    void a_schema_with_anything_of_somebody_else_s_is_left_alone() throws Exception {
        backUp();
        Files.createDirectories(to);
        try (Connection raw = after.connect(to);
                Statement statement = raw.createStatement()) {
            statement.execute("create view theirs as select 1 as one");
        }
        assertThatExceptionOfType(CatalogException.class).isThrownBy(() -> restore(KEY));
        try (Connection raw = after.connect(to);
                Statement statement = raw.createStatement();
                ResultSet row = statement.executeQuery("select one from theirs")) {
            assertThat(row.next()).isTrue();
        }
    }

    @Test
    void a_file_that_is_cut_off_or_damaged_restores_nothing() throws IOException {
        backUp();
        byte[] whole = Files.readAllBytes(file);
        Random random = new Random(7);
        for (int i = 0; i < 10; i++) {
            byte[] spoilt = i % 2 == 0 ? Arrays.copyOf(whole, random.nextInt(whole.length)) : whole.clone();
            if (i % 2 == 1) {
                spoilt[random.nextInt(whole.length)] ^= (byte) (1 + random.nextInt(255));
            }
            Files.write(file, spoilt);
            try {
                restore(KEY);
            } catch (CatalogException e) {
                assertThat(e.reason()).isEqualTo(Reason.INVALID);
                continue;
            }
            // What ZIP does not need, such as a time of day, may be anything.
            assertThat(i % 2).isEqualTo(1);
            try (Connection was = before.connect(from);
                    Connection is = after.connect(to)) {
                assertThat(rows(is)).isEqualTo(rows(was));
            } catch (SQLException e) {
                throw new AssertionError(e);
            }
            return;
        }
    }

    @Test
    void a_backup_of_an_older_schema_is_brought_up_to_date() throws Exception {
        backUp();
        // As the version before data servers of type JDBC made it, whose audit trail had a column less.
        rewrite(manifest -> manifest.replaceFirst("\"schemaVersion\":\"\\d+\"", "\"schemaVersion\":\"7\"")
                .replaceFirst("\\{\"name\":\"jdbc_server\"[^}]*},", "")
                .replaceFirst("\\{\"name\":\"audit_entry\"[^}]*},", ""));

        restore(KEY);

        try (Catalog catalog = Catalog.open(after.settings(to).with(KEY));
                Connection is = after.connect(to)) {
            assertThat(catalog.servers().list()).hasSize(1);
            assertThat(tables(is)).contains("jdbc_server");
        }
    }

    @Test
    void a_backup_of_a_newer_kind_is_refused() throws Exception {
        backUp();
        byte[] whole = Files.readAllBytes(file);
        for (String newer : List.of("\"schemaVersion\":\"999\"", "\"format\":2,\"sums\":[]")) {
            Files.write(file, whole);
            rewrite(manifest -> manifest.replaceFirst(newer.replaceFirst(":.*", ":(\"\\\\d+\"|\\\\d+)"), newer));
            assertThatExceptionOfType(CatalogException.class)
                    .isThrownBy(() -> restore(KEY))
                    .withMessageContaining("was made by a newer Sallyport");
        }
    }

    @Test
    void a_list_of_contents_that_no_sallyport_writes_is_refused() throws Exception {
        backUp();
        byte[] whole = Files.readAllBytes(file);
        for (UnaryOperator<String> change : List.<UnaryOperator<String>>of(
                manifest -> manifest.replace("\"account\"", "\"account; drop table account\""),
                manifest -> manifest.replace("\"account\"", "null"),
                manifest -> manifest.replaceFirst("\"schemaVersion\":\"\\d+\"", "\"schemaVersion\":\"eight\""),
                manifest -> "{}",
                manifest -> "")) {
            Files.write(file, whole);
            rewrite(change);
            refused(Reason.INVALID, () -> restore(KEY));
        }
        Files.write(file, whole);
        restore(KEY);
    }

    private void rewrite(UnaryOperator<String> manifest) throws IOException {
        Path changed = temporary.resolve("changed");
        try (ZipFile zip = new ZipFile(file.toFile());
                ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(changed))) {
            for (ZipEntry entry : Collections.list(zip.entries())) {
                String content = new String(zip.getInputStream(entry).readAllBytes(), UTF_8);
                out.putNextEntry(new ZipEntry(entry.getName()));
                out.write((entry.getName().equals(Backup.ENTRY) ? manifest.apply(content) : content).getBytes(UTF_8));
            }
        }
        Files.move(changed, file, StandardCopyOption.REPLACE_EXISTING);
    }

    private static void refused(Reason reason, ThrowingCallable work) {
        assertThatExceptionOfType(CatalogException.class)
                .isThrownBy(work)
                .satisfies(refusal -> assertThat(refusal.reason()).isEqualTo(reason));
    }

    private static Set<String> tables(Connection connection) throws SQLException {
        Set<String> tables = new TreeSet<>();
        try (ResultSet found = connection
                .getMetaData()
                .getTables(
                        connection.getCatalog(), connection.getSchema(), null, new String[] {"TABLE", "BASE TABLE"})) {
            while (found.next()) {
                tables.add(found.getString("TABLE_NAME"));
            }
        }
        return tables;
    }

    /** All rows that are to be there, by table; moments and bytes as no database writes them. */
    private static Map<String, List<String>> rows(Connection connection) throws SQLException {
        Map<String, List<String>> all = new TreeMap<>();
        Set<String> tables = tables(connection);
        tables.removeAll(OF_A_DAY);
        for (String table : tables) {
            List<String> rows = new ArrayList<>();
            try (Statement statement = connection.createStatement();
                    ResultSet result = statement.executeQuery("select * from " + table)) {
                while (result.next()) {
                    List<String> row = new ArrayList<>();
                    for (int column = 1; column <= result.getMetaData().getColumnCount(); column++) {
                        row.add(result.getMetaData().getColumnName(column) + "=" + shown(result, column));
                    }
                    Collections.sort(row);
                    rows.add(row.toString());
                }
            }
            Collections.sort(rows);
            all.put(table, rows);
        }
        return all;
    }

    private static @Nullable String shown(ResultSet result, int column) throws SQLException {
        Object value = result.getObject(column);
        if (value instanceof byte[] bytes) {
            return HexFormat.of().formatHex(bytes);
        }
        if (value instanceof OffsetDateTime || value instanceof Timestamp) {
            return result.getObject(column, OffsetDateTime.class).toInstant().toString();
        }
        return value == null ? null : value.toString();
    }
}

package dev.sallyport.transfer;

import dev.sallyport.salesforce.WriteOperation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** An org for tests of loads, as it was before each of them. */
abstract class LoadedOrg {
    static final String LOADED = "SELECT COUNT(*) FROM Account WHERE Name LIKE 'Loaded %'";

    static FilledOrg filled;

    @TempDir
    Path folder;

    Path results;

    @BeforeAll
    static void start() {
        filled = new FilledOrg(600);
        filled.org().snapshot();
    }

    @AfterAll
    static void stop() {
        filled.close();
    }

    @BeforeEach
    void as_it_was() {
        filled.restore();
        results = folder.resolve("results");
    }

    Path file(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content);
    }

    static Load load(WriteOperation operation, Path... files) {
        Load load = Load.of(filled.org().instanceUrl(), "account", operation, List.of(files));
        return operation == WriteOperation.UPSERT ? load.by("External_Id__c") : load;
    }

    static Load sending(Load load, boolean bulk, boolean allOrNone, @Nullable Integer rowsPerJob) {
        return load.with(new Load.Sending(bulk, allOrNone, rowsPerJob));
    }

    static Load bulk(Load load) {
        return sending(load, true, false, null);
    }

    LoadResult run(Load load) throws SQLException, IOException {
        return filled.loader().run(load, results);
    }

    String success() throws IOException {
        return Files.readString(results.resolve("success.csv"));
    }

    String error() throws IOException {
        return Files.readString(results.resolve("error.csv"));
    }

    static String value(String sql) throws SQLException {
        return String.valueOf(filled.rows(sql).get(0).get(0));
    }

    static long calls() {
        return filled.client().usage().calls();
    }

    static String names(int count) {
        return IntStream.range(0, count).mapToObj(row -> "Loaded " + row + "\n").collect(Collectors.joining());
    }
}

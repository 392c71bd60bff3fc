package dev.sallyport.transfer;

import dev.sallyport.org.http.ApiKind;
import dev.sallyport.salesforce.WriteOperation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
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

    /** The last of the load's jobs. */
    String job() throws IOException {
        return Files.readString(results.resolve("load.json")).replaceAll("(?s).*\"jobId\" : \"(\\w+)\".*", "$1");
    }

    /** Files below the test's folder that this process has open, where the system tells. */
    List<Path> openFiles() throws IOException {
        Path open = Path.of("/proc/self/fd");
        List<Path> ours = new ArrayList<>();
        if (Files.isDirectory(open)) {
            try (Stream<Path> links = Files.list(open)) {
                for (Path link : links.toList()) {
                    // The one by which the links are listed is gone by now.
                    if (Files.isSymbolicLink(link)
                            && Files.readSymbolicLink(link).startsWith(folder.toRealPath())) {
                        ours.add(Files.readSymbolicLink(link));
                    }
                }
            }
        }
        return ours;
    }

    static long requests(ApiKind kind) {
        return filled.org().controls().count(kind).requests();
    }

    String success() throws IOException {
        return Files.readString(results.resolve("success.csv"));
    }

    /** The ids and names of {@code success.csv}, of files whose first column is the name. */
    List<String> written() throws IOException {
        return success()
                .lines()
                .skip(1)
                .map(line -> line.split("\"", -1))
                .map(cells -> cells[1] + " " + cells[3])
                .toList();
    }

    /** Those of the accounts that a load has made. */
    static List<String> there() throws SQLException {
        return filled.rows("SELECT Id, Name FROM Account WHERE Name LIKE 'Loaded %'").stream()
                .map(row -> row.get(0) + " " + row.get(1))
                .toList();
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

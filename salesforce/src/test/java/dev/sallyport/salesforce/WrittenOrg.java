package dev.sallyport.salesforce;

import dev.sallyport.org.http.ApiKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;

/** An org for tests of writes, as it was before each of them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class WrittenOrg {
    static final List<String> NAME_AND_KEY = List.of("Name", "External_Id__c");

    FilledOrg filled;
    SalesforceClient client;

    @BeforeAll
    void start() {
        filled = new FilledOrg(300);
        client = filled.client();
        filled.org().snapshot();
    }

    @BeforeEach
    void as_it_was() {
        filled.restore();
    }

    @AfterAll
    void stop() {
        filled.close();
    }

    static List<@Nullable Object[]> accounts(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> new @Nullable Object[] {"Account, \"no\" " + i, "K" + i})
                .collect(Collectors.toCollection(ArrayList::new));
    }

    long requests() {
        return filled.org().controls().count(ApiKind.REST).requests();
    }

    Set<Object> query(String soql) {
        QueryColumn column = column(soql.split(" ", 3)[1], FieldType.STRING);
        return FilledOrg.rows(client.query(soql, List.of(column)), 1).stream()
                .map(row -> row.get(0))
                .collect(Collectors.toSet());
    }

    static QueryColumn column(String name, FieldType type) {
        return new QueryColumn(List.of(name), type);
    }
}

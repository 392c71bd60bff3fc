package dev.sallyport.org.bulk;

import java.util.Arrays;
import java.util.Optional;

/** What a job does, as {@code OperationEnum} names it; the names are case-sensitive. */
public enum Operation {
    INSERT("insert"),
    UPDATE("update"),
    UPSERT("upsert"),
    DELETE("delete"),
    HARD_DELETE("hardDelete"),
    QUERY("query"),
    QUERY_ALL("queryAll");

    private final String apiName;

    Operation(String apiName) {
        this.apiName = apiName;
    }

    public String apiName() {
        return apiName;
    }

    /** Whether it reads: the others write. */
    public boolean isQuery() {
        return this == QUERY || this == QUERY_ALL;
    }

    /** Whether it takes nothing but ids. */
    public boolean isDelete() {
        return this == DELETE || this == HARD_DELETE;
    }

    public static Optional<Operation> named(String apiName) {
        return Arrays.stream(values())
                .filter(operation -> operation.apiName.equals(apiName))
                .findFirst();
    }
}

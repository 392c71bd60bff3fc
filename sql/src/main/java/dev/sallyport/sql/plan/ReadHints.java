package dev.sallyport.sql.plan;

import dev.sallyport.sql.SqlStatementException;
import dev.sallyport.sql.read.Api;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.apache.calcite.rel.hint.HintPredicates;
import org.apache.calcite.rel.hint.HintStrategyTable;
import org.apache.calcite.rel.hint.RelHint;
import org.apache.calcite.util.Litmus;
import org.jspecify.annotations.Nullable;

/**
 * The hints that a statement may have: behind SELECT for all tables of its FROM, behind a table for that one. They are the
 * names of the APIs.
 */
final class ReadHints {
    private static final List<String> NAMES =
            Arrays.stream(Api.values()).map(Api::name).toList();

    private ReadHints() {}

    /** What tells Calcite about them; it fails for any other hint. */
    static HintStrategyTable strategies() {
        HintStrategyTable.Builder table = HintStrategyTable.builder().errorHandler(new Refusal());
        for (String name : NAMES) {
            table.hintStrategy(name, HintPredicates.TABLE_SCAN);
        }
        return table.build();
    }

    /** The API that a hint names. */
    static Api api(RelHint hint) {
        return Api.valueOf(hint.hintName.toUpperCase(Locale.ROOT));
    }

    /** Hears what Calcite finds wrong, and the hint's name as the first argument. */
    private static final class Refusal implements Litmus {
        @Override
        public boolean fail(@Nullable String message, @Nullable Object... arguments) {
            String name = arguments.length == 0 ? String.valueOf(message) : String.valueOf(arguments[0]);
            throw SqlStatementException.unknownHint(name, NAMES);
        }

        @Override
        public boolean succeed() {
            return true;
        }

        @Override
        public boolean check(boolean condition, @Nullable String message, @Nullable Object... arguments) {
            return condition || fail(message, arguments);
        }
    }
}

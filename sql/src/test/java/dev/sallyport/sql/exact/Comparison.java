package dev.sallyport.sql.exact;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Asks three engines the same: with push-down, without, and H2. */
final class Comparison implements AutoCloseable {
    private static final int MOST_STEPS = 600;

    /** Where H2 agrees with push-down already, every so many queries are answered without it too. */
    private static final int UNPUSHED_EVERY = 4;

    private final Connection pushed;
    private final Connection unpushed;
    private final Connection h2;
    private final List<String> soql = new ArrayList<>();
    private int asked;
    private int comparedWithH2;

    Comparison(RandomOrg org) throws SQLException {
        pushed = org.connectPushed(soql::add);
        unpushed = org.connectUnpushed();
        h2 = org.connectH2();
    }

    /** How many answers H2 has given. */
    int comparedWithH2() {
        return comparedWithH2;
    }

    /** How they disagree over a statement, shrunk as far as it goes; empty if they agree. */
    Optional<String> disagreement(Asked statement) {
        return disagreeing(statement).map(found -> {
            Asked smallest = shrunk(statement, found.kind());
            return report(smallest) + "\n  at first: " + found + "\n  of: " + statement;
        });
    }

    /** How they disagreed: kept as it was seen, for one that does not come again says the most. */
    private record Found(
            Disagreement kind,
            Answer pushed,
            Answer unpushed,
            @Nullable Answer h2) {}

    private enum Disagreement {
        SALLYPORT_FAILS,
        PUSHED_FAILS,
        UNPUSHED_FAILS,
        H2_FAILS,
        PUSHED_DIFFERS,
        H2_DIFFERS
    }

    private Optional<Found> disagreeing(Asked statement) {
        Answer there = Answer.of(pushed, Dialect.SALLYPORT, statement);
        if (!there.failed() && isKnownTo(statement) && asked++ % UNPUSHED_EVERY > 0) {
            Answer inH2 = Answer.of(h2, Dialect.H2, statement);
            if (!inH2.failed() && inH2.agreesWith(there, statement.ordered())) {
                comparedWithH2++;
                return Optional.empty();
            }
        }
        Answer here = Answer.of(unpushed, Dialect.SALLYPORT, statement);
        if ((there.refusesParameter() && here.refusesParameter()) || (there.asksForType() && here.asksForType())) {
            return Optional.empty();
        }
        if (there.failed() || here.failed()) {
            Disagreement kind = !here.failed()
                    ? Disagreement.PUSHED_FAILS
                    : there.failed() ? Disagreement.SALLYPORT_FAILS : Disagreement.UNPUSHED_FAILS;
            return Optional.of(new Found(kind, there, here, null));
        }
        if (!there.agreesWith(here, statement.ordered())) {
            return Optional.of(new Found(Disagreement.PUSHED_DIFFERS, there, here, null));
        }
        if (!isKnownTo(statement)) {
            return Optional.empty();
        }
        Answer inH2 = Answer.of(h2, Dialect.H2, statement);
        if (inH2.failsInH2Alone()) {
            return Optional.empty();
        }
        comparedWithH2++;
        if (inH2.failed()) {
            return Optional.of(new Found(Disagreement.H2_FAILS, there, here, inH2));
        }
        return inH2.agreesWith(here, statement.ordered())
                ? Optional.empty()
                : Optional.of(new Found(Disagreement.H2_DIFFERS, there, here, inH2));
    }

    private static boolean isKnownTo(Asked statement) {
        return !statement.printed(Dialect.H2).isUnsupported();
    }

    /** The same disagreement over less: parts are left out as long as it stays. */
    private Asked shrunk(Asked statement, Disagreement kind) {
        Asked smallest = statement;
        int steps = 0;
        boolean progress = true;
        while (progress && steps < MOST_STEPS) {
            progress = false;
            for (Query smaller : (Iterable<Query>) smallest.query().smaller()::iterator) {
                Asked candidate = new Asked(
                        smaller,
                        smallest.ordered()
                                && smaller.orderBy().size()
                                        == smallest.query().orderBy().size(),
                        smallest.values());
                steps++;
                if (isSane(candidate, kind)
                        && disagreeing(candidate).map(Found::kind).equals(Optional.of(kind))) {
                    smallest = candidate;
                    progress = true;
                    break;
                }
            }
        }
        return smallest;
    }

    /** A shrunk query may be no SQL at all: then an engine fails for another reason. */
    private boolean isSane(Asked candidate, Disagreement kind) {
        return !candidate.query().body().items().isEmpty()
                && (kind != Disagreement.SALLYPORT_FAILS
                        || !Answer.of(pushed, Dialect.SALLYPORT, candidate).refused());
    }

    private String report(Asked statement) {
        Printer printer = statement.printed(Dialect.SALLYPORT);
        soql.clear();
        Answer there = Answer.of(pushed, Dialect.SALLYPORT, statement);
        return disagreeing(statement).map(found -> found.kind().name()).orElse("gone") + "\n  SQL: " + printer.sql()
                + "\n  parameters: "
                + printer.parameters() + "\n  H2: "
                + statement.printed(Dialect.H2).sql() + "\n  SOQL: " + soql + "\n  pushed: " + there
                + "\n  unpushed: "
                + Answer.of(unpushed, Dialect.SALLYPORT, statement) + "\n  H2: " + Answer.of(h2, Dialect.H2, statement)
                + "\n  plan: "
                + plan(printer.sql());
    }

    private String plan(String sql) {
        try (Statement statement = pushed.createStatement();
                ResultSet rows = statement.executeQuery("EXPLAIN PLAN FOR " + sql)) {
            return rows.next() ? rows.getString(1) : "";
        } catch (SQLException e) {
            return "none: " + e.getMessage();
        }
    }

    @Override
    public void close() throws SQLException {
        pushed.close();
        unpushed.close();
        h2.close();
    }
}

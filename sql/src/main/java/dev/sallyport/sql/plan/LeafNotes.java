package dev.sallyport.sql.plan;

import dev.sallyport.sql.SqlStatementException;
import dev.sallyport.sql.read.Api;
import dev.sallyport.sql.read.Obstacle;
import dev.sallyport.sql.soql.SoqlStatement;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.calcite.rel.RelWriter;
import org.apache.calcite.rel.hint.RelHint;
import org.apache.calcite.sql.SqlExplainLevel;
import org.jspecify.annotations.Nullable;

/**
 * What a leaf of a plan knows beside its query.
 *
 * @param hint the API that the statement's author wants for it; null for none
 * @param local what of the statement could not be put into the query
 */
record LeafNotes(@Nullable Api hint, List<Local> local) {
    static final LeafNotes NONE = new LeafNotes(null, List.of());

    LeafNotes {
        local = List.copyOf(local);
    }

    /** With the nearest of some hints, each of which is an API's name. */
    LeafNotes hinted(List<RelHint> hints) {
        return hints.stream()
                .min(Comparator.comparingInt(hint -> hint.inheritPath.size()))
                .map(nearest -> new LeafNotes(ReadHints.api(nearest), local))
                .orElse(this);
    }

    /** With what stays here besides. */
    LeafNotes and(Collection<Local> more) {
        Set<Local> all = new LinkedHashSet<>(local);
        all.addAll(more);
        return new LeafNotes(hint, List.copyOf(all));
    }

    /** Without what does not stay here after all. */
    LeafNotes without(String what) {
        return new LeafNotes(
                hint, local.stream().filter(one -> !one.what().equals(what)).toList());
    }

    /** Of a leaf that does another's work too. */
    LeafNotes and(LeafNotes other) {
        return new LeafNotes(hint == null ? other.hint : hint, local).and(other.local);
    }

    /** Without what stays here, which is to be found out anew. */
    LeafNotes anew() {
        return new LeafNotes(hint, List.of());
    }

    /**
     * Refuses a hint that a query cannot follow.
     *
     * @throws SqlStatementException that says why
     */
    void requireFollowed(SoqlStatement query) {
        if (hint == null) {
            return;
        }
        Obstacle.toApi(hint, query).ifPresent(obstacle -> {
            throw SqlStatementException.hintNotFollowed(
                    hint.name(), obstacle.toString(), query.soql(EnumerableSoqlScan.PLACEHOLDERS));
        });
    }

    /** Whether a hint has the whole of a query read at once, and not by the keys of another. */
    boolean wantsWhole() {
        return hint == Api.BULK || hint == Api.RANGES;
    }

    /** Whether a plan is written for people, and not to tell one node from another. */
    static boolean areShown(RelWriter writer) {
        return writer.getDetailLevel() != SqlExplainLevel.DIGEST_ATTRIBUTES;
    }
}

package dev.sallyport.sql;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** What a misspelt name was meant to be. */
public final class NearestName {
    private NearestName() {}

    /** {@code "Did you mean Name? "}, or nothing if no candidate is near: two letters differ at most, or a third of them. */
    public static String advice(String name, Collection<String> candidates) {
        String lower = name.toLowerCase(Locale.ROOT);
        LevenshteinDistance distance = new LevenshteinDistance(name.length() < 4 ? 1 : Math.max(2, name.length() / 3));
        record Candidate(String name, int edits) {}
        return candidates.stream()
                .map(candidate -> new Candidate(candidate, distance.apply(lower, candidate.toLowerCase(Locale.ROOT))))
                .filter(candidate -> candidate.edits() >= 0)
                .min(Comparator.comparingInt(Candidate::edits).thenComparing(Candidate::name))
                .map(candidate -> "Did you mean " + candidate.name() + "? ")
                .orElse("");
    }
}

package dev.sallyport.catalog;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** Finds the name that a mistyped one was meant to be. */
public final class Nearest {
    private Nearest() {}

    /**
     * A sentence that helps whoever typed an unknown name.
     *
     * @param typed what was typed
     * @param names what there is
     * @return the nearest name as a question, or the names themselves where none is near; a sentence with a full stop or
     *     question mark, or empty text if {@code names} is empty
     */
    public static String hint(String typed, Collection<String> names) {
        String wanted = typed.toLowerCase(Locale.ROOT);
        int allowed = Math.max(1, wanted.length() / 3);
        LevenshteinDistance distance = new LevenshteinDistance(allowed);
        Comparator<String> byDistance = Comparator.comparingInt(name -> {
            int edits = distance.apply(wanted, name.toLowerCase(Locale.ROOT));
            return edits < 0 ? Integer.MAX_VALUE : edits;
        });
        return names.stream()
                .filter(name -> distance.apply(wanted, name.toLowerCase(Locale.ROOT)) >= 0)
                .min(byDistance.thenComparing(Comparator.naturalOrder()))
                .map(name -> "Did you mean " + name + "?")
                .orElseGet(() -> listed(names));
    }

    private static String listed(Collection<String> names) {
        int shown = 10;
        String list = String.join(", ", names.stream().sorted().limit(shown).toList());
        if (names.isEmpty()) {
            return "";
        }
        return names.size() > shown ? "Some that there are: " + list + "." : "There is: " + list + ".";
    }
}

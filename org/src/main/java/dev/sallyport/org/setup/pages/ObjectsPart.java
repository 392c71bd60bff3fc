package dev.sallyport.org.setup.pages;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/**
 * Which of very many custom objects a page shows: boxes for thousands of them are more than anybody finds their way in.
 *
 * @param search what was looked for in labels and API names; empty for all
 * @param number of the part, counted from 1
 * @param found how many objects were found
 */
public record ObjectsPart(String search, int number, int found) {
    /** The field of forms, and the parameter, that says what was looked for. */
    public static final String SEARCH = "objects";

    /** The one that says which part of what was found is shown. */
    public static final String NUMBER = "page";

    /** The field of forms that names each object whose boxes it has. */
    public static final String SHOWN = "shown";

    static final int SIZE = Paging.SIZE;

    /** The part that was asked for of those that were found, or else the last. */
    static ObjectsPart of(String search, String number, int found) {
        int last = Math.max(1, (found + SIZE - 1) / SIZE);
        return new ObjectsPart(search, Math.min(Paging.wanted(number), last), found);
    }

    /** Those of what was found that are in the part. */
    <T> List<T> of(List<T> all) {
        return all.subList((number - 1) * SIZE, Math.min(number * SIZE, all.size()));
    }

    /** Where it is, in words. */
    public String standing() {
        return found == 0
                ? "No custom object is found."
                : String.format(
                        Locale.ROOT,
                        "Custom objects %,d to %,d of %,d.",
                        (number - 1) * SIZE + 1,
                        Math.min(number * SIZE, found),
                        found);
    }

    public boolean hasPrevious() {
        return number > 1;
    }

    public boolean hasNext() {
        return number * SIZE < found;
    }

    /** The address of the part before, seen from the page. */
    public String previous() {
        return at(number - 1);
    }

    /** The address of the part after, seen from the page. */
    public String next() {
        return at(number + 1);
    }

    private String at(int other) {
        return "?" + SEARCH + "=" + URLEncoder.encode(search, StandardCharsets.UTF_8) + "&" + NUMBER + "=" + other;
    }
}

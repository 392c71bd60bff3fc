package dev.sallyport.salesforce;

import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A version of the Salesforce APIs, such as {@code 55.0}; three come out each year.
 *
 * @param major the release
 * @param minor always 0 in the releases of this century, and yet written
 */
public record ApiVersion(int major, int minor) implements Comparable<ApiVersion> {
    private static final Pattern FORM = Pattern.compile("(\\d{1,4})\\.(\\d{1,2})");
    private static final Comparator<ApiVersion> ORDER =
            Comparator.comparingInt(ApiVersion::major).thenComparingInt(ApiVersion::minor);

    /**
     * Reads a version as Salesforce writes it.
     *
     * @param text such as {@code 55.0}
     * @throws IllegalArgumentException if {@code text} is not of that form
     */
    public static ApiVersion parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw new IllegalArgumentException("An API version looks like 55.0; this is: " + text);
        }
        return new ApiVersion(Integer.parseInt(form.group(1)), Integer.parseInt(form.group(2)));
    }

    @Override
    public int compareTo(ApiVersion other) {
        return ORDER.compare(this, other);
    }

    /** As Salesforce writes it, such as {@code 55.0}. */
    @Override
    public String toString() {
        return major + "." + minor;
    }
}

package dev.sallyport.org.http;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * A version of Salesforce's APIs, such as 68.0. Salesforce releases three a year, named after the season; the minor
 * number has always been zero.
 *
 * @param major the number before the dot
 */
public record ApiVersion(int major) {

    /** The oldest version that the org answers to, and the oldest that Salesforce has not retired: Summer '14. */
    public static final ApiVersion OLDEST = new ApiVersion(31);

    /** The newest version that the org answers to: Winter '27. */
    public static final ApiVersion CURRENT = new ApiVersion(68);

    private static final Pattern NUMBER = Pattern.compile("([1-9]\\d{0,2})\\.0");
    private static final int WINTER_2014 = 29;
    private static final List<String> SEASONS = List.of("Winter", "Spring", "Summer");

    /** All versions that the org answers to, oldest first, as {@code /services/data} lists them. */
    public static List<ApiVersion> supported() {
        return IntStream.rangeClosed(OLDEST.major, CURRENT.major)
                .mapToObj(ApiVersion::new)
                .toList();
    }

    /**
     * Reads a version as it stands in a SOAP path, {@code 55.0}.
     *
     * @return the version, or empty where the text is not a version or the org does not support it
     */
    public static Optional<ApiVersion> parse(String text) {
        Matcher matcher = NUMBER.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        int major = Integer.parseInt(matcher.group(1));
        return major < OLDEST.major || major > CURRENT.major ? Optional.empty() : Optional.of(new ApiVersion(major));
    }

    /** Reads a version as it stands in a REST path, {@code v55.0}. */
    public static Optional<ApiVersion> parsePathSegment(String segment) {
        return segment.startsWith("v") ? parse(segment.substring(1)) : Optional.empty();
    }

    /** The release's name, such as {@code Winter '27}. */
    public String label() {
        int releases = major - WINTER_2014;
        return SEASONS.get(releases % SEASONS.size()) + " '" + (14 + releases / SEASONS.size());
    }

    /** The root of the REST resources of this version, such as {@code /services/data/v68.0}. */
    public String restPath() {
        return "/services/data/v" + this;
    }

    /** The number as Salesforce writes it: {@code 68.0}. */
    @Override
    public String toString() {
        return major + ".0";
    }
}

package dev.sallyport.org.rest;

import dev.sallyport.org.http.ApiException;
import io.javalin.http.Context;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/** Entity tags (RFC 9110 sections 8.8.3, 13.1.1 and 13.1.2). */
final class EntityTags {
    private static final Pattern ANY = Pattern.compile("\\s*\\*\\s*");
    private static final Pattern TAG = Pattern.compile("(?:W/)?(\"[^\"]*\")");
    private static final Pattern LIST = Pattern.compile("[\\s,]*" + TAG + "(?:\\s*,[\\s,]*" + TAG + ")*[\\s,]*");

    private EntityTags() {}

    /** The tag of a content. */
    static String of(byte[] content) {
        CRC32 sum = new CRC32();
        sum.update(content);
        return '"' + Long.toHexString(sum.getValue()) + '"';
    }

    /**
     * Whether a header lists a tag.
     *
     * @return empty where the request does not have the header
     * @throws ApiException if it holds something else than tags
     */
    static Optional<Boolean> listed(Context context, String header, String tag) {
        return Optional.ofNullable(context.header(header)).map(list -> {
            if (ANY.matcher(list).matches()) {
                return true;
            }
            if (!LIST.matcher(list).matches()) {
                throw new ApiException(
                        400, "INVALID_HEADER", header + " is no list of entity tags in double quotes: " + list);
            }
            Matcher listed = TAG.matcher(list);
            while (listed.find()) {
                if (listed.group(1).equals(tag)) {
                    return true;
                }
            }
            return false;
        });
    }
}

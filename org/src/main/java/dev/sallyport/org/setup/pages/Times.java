package dev.sallyport.org.setup.pages;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Times as a person sees them: in the zone of who is signed in, as the locale en_US writes them. */
final class Times {
    private static final DateTimeFormatter FORMAT = DateTimeFormatter.ofPattern("M/d/yyyy, h:mm:ss a z", Locale.US);

    private Times() {}

    static String of(Instant time, ZoneId zone) {
        return FORMAT.format(time.atZone(zone));
    }
}

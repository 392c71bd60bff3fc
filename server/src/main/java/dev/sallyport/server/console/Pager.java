package dev.sallyport.server.console;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/**
 * Which part of a long list is shown, and the ways to the others.
 *
 * @param path of the page
 * @param search what the list is narrowed down by; empty for nothing
 * @param offset how many are before those that are shown
 * @param size how many are shown at once
 * @param total how many there are
 */
public record Pager(String path, String search, int offset, int size, int total) {
    /** In words, such as {@code 201 to 400 of 10,000}. */
    public String shown() {
        return offset >= total
                ? "None"
                : String.format(Locale.ROOT, "%,d to %,d of %,d", offset + 1, Math.min(total, offset + size), total);
    }

    /** Where those before are; empty if there are none. */
    public Optional<String> previous() {
        return offset == 0 ? Optional.empty() : Optional.of(at(Math.max(0, offset - size)));
    }

    /** Where those behind are; empty if there are none. */
    public Optional<String> next() {
        return offset + size >= total ? Optional.empty() : Optional.of(at(offset + size));
    }

    private String at(int other) {
        return path + "?search=" + URLEncoder.encode(search, StandardCharsets.UTF_8) + "&offset=" + other;
    }
}

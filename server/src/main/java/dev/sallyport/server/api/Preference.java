package dev.sallyport.server.api;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a client would rather have (RFC 7240). */
enum Preference {
    /** Not to wait for what takes long. */
    RESPOND_ASYNC("respond-async");

    /** The request's header. */
    static final String HEADER = "Prefer";

    /** The answer's header, which names what was done so. */
    static final String APPLIED = "Preference-Applied";

    private final String word;

    Preference(String word) {
        this.word = word;
    }

    /** How it is written. */
    String word() {
        return word;
    }

    /**
     * Whether it is among those of a request; whatever else is there, parameters too, is passed over.
     *
     * @param headers the values of {@value #HEADER}; null for none
     */
    boolean isAmong(@Nullable List<String> headers) {
        return headers != null
                && headers.stream()
                        .flatMap(header -> Arrays.stream(header.split(",")))
                        .map(preference -> preference.split("[;=]", 2)[0].strip())
                        .anyMatch(word::equalsIgnoreCase);
    }
}

package dev.sallyport.catalog;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * How the values of one choice are written in a provider document. Each has one text that is written and any number that
 * are understood; case, blanks, hyphens and underscores do not count when reading.
 */
final class Vocabulary<E> {
    private final Map<E, String> written;
    private final Map<String, E> understood;

    private Vocabulary(Map<E, String> written, Map<String, E> understood) {
        this.written = written;
        this.understood = understood;
    }

    /**
     * A value with its texts.
     *
     * @param text what is written
     * @param others what is understood besides
     */
    record Word<E>(E value, String text, List<String> others) {
        static <E> Word<E> of(E value, String text, String... others) {
            return new Word<>(value, text, List.of(others));
        }
    }

    static <E> Vocabulary<E> of(List<Word<E>> words) {
        Map<E, String> written = new LinkedHashMap<>();
        Map<String, E> understood = new LinkedHashMap<>();
        for (Word<E> word : words) {
            written.put(word.value(), word.text());
            understood.put(plain(word.text()), word.value());
            word.others().forEach(other -> understood.put(plain(other), word.value()));
        }
        return new Vocabulary<>(written, understood);
    }

    String write(E value) {
        String text = written.get(value);
        if (text == null) {
            throw new IllegalArgumentException("No text for " + value + ".");
        }
        return text;
    }

    Optional<E> read(String text) {
        return Optional.ofNullable(understood.get(plain(text)));
    }

    /** The texts that are written, for a message. */
    String listed() {
        return String.join(", ", written.values());
    }

    private static String plain(String text) {
        return text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
    }
}

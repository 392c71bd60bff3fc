package dev.sallyport.cli;

import java.util.Arrays;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads a choice by the name that the guide gives it; case, blanks, hyphens and underscores do not count. */
final class Choices {
    private Choices() {}

    static <E> E choose(String option, E[] choices, Function<E, String> label, String text) {
        return choose(option, choices, label, label, text);
    }

    /** The same where a choice has a second name. */
    static <E> E choose(
            String option, E[] choices, Function<E, String> label, Function<E, String> otherName, String text) {
        return Arrays.stream(choices)
                .filter(choice -> Stream.of(label, otherName)
                        .anyMatch(name -> plain(name.apply(choice)).equals(plain(text))))
                .findFirst()
                .orElseThrow(() -> new CommandException(
                        option + " cannot be \"" + text + "\".",
                        "Choose: " + Arrays.stream(choices).map(label).collect(Collectors.joining(", "))));
    }

    private static String plain(String text) {
        return text.toLowerCase(Locale.ROOT).replaceAll("[ _-]", "");
    }
}

package dev.sallyport.cli;

import java.util.Arrays;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads a choice by the name that the guide gives it, in any case. */
final class Choices {
    private Choices() {}

    static <E> E choose(String option, E[] choices, Function<E, String> label, String text) {
        return Arrays.stream(choices)
                .filter(choice -> label.apply(choice).equalsIgnoreCase(text.strip()))
                .findFirst()
                .orElseThrow(() -> new CommandException(
                        option + " cannot be \"" + text + "\".",
                        "Choose: " + Arrays.stream(choices).map(label).collect(Collectors.joining(", "))));
    }
}

package dev.sallyport.catalog;

import static dev.sallyport.catalog.CatalogException.Reason.DATABASE;

import java.util.function.Function;

/** Reads stored choices back: they are kept by the names that the guide and App Builder give them. */
final class Labels {
    private Labels() {}

    static <E> E of(E[] choices, Function<E, String> label, String stored) {
        for (E choice : choices) {
            if (label.apply(choice).equals(stored)) {
                return choice;
            }
        }
        throw new CatalogException(
                DATABASE,
                "The catalogue holds a value that this version does not know: " + stored + ".",
                "Use the version of Sallyport that stored it.");
    }
}

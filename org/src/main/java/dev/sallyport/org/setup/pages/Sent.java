package dev.sallyport.org.setup.pages;

import dev.sallyport.org.http.ApiError;
import dev.sallyport.org.http.ApiException;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A form that came, and what is to become of it. Nothing but {@code work} changes anything, so that a form which comes too
 * late can be shown again.
 *
 * @param typed what stands in it
 * @param work does what it asks for, or refuses
 * @param again shows it
 */
record Sent(Fields typed, Supplier<Answer> work, Function<Fields, Answer> again) {
    /** Does what the form asks for, or shows it with what was typed and why it is refused. */
    Answer done() {
        try {
            return work.get();
        } catch (ApiException refused) {
            return refused(refused.error());
        }
    }

    /** Shows the form with what was typed and what is wrong; nothing is done. */
    Answer refused(ApiError why) {
        return again.apply(typed.refused(why));
    }
}

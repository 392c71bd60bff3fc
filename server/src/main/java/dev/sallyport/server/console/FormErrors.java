package dev.sallyport.server.console;

import dev.sallyport.auth.SallyportException;
import dev.sallyport.catalog.CatalogException;
import dev.sallyport.server.web.Advice;
import dev.sallyport.server.web.Alert;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What is wrong with a form, by the field that it is about.
 *
 * @param byField in the order in which it was found
 */
public record FormErrors(Map<String, String> byField) {
    /** Nothing is. */
    static final FormErrors NONE = new FormErrors(Map.of());

    public FormErrors {
        byField = new LinkedHashMap<>(byField);
    }

    /** One field is wrong. */
    static FormErrors at(String field, String message) {
        return new FormErrors(Map.of(field, message));
    }

    /**
     * What a failure tells of fields.
     *
     * @param fields by the place that the failure names; null for what no field is about
     */
    static FormErrors of(SallyportException failure, Function<String, @Nullable String> fields) {
        if (failure instanceof FormRefused refused) {
            return refused.errors();
        }
        String field = fields.apply(failure.place().orElse(""));
        return field == null ? NONE : at(field, text(failure));
    }

    /** Who fills a form in knows of no document. */
    private static String text(SallyportException failure) {
        return failure instanceof CatalogException refusal && refusal.problem().isPresent()
                ? "This " + refusal.problem().get() + "."
                : told(failure);
    }

    /** What is wrong and what to do, one after the other: what ends with an address has no full stop of its own. */
    static String told(SallyportException failure) {
        String message = failure.getMessage();
        String end = message.matches("(?s).*[.!?]") ? " " : ". ";
        return message + end + Advice.worded(failure.advice());
    }

    /** What to say above the form: that nothing was saved, or why, where that is about no field. */
    Alert alert(SallyportException failure) {
        return isEmpty() ? Alert.of(failure) : Alert.bad("Nothing was saved. Correct what is wrong:", "");
    }

    /** What is wrong with a field; empty if nothing is. */
    public String of(String field) {
        return byField.getOrDefault(field, "");
    }

    /**
     * What describes a field: the ids of what stands below it; null for nothing.
     *
     * @param id the field's
     */
    public static @Nullable String describedBy(String id, String hint, String error) {
        String ids = (error.isEmpty() ? "" : id + "-error ") + (hint.isEmpty() ? "" : id + "-hint");
        return ids.isEmpty() ? null : ids.strip();
    }

    /** Whether nothing is wrong with any field. */
    public boolean isEmpty() {
        return byField.isEmpty();
    }
}

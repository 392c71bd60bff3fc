package dev.sallyport.org.setup.pages;

import dev.sallyport.org.browser.Browser;
import dev.sallyport.org.browser.LogInPage;
import dev.sallyport.org.http.ApiError;
import dev.sallyport.org.http.ApiException;
import io.javalin.http.Context;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What stands in a form, and what is wrong with it. Fields go by the names that Setup gives them in its refusals, so that
 * each refusal finds its field.
 */
public final class Fields {
    private static final String REQUIRED = "REQUIRED_FIELD_MISSING";

    private final List<String> names;
    private final Map<String, List<String>> values;
    private final @Nullable ApiError refusal;

    /** The values of a column of boxes, of which there may be one for each of thousands of objects. */
    private final Map<String, Set<String>> boxes = new HashMap<>();

    private Fields(List<String> names, Map<String, List<String>> values, @Nullable ApiError refusal) {
        this.names = names;
        this.values = values;
        this.refusal = refusal;
    }

    /** A form in which nothing stands. */
    static Fields empty(List<String> names) {
        return new Fields(names, Map.of(), null);
    }

    /**
     * What a person sent.
     *
     * @param names the form's fields
     * @throws ApiException if it is not encoded as a form is
     */
    static Fields posted(Context context, List<String> names) {
        try {
            return new Fields(names, context.formParamMap(), null);
        } catch (IllegalArgumentException e) {
            throw new ApiException(400, "INVALID_FORM", "The form is not encoded as a form is.");
        }
    }

    /** The same form with a value; null for none. */
    Fields with(String name, @Nullable String value) {
        return with(name, value == null ? List.of() : List.of(value));
    }

    /** The same form with a field of several values, such as a column of boxes: those that are ticked. */
    Fields with(String name, List<String> all) {
        Map<String, List<String>> more = new LinkedHashMap<>(values);
        more.put(name, all);
        return new Fields(names, more, refusal);
    }

    /** The same form with a box that stands for itself. */
    Fields ticked(String name, boolean ticked) {
        return with(name, ticked ? "true" : null);
    }

    /** The same form with what is wrong with it. */
    Fields refused(ApiError error) {
        return new Fields(names, values, error);
    }

    /** A field's value; empty where it has none. */
    public String value(String name) {
        return values(name).stream().findFirst().orElse("");
    }

    /** A field's value without blanks around it, where there is any. */
    Optional<String> text(String name) {
        return Optional.of(value(name).strip()).filter(text -> !text.isEmpty());
    }

    /**
     * Refuses a form that lacks values which Setup needs.
     *
     * @throws ApiException with all of the fields that have none
     */
    void require(String... needed) {
        List<String> missing = Arrays.stream(needed)
                .filter(name -> values(name).stream().allMatch(String::isBlank))
                .toList();
        if (!missing.isEmpty()) {
            throw new ApiException(new ApiError(400, REQUIRED, "Required fields are missing: " + missing, missing));
        }
    }

    /** All that was sent, but for the code that tells a form from a forged one. */
    Map<String, List<String>> sent() {
        Map<String, List<String>> sent = new LinkedHashMap<>(values);
        sent.remove(Browser.FORM_CODE);
        return sent;
    }

    /** What was typed into a form that came too late, as the log-in page has brought it back. */
    Map<String, List<String>> kept() {
        Map<String, List<String>> kept = new LinkedHashMap<>();
        values.forEach((name, all) -> {
            if (name.startsWith(LogInPage.KEPT)) {
                kept.put(name.substring(LogInPage.KEPT.length()), all);
            }
        });
        return kept;
    }

    /** All values of a field. */
    public List<String> values(String name) {
        return values.getOrDefault(name, List.of());
    }

    /** Whether a box that stands for itself is ticked. */
    public boolean isTicked(String name) {
        return !values(name).isEmpty();
    }

    /** Whether one box of several is ticked. */
    public boolean has(String name, String value) {
        return boxes.computeIfAbsent(name, column -> new HashSet<>(values(column)))
                .contains(value);
    }

    /** What is wrong with a field; empty where nothing is. */
    public String error(String name) {
        if (refusal == null || !refusal.fields().contains(name)) {
            return "";
        }
        return refusal.code().equals(REQUIRED) && refusal.message().startsWith("Required fields are missing")
                ? "You must enter a value"
                : message(refusal);
    }

    /** What a field's control refers to: its hint and what is wrong with it; null where there is neither. */
    public @Nullable String describedBy(String name, String hint) {
        String errorId = error(name).isEmpty() ? "" : name + "-error";
        String hintId = hint.isEmpty() ? "" : name + "-hint";
        String both = (errorId + " " + hintId).strip();
        return both.isEmpty() ? null : both;
    }

    /** What stands above a form that was refused; empty where it was not. */
    public String alert() {
        if (refusal == null) {
            return "";
        }
        return refusal.fields().stream().anyMatch(names::contains)
                ? "Error: Invalid Data. Review all error messages below to correct your data."
                : message(refusal);
    }

    /** The HTTP status of a page with this form. */
    int status() {
        return refusal == null ? 200 : refusal.status();
    }

    /** Some of Salesforce's messages have a line break of HTML in them. */
    private static String message(ApiError error) {
        return error.message().replace("<br>", " ").strip();
    }
}

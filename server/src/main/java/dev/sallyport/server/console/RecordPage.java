package dev.sallyport.server.console;

import dev.sallyport.salesforce.FieldDescribe;
import dev.sallyport.salesforce.PicklistValue;
import dev.sallyport.server.web.Alert;
import dev.sallyport.server.web.Page;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A record's form.
 *
 * @param form what it shows
 * @param errors by field, why its value was refused
 * @param alert what came of the last change; null for nothing
 */
public record RecordPage(
        RecordForm form,
        Map<String, String> errors,
        @Nullable Alert alert) implements Page {
    /** Why a field's value was refused; empty if it was not. */
    public String error(FieldDescribe field) {
        return errors.getOrDefault(field.name(), "");
    }

    /** What a field can hold, where that is a choice; else empty. */
    public List<String> choices(FieldDescribe field) {
        Stream<String> values =
                switch (field.type()) {
                    case BOOLEAN -> Stream.of("true", "false");
                    case PICKLIST -> field.picklistValues().stream().map(PicklistValue::value);
                    default -> Stream.<String>empty();
                };
        List<String> choices = values.toList();
        return choices.isEmpty()
                ? choices
                : Stream.of(Stream.of(""), Stream.of(form.text(field)), choices.stream())
                        .flatMap(some -> some)
                        .distinct()
                        .toList();
    }

    /** What is to be known of a field. */
    public String hint(FieldDescribe field) {
        String type = field.name() + ", " + field.type().wireName();
        return switch (field.type()) {
            case DATETIME -> type + ", UTC, like 2026-05-31T14:30:00Z";
            case TIME -> type + ", like 14:30:00";
            case REFERENCE -> type + ": the id of " + String.join(" or ", field.referenceTo());
            case MULTIPICKLIST -> type + ", separated by ;";
            default -> type;
        };
    }

    /** The kind of HTML input that a field has. */
    public String input(FieldDescribe field) {
        return switch (field.type()) {
            case DATE -> "date";
            case EMAIL -> "email";
            default -> "text";
        };
    }

    @Override
    public String template() {
        return "record.jte";
    }

    @Override
    public int status() {
        return alert != null && alert.kind().equals("bad") ? 400 : 200;
    }
}

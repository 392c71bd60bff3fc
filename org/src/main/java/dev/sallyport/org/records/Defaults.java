package dev.sallyport.org.records;

import dev.sallyport.org.data.Field;
import dev.sallyport.org.data.FieldType;
import dev.sallyport.org.data.PicklistValue;
import dev.sallyport.org.data.SObjectType;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** What a new record has that its maker did not send. */
final class Defaults {
    private final Jdbi jdbi;

    Defaults(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    void addTo(Change change, Actor actor) {
        SObjectType type = change.type();
        Map<String, @Nullable Object> values = change.values();
        for (Field field : type.fields()) {
            if (field.autoNumber()) {
                values.put(field.name(), nextNumber(type, field));
            } else if (field.createable() && !values.containsKey(field.name())) {
                defaultOf(field).ifPresent(value -> values.put(field.name(), value));
            }
        }
        if (type.field("OwnerId").filter(Field::createable).isPresent() && values.get("OwnerId") == null) {
            values.put("OwnerId", actor.userId().value());
        }
    }

    private static Optional<Object> defaultOf(Field field) {
        if (field.type() == FieldType.BOOLEAN) {
            return Optional.of(Boolean.TRUE.equals(field.defaultValue()));
        }
        if (field.defaultValue() instanceof String text) {
            try {
                return Optional.ofNullable(FieldText.parse(field, text));
            } catch (UnreadableValueException e) {
                throw new IllegalStateException("The default of " + field.name() + " does not fit it", e);
            }
        }
        return field.picklistValues().stream()
                .filter(PicklistValue::defaultValue)
                .map(value -> (Object) value.value())
                .findFirst();
    }

    private String nextNumber(SObjectType type, Field field) {
        String key = type.name() + "." + field.name();
        long number = jdbi.withHandle(handle -> {
            long next = handle.createQuery("SELECT \"Next\" FROM INTERNAL.\"AutoNumber\" WHERE \"Field\" = :field")
                    .bind("field", key)
                    .mapTo(Long.class)
                    .findOne()
                    .orElse(1L);
            handle.createUpdate("MERGE INTO INTERNAL.\"AutoNumber\" VALUES (:field, :next)")
                    .bind("field", key)
                    .bind("next", next + 1)
                    .execute();
            return next;
        });
        return formatted(String.valueOf(field.autoNumberFormat()), number);
    }

    /** {@code SV-{00000}}: as many digits at least as there are zeros in the braces. */
    private static String formatted(String format, long number) {
        int open = format.indexOf('{');
        int close = format.indexOf('}');
        if (open < 0 || close < open) {
            return format + number;
        }
        String digits = Long.toString(number);
        String zeros = "0".repeat(Math.max(0, close - open - 1 - digits.length()));
        return format.substring(0, open) + zeros + digits + format.substring(close + 1);
    }
}

package dev.sallyport.catalog;

import dev.sallyport.auth.Secret;
import dev.sallyport.auth.SecretReference;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads a document's secrets: from the document itself, from where it refers to, or from the slot beside it. */
final class DocumentSecrets {
    private static final Pattern REFERENCE = Pattern.compile("\\$\\{([a-z][a-z0-9-]*):(.+)}");

    private final Function<String, @Nullable Secret> slots;

    DocumentSecrets(Function<String, @Nullable Secret> slots) {
        this.slots = slots;
    }

    /** How a reference stands in a document. */
    static String written(SecretReference reference) {
        return "${" + reference + "}";
    }

    /**
     * The secret of a slot.
     *
     * @param text what stands in the document; null for nothing
     * @return null if it is nowhere
     */
    @Nullable
    Secret read(@Nullable String text, String slot) {
        if (text == null) {
            return slots.apply(slot);
        }
        Matcher reference = REFERENCE.matcher(text);
        return reference.matches()
                ? Secret.at(new SecretReference(reference.group(1), reference.group(2)))
                : Secret.of(text);
    }
}

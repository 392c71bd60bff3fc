package dev.sallyport.org.soql;

import dev.sallyport.org.data.Field;
import java.util.Locale;

/** How the parts of a compound field are called inside it: {@code BillingPostalCode} is {@code postalCode}. */
final class CompoundParts {
    private CompoundParts() {}

    static String nameOf(Field component, Field compound) {
        String name = component.name();
        if (name.endsWith("__s")) {
            String part = name.substring(name.lastIndexOf("__", name.length() - 4) + 2, name.length() - 3);
            return part.toLowerCase(Locale.ROOT);
        }
        String prefix = compound.name().substring(0, compound.name().length() - "Address".length());
        String part = name.startsWith(prefix) ? name.substring(prefix.length()) : name;
        return part.substring(0, 1).toLowerCase(Locale.ROOT) + part.substring(1);
    }
}

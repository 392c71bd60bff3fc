package dev.sallyport.org.setup.api;

import dev.sallyport.org.data.Field;
import dev.sallyport.org.data.Schema;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The two names of a permission that the API takes: Salesforce's, {@code PermissionsApiUserOnly}, and the label of its
 * tick box in lower camel case, {@code apiOnlyUser}.
 */
final class PermissionNames {
    private final Map<String, String> byLabel = new HashMap<>();

    PermissionNames(Schema schema) {
        for (Field field : schema.requireType("Profile").fields()) {
            if (field.name().startsWith("Permissions")) {
                byLabel.put(lowerCamel(field.label()), field.name());
            }
        }
    }

    /** The same ticks under Salesforce's names. */
    Map<String, Boolean> apiNames(Map<String, Boolean> ticks) {
        Map<String, Boolean> named = new LinkedHashMap<>();
        ticks.forEach((name, ticked) -> named.put(apiName(name), ticked));
        return named;
    }

    /** Salesforce's name of a permission; a name that is not known is answered as it is. */
    String apiName(String name) {
        return byLabel.getOrDefault(name, name);
    }

    private static String lowerCamel(String label) {
        String upperCamel = Arrays.stream(label.split("[^A-Za-z0-9]+", -1))
                .filter(word -> !word.isEmpty())
                .map(word -> word.substring(0, 1).toUpperCase(Locale.ROOT)
                        + word.substring(1).toLowerCase(Locale.ROOT))
                .collect(Collectors.joining());
        return upperCamel.substring(0, 1).toLowerCase(Locale.ROOT) + upperCamel.substring(1);
    }
}

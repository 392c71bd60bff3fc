package dev.sallyport.org.soql;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An address or a location.
 *
 * @param parts by their names in the API in its order: {@code city}, {@code country}, {@code geocodeAccuracy},
 *     {@code latitude}, {@code longitude}, {@code postalCode}, {@code state}, {@code street}; of a location only
 *     {@code latitude} and {@code longitude}. Values may be null
 */
public record CompoundValue(Map<String, @Nullable Object> parts) {
    public CompoundValue {
        parts = Collections.unmodifiableMap(new LinkedHashMap<>(parts));
    }
}

package dev.sallyport.org.browser;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * What a page's form brings back besides its own fields.
 *
 * @param action the path that it goes to
 * @param code that tells the form from a forged one
 * @param carried parameters of the request
 * @param display {@code page}, {@code popup}, {@code touch} or {@code mobile}; any other is a page
 */
public record FormFrame(String action, String code, Map<String, String> carried, String display) {

    private static final Set<String> DISPLAYS = Set.of("popup", "touch", "mobile");

    public FormFrame {
        carried = Collections.unmodifiableMap(new LinkedHashMap<>(carried));
        display = DISPLAYS.contains(display) ? display : "page";
    }

    /** The hidden fields of one step of a conversation. */
    public Map<String, String> hidden(String step) {
        Map<String, String> hidden = new LinkedHashMap<>();
        hidden.put("step", step);
        hidden.put(Browser.FORM_CODE, code);
        hidden.putAll(carried);
        return hidden;
    }
}

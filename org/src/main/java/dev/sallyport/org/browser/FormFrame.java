package dev.sallyport.org.browser;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a page's form brings back besides its own fields.
 *
 * @param action the path that it goes to
 * @param code that tells the form from a forged one
 * @param carried parameters of the request
 * @param display {@code page}, {@code popup}, {@code touch} or {@code mobile}
 */
public record FormFrame(String action, String code, Map<String, String> carried, String display) {

    /** The hidden fields of one step of a conversation. */
    public Map<String, String> hidden(String step) {
        Map<String, String> hidden = new LinkedHashMap<>();
        hidden.put("step", step);
        hidden.put(Browser.FORM_CODE, code);
        hidden.putAll(carried);
        return hidden;
    }
}

package dev.sallyport.server.console;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.util.MultiValueMap;

/**
 * The form of a security provider: what App Builder has people fill in, by the names of the form's fields. Choices travel
 * as the texts that people see. What there can be several of stands in rows: {@code credential.0.userName}.
 *
 * @param values by field; those of secrets are what was typed, and no page shows them
 */
public record ProviderForm(Map<String, String> values) {
    static final String TRUE = "True";
    static final String FALSE = "False";

    /** What there can be several of. */
    static final List<String> ROWS = List.of("credential", "certificate", "header", "claim", "group");

    private static final Pattern ROW_FIELD = Pattern.compile("([a-z]+)\\.(\\d{1,4})\\.([A-Za-z]+)");
    private static final Pattern SECRET =
            Pattern.compile("(credential|certificate)\\.\\d+\\.(password|content)" + "|header\\.\\d+\\.value");

    public ProviderForm {
        values = Collections.unmodifiableMap(new TreeMap<>(values));
    }

    static ProviderForm of(MultiValueMap<String, String> sent) {
        return new ProviderForm(sent.toSingleValueMap());
    }

    /** A field's text; empty if it has none. */
    public String get(String field) {
        return values.getOrDefault(field, "");
    }

    /** A field's text without blanks around it. */
    String stripped(String field) {
        return get(field).strip();
    }

    /** The same form with another text in a field. */
    ProviderForm with(String field, String text) {
        Map<String, String> changed = new LinkedHashMap<>(values);
        changed.put(field, text);
        return new ProviderForm(changed);
    }

    /** The numbers of the rows that there are of a kind. */
    public List<Integer> rows(String kind) {
        TreeSet<Integer> numbers = new TreeSet<>();
        for (String field : values.keySet()) {
            Matcher row = ROW_FIELD.matcher(field);
            if (row.matches() && row.group(1).equals(kind)) {
                numbers.add(Integer.parseInt(row.group(2)));
            }
        }
        return List.copyOf(numbers);
    }

    /** A field's text in a row. */
    public String get(String kind, int row, String field) {
        return get(kind + "." + row + "." + field);
    }

    /** With an empty row behind the others. */
    ProviderForm withRow(String kind, Map<String, String> row) {
        List<Integer> numbers = rows(kind);
        int number = numbers.isEmpty() ? 0 : numbers.get(numbers.size() - 1) + 1;
        Map<String, String> changed = new LinkedHashMap<>(values);
        row.forEach((field, text) -> changed.put(kind + "." + number + "." + field, text));
        return new ProviderForm(changed);
    }

    /** Without a row, such as {@code credential.1}. */
    ProviderForm withoutRow(String row) {
        Map<String, String> changed = new LinkedHashMap<>(values);
        changed.keySet().removeIf(field -> field.startsWith(row + "."));
        return new ProviderForm(changed);
    }

    /** Without what was typed as secrets, to be shown once more. */
    ProviderForm withoutSecrets() {
        Map<String, String> changed = new LinkedHashMap<>(values);
        changed.replaceAll((field, text) -> SECRET.matcher(field).matches() ? "" : text);
        return new ProviderForm(changed);
    }

    /** Whether a secret was typed, which a page that comes back has lost. */
    boolean hasSecrets() {
        return values.entrySet().stream()
                .anyMatch(field -> SECRET.matcher(field.getKey()).matches()
                        && !field.getValue().isEmpty());
    }

    /**
     * Whether a part of the form is about what is chosen; the page's script reads the same condition.
     *
     * @param when such as {@code type=OAuth|OpenID Connect;grant=JWT Bearer}
     */
    public boolean shows(String when) {
        for (String condition : when.split(";", -1)) {
            int equals = condition.indexOf('=');
            List<String> wanted = List.of(condition.substring(equals + 1).split("\\|", -1));
            if (!wanted.contains(get(condition.substring(0, equals)))) {
                return false;
            }
        }
        return true;
    }

    /** Whether the fields of the endpoints are open. */
    public boolean showsEndpoints() {
        return get("endpoints").equals(TRUE)
                || values.keySet().stream()
                        .anyMatch(field ->
                                field.endsWith("Endpoint") && !get(field).isEmpty());
    }

    /** Whether any of some fields has a text that is not the usual one. */
    public boolean has(List<String> fields) {
        return fields.stream()
                .anyMatch(field -> !get(field).isEmpty() && !get(field).equals(FALSE));
    }

    /** Without its values: there are secrets among them. */
    @Override
    public String toString() {
        return "ProviderForm[" + get("name") + "]";
    }
}

package dev.sallyport.server.console;

import dev.sallyport.salesforce.FieldDescribe;
import dev.sallyport.salesforce.FieldType;
import dev.sallyport.salesforce.SObjectDescribe;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The form of a record: the fields that may be set, a part of them where there are very many.
 *
 * @param server the data server's name
 * @param table its table
 * @param id the record's; empty for a new one
 * @param search what the fields are narrowed down by; empty for nothing
 * @param offset how many fields are before those that are shown
 * @param stamp by which it is told whether the record has been changed since; empty where the table has no such field
 * @param before what the fields held when the record was read
 * @param typed what they are to hold
 */
public record RecordForm(
        String server,
        SObjectDescribe table,
        String id,
        String search,
        int offset,
        String stamp,
        Map<String, String> before,
        Map<String, String> typed) {
    private static final int MOST = 100;

    static RecordForm fresh(String server, SObjectDescribe table, String search, int offset) {
        return of(server, table, "", search, offset);
    }

    static RecordForm of(String server, SObjectDescribe table, String id, String search, int offset) {
        return new RecordForm(server, table, id, search, Math.max(0, offset), "", Map.of(), Map.of());
    }

    /** The form as it was sent. */
    static RecordForm typed(String server, SObjectDescribe table, Map<String, String> sent) {
        Map<String, String> before = new LinkedHashMap<>();
        Map<String, String> typed = new LinkedHashMap<>();
        sent.forEach((name, text) -> {
            if (name.startsWith("field.")) {
                // Browsers send line ends as CR LF, whatever the field held.
                typed.put(name.substring(6), text.replace("\r\n", "\n"));
            } else if (name.startsWith("before.")) {
                before.put(name.substring(7), text.replace("\r\n", "\n"));
            }
        });
        int offset;
        try {
            offset = Integer.parseInt(sent.getOrDefault("offset", "0"));
        } catch (NumberFormatException e) {
            offset = 0;
        }
        return new RecordForm(
                server,
                table,
                sent.getOrDefault("id", ""),
                sent.getOrDefault("search", ""),
                Math.max(0, offset),
                sent.getOrDefault("stamp", ""),
                before,
                typed);
    }

    /** The same with what the record holds. */
    RecordForm with(Map<String, @Nullable String> values, @Nullable String newStamp) {
        Map<String, String> held = new LinkedHashMap<>();
        values.forEach((field, text) -> held.put(field, text == null ? "" : text.replace("\r\n", "\n")));
        return new RecordForm(server, table, id, search, offset, newStamp == null ? "" : newStamp, held, held);
    }

    /** Whether it is a new record. */
    public boolean isNew() {
        return id.isEmpty();
    }

    /** Where the table's rows are. */
    public String path() {
        return "/data-servers/" + server + "/tables/" + table.name() + "/rows";
    }

    /** The fields that are shown. */
    public List<FieldDescribe> fields() {
        return found().skip(offset).limit(MOST).toList();
    }

    private Stream<FieldDescribe> found() {
        String wanted = search.strip().toLowerCase(Locale.ROOT);
        return table.fields().stream()
                .filter(field -> isNew() ? field.createable() : field.updateable())
                .filter(field -> !field.type().isCompound() && field.type() != FieldType.BASE64)
                .filter(field -> field.name().toLowerCase(Locale.ROOT).contains(wanted)
                        || field.label().toLowerCase(Locale.ROOT).contains(wanted));
    }

    /** Which of the fields are shown, and the ways to the others. */
    public Pager pager() {
        return new Pager(path() + "/" + (isNew() ? "_new" : id), search, offset, MOST, (int) found().count());
    }

    /** Whether a field is shown. */
    boolean shows(String name) {
        return fields().stream().anyMatch(field -> field.name().equals(name));
    }

    /** What a field is to hold. */
    public String text(FieldDescribe field) {
        return typed.getOrDefault(field.name(), "");
    }

    /** What a field held. */
    public String before(FieldDescribe field) {
        return before.getOrDefault(field.name(), "");
    }

    /** The fields that are to hold something else than they did. */
    List<FieldDescribe> changed() {
        return table.fields().stream()
                .filter(field -> isNew() ? field.createable() : field.updateable())
                .filter(field -> typed.containsKey(field.name()) && !text(field).equals(before(field)))
                .toList();
    }
}

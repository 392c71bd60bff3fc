package dev.sallyport.org.setup.pages;

import dev.sallyport.org.browser.Page;
import dev.sallyport.org.setup.Profile;
import java.util.List;

/**
 * What a profile allows with the fields of an object.
 *
 * @param object the object's label
 * @param action where the form goes
 * @param form which fields are visible, and which read-only, by API name
 */
public record FieldSecurityPage(Profile profile, String object, String action, List<Line> lines, Fields form)
        implements Page {
    /** The boxes of fields that can be seen. */
    static final String VISIBLE = "visible";

    /** The boxes of fields that can be seen and not changed. */
    static final String READ_ONLY = "readOnly";

    /**
     * A field.
     *
     * @param name its API name
     * @param visibleFixed whether all who see the object see it, or the profile is a standard one
     * @param readOnlyFixed whether nobody can change it, or the first holds
     */
    public record Line(String name, String label, String type, boolean visibleFixed, boolean readOnlyFixed) {}

    /** The two columns of boxes: names and labels. */
    public List<Choice> columns() {
        return List.of(new Choice(VISIBLE, "Visible"), new Choice(READ_ONLY, "Read-Only"));
    }

    @Override
    public String template() {
        return "setup/fieldSecurity";
    }

    @Override
    public int status() {
        return form.status();
    }
}

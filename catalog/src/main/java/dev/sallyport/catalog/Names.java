package dev.sallyport.catalog;

import java.util.regex.Pattern;

/** What a provider or a data server can be called: names go into URLs, file names and SQL without quoting. */
final class Names {
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,63}");

    private Names() {}

    static void check(String kind, String name) {
        if (!FORM.matcher(name).matches()) {
            throw CatalogException.invalid(
                    "name",
                    "\"" + name + "\" cannot be the name of a " + kind + ".",
                    "Use 1 to 64 letters, digits, hyphens and underscores, a letter or digit first, such as"
                            + " SalesforceCC.");
        }
    }
}

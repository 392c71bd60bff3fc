package dev.sallyport.org.setup.pages;

/**
 * One of several that a person chooses from.
 *
 * @param value what is sent
 * @param label what is seen
 * @param group what it goes with, such as a profile's licence; may be empty
 */
public record Choice(String value, String label, String group) {
    Choice(String value, String label) {
        this(value, label, "");
    }
}

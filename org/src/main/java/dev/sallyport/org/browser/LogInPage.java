package dev.sallyport.org.browser;

/**
 * Asks who is there.
 *
 * @param username what was typed or hinted; may be empty
 * @param message why the person was not let in; may be empty
 */
public record LogInPage(FormFrame frame, String username, String message) implements Page {
    @Override
    public String template() {
        return "logIn";
    }
}

package dev.sallyport.org.browser;

/** A page for people: all that its template shows. */
public interface Page {

    /** The template's name, below {@code src/main/jte} and without its ending. */
    String template();

    /** The HTTP status. */
    default int status() {
        return 200;
    }
}

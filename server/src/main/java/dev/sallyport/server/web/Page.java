package dev.sallyport.server.web;

/**
 * A page that a controller answers with: a record with all that its template shows. The template has it as {@code page},
 * and the frame around it as {@code frame}.
 */
public interface Page {
    /** The template's file below {@code src/main/jte}, such as {@code home.jte}. */
    String template();

    /** The HTTP status. */
    default int status() {
        return 200;
    }
}

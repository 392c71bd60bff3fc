package dev.sallyport.server.console;

import dev.sallyport.server.security.KeptForm;
import dev.sallyport.server.web.Page;

/**
 * Sends somebody back to a form that came after the session was over.
 *
 * @param form what was typed, without secrets
 */
public record ResumePage(KeptForm form) implements Page {
    @Override
    public String template() {
        return "resume.jte";
    }
}

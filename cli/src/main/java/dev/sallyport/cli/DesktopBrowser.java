package dev.sallyport.cli;

import java.awt.Desktop;
import java.io.IOException;
import java.net.URI;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The browser of whoever sits at this machine, if there is one. */
final class DesktopBrowser {
    private static final Logger LOG = Logger.getLogger(DesktopBrowser.class.getName());

    private DesktopBrowser() {}

    /** Opens an address. Where that does not work, people open what was printed. */
    static void open(URI address) {
        try {
            if (Desktop.isDesktopSupported() && Desktop.getDesktop().isSupported(Desktop.Action.BROWSE)) {
                Desktop.getDesktop().browse(address);
            }
        } catch (IOException | RuntimeException e) {
            LOG.log(Level.INFO, "No browser opened", e);
        }
    }
}

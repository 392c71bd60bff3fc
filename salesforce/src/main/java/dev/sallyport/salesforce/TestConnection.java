package dev.sallyport.salesforce;

import java.util.List;
import java.util.function.Consumer;

/** Test Connection of a data server, whatever it connects to. */
public interface TestConnection {
    /** Something that is tried. */
    interface Step {
        /** What people see. */
        String label();
    }

    /**
     * Walks the steps until one fails.
     *
     * @param progress is told each check as it ends, the skipped ones too
     * @return a check for every step, in order
     */
    List<ConnectionTest.Check> run(Consumer<ConnectionTest.Check> progress);
}

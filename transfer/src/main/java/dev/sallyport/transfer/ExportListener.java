package dev.sallyport.transfer;

import java.util.OptionalLong;

/** Is told how an export comes along, in the thread that runs it. */
public interface ExportListener {
    /** Something that whoever started it should know, as a sentence. */
    void remark(String text);

    /**
     * Rows have been written.
     *
     * @param rows of the run so far
     * @param total how many it will be, if that is known; those that a condition leaves out here are among them
     */
    void progress(long rows, OptionalLong total);
}

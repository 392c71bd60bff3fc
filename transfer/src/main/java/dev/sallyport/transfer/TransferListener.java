package dev.sallyport.transfer;

import java.util.OptionalLong;

/** Is told how an export or a load comes along, in the thread that runs it. */
public interface TransferListener {
    /** Something that whoever started it should know, as a sentence. */
    void remark(String text);

    /**
     * Rows have been written: by an export into files, by a load into the table or the error file.
     *
     * @param rows so far, of an export those of the run
     * @param total how many it will be, if that is known; those that an export's condition leaves out here are among them
     */
    void progress(long rows, OptionalLong total);
}

package dev.sallyport.org.bulk;

/**
 * How much of a job or batch is done.
 *
 * @param processed records, the failed ones among them
 * @param failed records that were refused
 * @param milliseconds spent on it, by the org's clock
 * @param retries how often it was begun anew
 * @param succeededBytes length of the file of successful results when the counts were true
 * @param failedBytes length of the file of failed results then
 */
public record Progress(
        long processed, long failed, long milliseconds, int retries, long succeededBytes, long failedBytes) {
    public static final Progress NONE = new Progress(0, 0, 0, 0, 0, 0);

    /** The counts of something that leaves no files of results behind that it could go on with. */
    public static Progress of(long processed, long failed, long milliseconds) {
        return new Progress(processed, failed, milliseconds, 0, 0, 0);
    }
}

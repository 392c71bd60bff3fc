package dev.sallyport.bench;

/** The rows that one way has read: how many, and a sum over their ids that tells whether they are the same rows. */
final class Tally {
    private long rows;
    private long idSum;

    /** Takes a row in, in any order. */
    void add(String id) {
        rows++;
        idSum += id.hashCode();
    }

    Rows rows() {
        return new Rows(rows, idSum);
    }

    /** Equal for the same rows, whatever their order. */
    record Rows(long count, long idSum) {}
}

package dev.sallyport.bench;

/**
 * What a run of the benchmark does.
 *
 * @param records about how many records the org is filled with
 * @param rowsPerPage rows in a page of a REST query, 200 to 2,000
 * @param rowsPerResult most rows in an answer with results of a Bulk API 2.0 job
 * @param starts how often a default org is started; the last start is the one that counts
 * @param passes how often everything is read each way after a first time that does not count
 */
record Settings(int records, int rowsPerPage, int rowsPerResult, int starts, int passes) {

    static Settings standard() {
        return new Settings(1_000_000, 2_000, 50_000, 10, 3);
    }

    static Settings quick() {
        return new Settings(5_000, 2_000, 50_000, 2, 1);
    }
}

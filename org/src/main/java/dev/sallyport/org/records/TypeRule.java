package dev.sallyport.org.records;

/** What Salesforce does of its own when records of one standard type are saved. */
interface TypeRule {
    /**
     * Completes what is to be stored, or refuses it.
     *
     * @throws RecordException if Salesforce would refuse it
     */
    default void beforeSave(Change change) {}

    /** Carries the change on to other records. */
    default void afterSave(Change change) {}
}

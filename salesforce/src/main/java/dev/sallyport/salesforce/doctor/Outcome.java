package dev.sallyport.salesforce.doctor;

/** How a check went. */
public enum Outcome {
    /** As it should be. */
    SOUND("sound"),
    /** It works, and yet something wants attention. */
    WARNING("warning"),
    /** It must be mended. */
    SICK("sick"),
    /** Not tried: what it needs is missing, or the call could teach nothing. */
    NOT_TRIED("not tried");

    private final String label;

    Outcome(String label) {
        this.label = label;
    }

    /** What people see. */
    public String label() {
        return label;
    }
}

package dev.sallyport.salesforce.doctor;

/**
 * What an examination has cost.
 *
 * @param total requests of any kind
 * @param metered those of them that count against the org's daily API calls
 */
public record Calls(int total, int metered) {
    @Override
    public String toString() {
        return (total == 1 ? "1 call, " : total + " calls, ") + metered + " of them metered";
    }
}

package dev.sallyport.org.data;

import java.util.Arrays;
import java.util.Optional;

/** The stages of an opportunity in a new org, with what each sets on the opportunities that reach it. */
public enum SalesStage {
    PROSPECTING("Prospecting", 10, "Pipeline"),
    QUALIFICATION("Qualification", 10, "Pipeline"),
    NEEDS_ANALYSIS("Needs Analysis", 20, "Pipeline"),
    VALUE_PROPOSITION("Value Proposition", 50, "Pipeline"),
    DECISION_MAKERS("Id. Decision Makers", 60, "Pipeline"),
    PERCEPTION_ANALYSIS("Perception Analysis", 70, "Best Case"),
    PROPOSAL("Proposal/Price Quote", 75, "Best Case"),
    NEGOTIATION("Negotiation/Review", 90, "Commit"),
    CLOSED_WON("Closed Won", 100, "Closed"),
    CLOSED_LOST("Closed Lost", 0, "Omitted");

    private final String label;
    private final int probability;
    private final String forecastCategoryName;

    SalesStage(String label, int probability, String forecastCategoryName) {
        this.label = label;
        this.probability = probability;
        this.forecastCategoryName = forecastCategoryName;
    }

    /** In percent. */
    public int probability() {
        return probability;
    }

    /** {@code Opportunity.ForecastCategoryName}. */
    public String forecastCategoryName() {
        return forecastCategoryName;
    }

    /** The stage of a {@code StageName}; empty for one that the org was not born with. */
    public static Optional<SalesStage> of(String label) {
        return Arrays.stream(values())
                .filter(stage -> stage.label.equals(label))
                .findFirst();
    }
}

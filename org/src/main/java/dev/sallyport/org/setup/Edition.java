package dev.sallyport.org.setup;

import java.util.Arrays;

/** The editions of Salesforce that an org can be, with what they decide. */
public enum Edition {
    PROFESSIONAL("Professional Edition", false, 1_000),
    ENTERPRISE("Enterprise Edition", true, 100_000),
    UNLIMITED("Unlimited Edition", true, 100_000),
    DEVELOPER("Developer Edition", true, 15_000);

    private final String organizationType;
    private final boolean apiIncluded;
    private final int dailyApiRequests;

    Edition(String organizationType, boolean apiIncluded, int dailyApiRequests) {
        this.organizationType = organizationType;
        this.apiIncluded = apiIncluded;
        this.dailyApiRequests = dailyApiRequests;
    }

    /**
     * Finds an edition by its {@code Organization.OrganizationType}.
     *
     * @throws IllegalArgumentException if the local org cannot be of that type
     */
    static Edition of(String organizationType) {
        return Arrays.stream(values())
                .filter(edition -> edition.organizationType.equals(organizationType))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("Unknown edition: " + organizationType));
    }

    /** {@code Organization.OrganizationType}. */
    public String organizationType() {
        return organizationType;
    }

    /** Whether the APIs come with the edition. */
    public boolean apiIncluded() {
        return apiIncluded;
    }

    /** How many API requests an org of the edition may make in 24 hours, before any are bought. */
    public int dailyApiRequests() {
        return dailyApiRequests;
    }

    /** How many API requests may be under way that have run for 20 seconds: 25, but 5 in Developer Edition. */
    public int concurrentLongRequests(boolean sandbox) {
        return this == DEVELOPER && !sandbox ? 5 : 25;
    }

    /** Whether the API Only User permission exists: from Enterprise Edition up, and in every sandbox. */
    public boolean hasApiOnlyUser(boolean sandbox) {
        return switch (this) {
            case ENTERPRISE, UNLIMITED -> true;
            case PROFESSIONAL, DEVELOPER -> sandbox;
        };
    }
}

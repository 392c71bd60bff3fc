package dev.sallyport.salesforce;

/** Where to click for what Salesforce does not refuse, and what is not right all the same. */
public enum SetupAdvice {
    /** The run-as user is no API Only User. */
    API_ONLY_USER("In Setup open Profiles, the run-as user's profile, Edit, and tick API Only User under Administrative"
            + " Permissions. A Developer Edition org that is not a sandbox does not have it."),
    /** It cannot be told from outside whether the run-as user is an API Only User. */
    LOOK_FOR_API_ONLY_USER("Look yourself: in Setup open Profiles, the run-as user's profile, Administrative"
            + " Permissions, API Only User."),
    /** Few API calls are left. */
    CALLS_LEFT("See Setup > System Overview for who uses them; they come back over the next 24 hours."),
    /** The run-as user sees no sObject. */
    READ_OBJECTS("In Setup open Profiles, the run-as user's profile, Object Settings, and give it Read on the objects"
            + " that are wanted.");

    private final String text;

    SetupAdvice(String text) {
        this.text = text;
    }

    /** What to do: a sentence or more. */
    public String text() {
        return text;
    }
}

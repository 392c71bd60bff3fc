package dev.sallyport.org.setup.pages;

/**
 * The look-up of the run-as user, which is a step of the policies' form: what was typed is looked for, or one of those who
 * were found is put into the field. Nothing is saved by it.
 */
final class PolicySteps {
    private static final String SEARCH = "lookUp";
    private static final String CHOOSE = "choose";

    private PolicySteps() {}

    static boolean isLookUp(Fields typed) {
        return isSearch(typed) || typed.isTicked(CHOOSE);
    }

    static boolean isSearch(Fields typed) {
        return typed.isTicked(SEARCH);
    }

    /** The form with the user in the field who was chosen, if one was. */
    static Fields chosen(Fields typed) {
        return typed.text(CHOOSE).map(user -> typed.with(AppForms.RUN_AS, user)).orElse(typed);
    }
}

package dev.sallyport.salesforce.doctor;

import org.jspecify.annotations.Nullable;

/**
 * What a check found.
 *
 * @param check what was examined
 * @param outcome how it went
 * @param ailment what is wrong; null if nothing is
 * @param found what was found: a sentence for a person to read, no secret in it
 * @param advice where to click, what to type; null if nothing is to be done
 * @param said Salesforce's own words; null if it said none
 */
public record Finding(
        Check check,
        Outcome outcome,
        @Nullable Ailment ailment,
        String found,
        @Nullable String advice,
        @Nullable String said) {
    static Finding sound(Check check, String found) {
        return new Finding(check, Outcome.SOUND, null, found, null, null);
    }

    static Finding notTried(Check check, String why) {
        return new Finding(check, Outcome.NOT_TRIED, null, "Not tried: " + why, null, null);
    }

    static Finding warning(Check check, Ailment ailment, String found, String advice) {
        return new Finding(check, Outcome.WARNING, ailment, found, advice, null);
    }

    static Finding sick(Check check, Ailment ailment, String found, String advice) {
        return new Finding(check, Outcome.SICK, ailment, found, advice, null);
    }

    /** How Salesforce's words, or its silence, lead elsewhere; null where they do not. */
    public @Nullable String misleading() {
        return ailment == null ? null : ailment.misleading();
    }

    /** The same with another advice. */
    Finding withAdvice(String other) {
        return new Finding(check, outcome, ailment, found, other, said);
    }
}

package dev.sallyport.salesforce.doctor;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an examination has come to.
 *
 * @param findings in the order of the checks, at least one for each that applies to the provider
 * @param calls what it has cost
 */
public record Diagnosis(List<Finding> findings, Calls calls) {
    public Diagnosis {
        findings = List.copyOf(findings);
    }

    /** Whether nothing must be mended; warnings may be there. */
    public boolean isSound() {
        return findings.stream().noneMatch(finding -> finding.outcome() == Outcome.SICK);
    }

    /**
     * What to mend, in the order in which it is to be mended: first what keeps the rest from working, last what works
     * and is unwise. The same thing to do is said once.
     */
    public List<Finding> fixes() {
        record Fix(@Nullable Ailment ailment, @Nullable String advice) {}

        Map<Fix, Finding> fixes = new LinkedHashMap<>();
        findings.stream()
                .filter(finding -> finding.outcome() == Outcome.SICK || finding.outcome() == Outcome.WARNING)
                .sorted(Comparator.comparing((Finding finding) -> finding.outcome() == Outcome.WARNING)
                        .thenComparing(Finding::check))
                .forEach(finding -> fixes.putIfAbsent(new Fix(finding.ailment(), finding.advice()), finding));
        return List.copyOf(fixes.values());
    }
}

package dev.sallyport.salesforce.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Where findings are noted as they are made. */
final class Chart {
    private final List<Finding> findings = new ArrayList<>();
    private final Consumer<Finding> progress;

    Chart(Consumer<Finding> progress) {
        this.progress = progress;
    }

    void add(Finding finding) {
        findings.add(finding);
        progress.accept(finding);
    }

    List<Finding> findings() {
        return findings;
    }
}

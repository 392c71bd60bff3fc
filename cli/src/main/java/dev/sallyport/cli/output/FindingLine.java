package dev.sallyport.cli.output;

import dev.sallyport.salesforce.doctor.Finding;
import dev.sallyport.salesforce.doctor.Outcome;

/** A finding of the doctor's: what was found on a line, and what Salesforce's words mean on the next. */
public final class FindingLine {
    private FindingLine() {}

    /** The line, with picocli's colour markup. */
    public static String of(Finding finding) {
        StringBuilder line = new StringBuilder()
                .append(mark(finding.outcome()))
                .append(' ')
                .append(String.format("%-14s", finding.check().label()))
                .append(' ')
                .append(finding.found());
        String misleading = finding.misleading();
        if (misleading != null) {
            String said = finding.said();
            line.append(System.lineSeparator())
                    .append("  Misleading: ")
                    .append(said == null ? "" : "Salesforce says \"" + said + "\". ")
                    .append(misleading);
        }
        return line.toString();
    }

    private static String mark(Outcome outcome) {
        Mark mark =
                switch (outcome) {
                    case SOUND -> Mark.WELL;
                    case WARNING -> Mark.WARNING;
                    case SICK -> Mark.WRONG;
                    case NOT_TRIED -> Mark.SKIPPED;
                };
        return mark.markup();
    }
}

package dev.sallyport.cli.output;

import dev.sallyport.salesforce.ConnectionTest.Check;
import dev.sallyport.salesforce.ConnectionTest.Outcome;

/** A check of Test Connection as a line, with its advice on the next. */
public final class CheckLine {
    private CheckLine() {}

    /** The line, with picocli's colour markup. */
    public static String of(Check check) {
        String line = mark(check.outcome())
                + " "
                + String.format("%-18s", check.step().label())
                + " "
                + check.detail();
        if (check.outcome() != Outcome.SKIPPED) {
            line += " @|faint (" + check.duration().toMillis() + " ms)|@";
        }
        String advice = check.advice();
        return advice == null ? line : line + System.lineSeparator() + "  " + advice;
    }

    private static String mark(Outcome outcome) {
        Mark mark =
                switch (outcome) {
                    case PASSED -> Mark.WELL;
                    case WARNING -> Mark.WARNING;
                    case FAILED -> Mark.WRONG;
                    case SKIPPED -> Mark.SKIPPED;
                };
        return mark.markup();
    }
}

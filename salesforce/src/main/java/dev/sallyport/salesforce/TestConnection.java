package dev.sallyport.salesforce;

import dev.sallyport.auth.SallyportException;
import dev.sallyport.salesforce.ConnectionTest.Check;
import dev.sallyport.salesforce.ConnectionTest.Outcome;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Test Connection of a data server, whatever it connects to. */
public interface TestConnection {
    /** Something that is tried. */
    interface Step {
        /** What people see. */
        String label();
    }

    /**
     * What a step found.
     *
     * @param outcome how it went
     * @param detail one sentence or phrase for a person to read, no secret in it
     * @param advice what to do about it; null if nothing is to be done
     */
    record Finding(Outcome outcome, String detail, @Nullable String advice) {
        /** It is as it should be. */
        public static Finding passed(String detail) {
            return new Finding(Outcome.PASSED, detail, null);
        }

        /** It works, and yet something wants attention. */
        public static Finding warning(String detail, String advice) {
            return new Finding(Outcome.WARNING, detail, advice);
        }

        /** The road ends here. */
        public static Finding failed(String detail, String advice) {
            return new Finding(Outcome.FAILED, detail, advice);
        }
    }

    /** Takes the steps of a test. */
    @FunctionalInterface
    interface Walk<S extends Step> {
        /**
         * Takes a step; those before it have been taken.
         *
         * @throws SallyportException if it fails, for what its message says
         */
        Finding take(S step);
    }

    /**
     * Walks the steps until one fails.
     *
     * @param progress is told each check as it ends, the skipped ones too
     * @return a check for every step, in order
     */
    List<Check> run(Consumer<Check> progress);

    /**
     * Takes steps one after the other, until one fails.
     *
     * @param steps in order
     * @param clock what durations are measured by
     * @param walk takes them
     * @param progress is told each check as it ends, the skipped ones too
     * @return a check for every step, in order
     */
    static <S extends Step> List<Check> walk(List<S> steps, Clock clock, Walk<S> walk, Consumer<Check> progress) {
        List<Check> checks = new ArrayList<>();
        boolean failed = false;
        for (S step : steps) {
            Check check = failed
                    ? new Check(step, Outcome.SKIPPED, "Not tried: an earlier step failed.", null, Duration.ZERO)
                    : timed(step, clock, walk);
            failed |= check.outcome() == Outcome.FAILED;
            checks.add(check);
            progress.accept(check);
        }
        return List.copyOf(checks);
    }

    private static <S extends Step> Check timed(S step, Clock clock, Walk<S> walk) {
        Instant start = clock.instant();
        Finding finding;
        try {
            finding = walk.take(step);
        } catch (SallyportException e) {
            finding = Finding.failed(e.getMessage(), e.advice());
        }
        return new Check(
                step, finding.outcome(), finding.detail(), finding.advice(), Duration.between(start, clock.instant()));
    }
}

package dev.sallyport.bench.token;

import dev.sallyport.bench.measure.Measure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Measures what a token costs. */
public final class TokenBenchmark {
    private static final int FORKS = 3;
    private static final int ITERATIONS = 5;
    private static final int CALLERS = 10_000;
    private static final int RUNS = 3;
    private static final Duration LATENCY = Duration.ofMillis(500);
    private static final String UNIT = "ns/op";

    private TokenBenchmark() {}

    /**
     * Measures everything.
     *
     * @param quick whether to show that it works, rather than to measure
     */
    public static void run(boolean quick, Consumer<Measure> measures) throws Exception {
        lookups(quick ? 1 : FORKS, quick ? 1 : ITERATIONS).forEach(measures);
        new TokenCalls(new Callers(quick ? CALLERS / 10 : CALLERS), quick ? 1 : RUNS, LATENCY)
                .measure()
                .forEach(measures);
    }

    private static List<Measure> lookups(int forks, int iterations) throws RunnerException {
        Collection<RunResult> results = new Runner(new OptionsBuilder()
                        .include(TokenLookup.class.getName())
                        .forks(forks)
                        .warmupIterations(iterations)
                        .warmupTime(TimeValue.seconds(1))
                        .measurementIterations(iterations)
                        .measurementTime(TimeValue.seconds(1))
                        .verbosity(VerboseMode.SILENT)
                        .build())
                .run();
        List<Double> withEnd = iterations(results, "sallyportWithEnd");
        double springs = Measure.middle(iterations(results, "springSecurity"));
        String other = "Spring Security's manager with a good token";
        String name = "look-up of a token with an end";
        return List.of(
                Measure.of(
                        "look-up of a token without an end",
                        UNIT,
                        iterations(results, "sallyportWithoutEnd"),
                        other,
                        springs),
                Measure.of(name, UNIT, withEnd, other, springs),
                Measure.of(name, UNIT, withEnd, "the time of day alone", Measure.middle(iterations(results, "clock"))));
    }

    /** What each iteration of each fork has seen of one benchmark method. */
    private static List<Double> iterations(Collection<RunResult> results, String method) {
        List<Double> scores = new ArrayList<>();
        for (RunResult result : results) {
            if (result.getPrimaryResult().getLabel().equals(method)) {
                result.getBenchmarkResults().forEach(fork -> {
                    for (IterationResult iteration : fork.getIterationResults()) {
                        scores.add(iteration.getPrimaryResult().getScore());
                    }
                });
            }
        }
        return scores;
    }
}

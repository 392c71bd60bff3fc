package dev.sallyport.bench.console;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Programs that all run the same statements, each beginning with another one than its neighbour. */
final class Programs implements AutoCloseable {
    private static final double NANOS = 1e9;

    private final List<Program> programs;
    private final ExecutorService threads;

    Programs(List<Program> programs) {
        this.programs = List.copyOf(programs);
        this.threads = Executors.newFixedThreadPool(programs.size());
    }

    /**
     * What was seen.
     *
     * @param outcomes of each program
     * @param seconds until the last was done
     */
    record Seen(List<Program.Outcome> outcomes, double seconds) {
        /** The time in milliseconds within which so much of all answers come. */
        double within(double part) {
            List<Double> times = outcomes.stream()
                    .flatMap(outcome -> outcome.times().stream())
                    .sorted()
                    .toList();
            return times.get(Math.max(0, (int) Math.ceil(part * times.size()) - 1));
        }

        long answers() {
            return outcomes.stream()
                    .mapToLong(outcome -> outcome.times().size())
                    .sum();
        }

        double answersPerSecond() {
            return answers() / seconds;
        }

        /** The rows that a program has got, which is as many as any other. */
        long rowsOfEach() {
            List<Long> rows =
                    outcomes.stream().map(Program.Outcome::rows).distinct().toList();
            if (rows.size() > 1) {
                throw new IllegalStateException("The same statements have brought " + rows + " rows");
            }
            return rows.get(0);
        }

        List<String> failures() {
            return outcomes.stream()
                    .flatMap(outcome -> outcome.failures().stream())
                    .toList();
        }

        /** What the programs waited for an answer on average, the quickest first. */
        List<Double> means() {
            return outcomes.stream()
                    .map(outcome -> outcome.times().stream()
                            .mapToDouble(time -> time)
                            .average()
                            .orElse(0))
                    .sorted()
                    .toList();
        }
    }

    int size() {
        return programs.size();
    }

    /** Has all of them run at once. */
    Seen atOnce(int rounds) throws InterruptedException, ExecutionException {
        long start = System.nanoTime();
        List<Future<Program.Outcome>> running = new ArrayList<>();
        for (int number = 0; number < programs.size(); number++) {
            int first = number;
            running.add(threads.submit(() -> programs.get(first).run(rounds, first)));
        }
        List<Program.Outcome> outcomes = new ArrayList<>();
        for (Future<Program.Outcome> program : running) {
            outcomes.add(program.get());
        }
        return new Seen(outcomes, (System.nanoTime() - start) / NANOS);
    }

    /** Has some of them run, one after the other. */
    Seen oneAfterTheOther(int some, int rounds) throws IOException, InterruptedException {
        long start = System.nanoTime();
        List<Program.Outcome> outcomes = new ArrayList<>();
        for (int number = 0; number < some; number++) {
            outcomes.add(programs.get(number).run(rounds, number));
        }
        return new Seen(outcomes, (System.nanoTime() - start) / NANOS);
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}

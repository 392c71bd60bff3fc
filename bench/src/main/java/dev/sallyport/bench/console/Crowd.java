package dev.sallyport.bench.console;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** People who all ask for the same page, each as soon as it has come again. */
final class Crowd implements AutoCloseable {
    private static final double NANOS = 1e9;
    private static final double MILLIS = 1e6;
    private static final double MOST = 0.95;

    private final List<Visitor> people;
    private final ExecutorService threads;

    Crowd(List<Visitor> people) {
        this.people = List.copyOf(people);
        this.threads = Executors.newFixedThreadPool(people.size());
    }

    int size() {
        return people.size();
    }

    /**
     * The time in milliseconds within which 95 of 100 answers come.
     *
     * @param visits how often each of them asks
     */
    double p95(String path, int visits) throws InterruptedException, ExecutionException {
        List<Double> all = ask(path, visits);
        all.sort(null);
        return all.get((int) Math.ceil(all.size() * MOST) - 1);
    }

    /**
     * How many answers a second come.
     *
     * @param visits how often each of them asks
     */
    double answersPerSecond(String path, int visits) throws InterruptedException, ExecutionException {
        long start = System.nanoTime();
        int answers = ask(path, visits).size();
        return answers * NANOS / (System.nanoTime() - start);
    }

    private List<Double> ask(String path, int visits) throws InterruptedException, ExecutionException {
        List<Future<List<Double>>> asking = new ArrayList<>();
        for (Visitor person : people) {
            asking.add(threads.submit(() -> {
                List<Double> times = new ArrayList<>();
                for (int visit = 0; visit < visits; visit++) {
                    long start = System.nanoTime();
                    person.bytes(path, "gzip");
                    times.add((System.nanoTime() - start) / MILLIS);
                }
                return times;
            }));
        }
        List<Double> all = new ArrayList<>();
        for (Future<List<Double>> times : asking) {
            all.addAll(times.get());
        }
        return all;
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}

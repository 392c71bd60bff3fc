package dev.sallyport.bench.token;

import dev.sallyport.auth.Secret;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/** Many threads that do one thing at the same moment. */
final class Callers {
    private static final long STACK_BYTES = 256 * 1024;

    private final int count;

    Callers(int count) {
        this.count = count;
    }

    int count() {
        return count;
    }

    /**
     * Lets all callers wait for each other, then go at once.
     *
     * @return the different tokens that they got
     * @throws IllegalStateException if one of them fails
     */
    Set<Secret> together(Supplier<Secret> call) throws InterruptedException {
        CountDownLatch ready = new CountDownLatch(count);
        CountDownLatch go = new CountDownLatch(1);
        Set<Secret> tokens = ConcurrentHashMap.newKeySet();
        AtomicReference<Throwable> failure = new AtomicReference<>();
        Runnable caller = () -> {
            ready.countDown();
            try {
                go.await();
                tokens.add(call.get());
            } catch (InterruptedException | RuntimeException e) {
                failure.compareAndSet(null, e);
            }
        };
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Thread thread = new Thread(null, caller, "caller-" + i, STACK_BYTES);
            thread.start();
            threads.add(thread);
        }
        ready.await();
        go.countDown();
        for (Thread thread : threads) {
            thread.join();
        }
        if (failure.get() != null) {
            throw new IllegalStateException("A caller failed.", failure.get());
        }
        return tokens;
    }
}

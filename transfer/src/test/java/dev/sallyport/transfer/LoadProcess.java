package dev.sallyport.transfer;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A load in a process of its own, for tests to kill. */
final class LoadProcess {
    private LoadProcess() {}

    public static void main(String[] arguments) throws IOException, SQLException {
        try (ChildsWork work = new ChildsWork(LoadProcess::shortWait)) {
            Path file = Path.of(work.line());
            Path folder = Path.of(work.line());
            KilledLoadTest.Way way = KilledLoadTest.Way.valueOf(work.line());
            new Loader(work.client(), work.tables(), work).run(way.load(work.instance(), file), folder);
        }
    }

    /** So short that a job is looked at while it runs. */
    private static CompletableFuture<?> shortWait(Duration planned) {
        return CompletableFuture.runAsync(
                () -> {}, CompletableFuture.delayedExecutor(planned.toMillis() / 100, TimeUnit.MILLISECONDS));
    }
}

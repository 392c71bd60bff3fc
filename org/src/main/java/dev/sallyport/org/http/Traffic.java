package dev.sallyport.org.http;

import io.javalin.http.Context;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.ee10.servlet.HttpOutput;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;

/** Sees every request come and go: counts them, holds them up by the latency, and spoils those that a test picked. */
public final class Traffic {

    private record Planned(ApiKind kind, Fault fault) {}

    private final Map<ApiKind, Count> counts = new EnumMap<>(ApiKind.class);
    private final Deque<Planned> planned = new ArrayDeque<>();
    private volatile Duration latency;

    public Traffic(Duration latency) {
        this.latency = latency;
    }

    /** How long each request waits before it is handled. */
    public void setLatency(Duration latency) {
        this.latency = latency;
    }

    /** Spoils the next request of a kind that no earlier plan spoils; plans for the same kind queue up. */
    public synchronized void plan(ApiKind kind, Fault fault) {
        planned.add(new Planned(kind, fault));
    }

    public synchronized Count count(ApiKind kind) {
        return counts.getOrDefault(kind, Count.NOTHING);
    }

    /** Forgets the counts; plans and latency stay. */
    public synchronized void resetCounts() {
        counts.clear();
    }

    /** Called before a request is handled. */
    void arrived(Context context) throws InterruptedException {
        if (!latency.isZero()) {
            Thread.sleep(latency.toMillis());
        }
        Optional<Fault> fault = takeFault(ApiKind.of(context.path()));
        if (fault.isEmpty()) {
            return;
        }
        if (fault.get() instanceof Fault.Refusal refusal) {
            throw new ApiException(refusal.error());
        }
        jettyRequest(context)
                .getConnectionMetaData()
                .getConnection()
                .getEndPoint()
                .close();
        context.skipRemainingHandlers();
    }

    /** Called when a request has been answered. */
    void answered(Context context) throws IOException {
        Count one = new Count(1, bytesSent(context));
        synchronized (this) {
            counts.merge(ApiKind.of(context.path()), one, Count::plus);
        }
    }

    private synchronized Optional<Fault> takeFault(ApiKind kind) {
        for (Planned plan : planned) {
            if (plan.kind() == kind) {
                planned.remove(plan);
                return Optional.of(plan.fault());
            }
        }
        return Optional.empty();
    }

    /** Jetty counts them as they are written, whether it has sent them yet or not. */
    private static long bytesSent(Context context) throws IOException {
        return ((HttpOutput) context.res().getOutputStream()).getWritten();
    }

    private static ServletContextRequest jettyRequest(Context context) {
        return ServletContextRequest.getServletContextRequest(context.req());
    }
}

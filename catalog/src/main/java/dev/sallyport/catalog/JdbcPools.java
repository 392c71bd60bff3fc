package dev.sallyport.catalog;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/** A pool for each database among the data servers, as long as its settings stay what they are. */
final class JdbcPools implements AutoCloseable {
    private final Map<JdbcServer, JdbcPool> pools = new HashMap<>();
    private boolean closed;

    /** The pools that somebody uses, in the order of the servers that were asked for; none is closed before this is. */
    static final class Use implements AutoCloseable {
        private final List<JdbcPool> pools;
        private final AtomicBoolean left = new AtomicBoolean();

        private Use(List<JdbcPool> pools) {
            this.pools = pools;
            pools.forEach(JdbcPool::enter);
        }

        List<JdbcPool> pools() {
            return pools;
        }

        @Override
        public void close() {
            if (left.compareAndSet(false, true)) {
                pools.forEach(JdbcPool::leave);
            }
        }
    }

    /**
     * Uses pools; no connection is made yet.
     *
     * @param servers all databases that there are, as they are now: other pools end with their last user
     */
    synchronized Use use(List<JdbcServer> servers) {
        pools.entrySet().removeIf(entry -> {
            boolean outdated = !servers.contains(entry.getKey());
            if (outdated) {
                entry.getValue().retire();
            }
            return outdated;
        });
        Use use = new Use(servers.stream()
                .map(server -> pools.computeIfAbsent(server, JdbcPool::new))
                .toList());
        if (closed) {
            close();
        }
        return use;
    }

    /** Has each pool end with its last user. */
    @Override
    public synchronized void close() {
        closed = true;
        pools.values().forEach(JdbcPool::retire);
        pools.clear();
    }
}

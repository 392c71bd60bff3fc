package dev.sallyport.sql.federation;

import com.google.common.base.Suppliers;
import java.util.List;
import java.util.function.Supplier;

/**
 * A PostgreSQL database whose tables statements may name, under the server's own name: {@code Warehouse.orders}, or
 * {@code Warehouse.public.orders}.
 *
 * @param name what statements call it
 * @param connections where a statement takes one for each of its parts that reads here, and gives it back at the end; nothing is
 *     asked of them before
 * @param tables is asked when a statement first names the server; no two of them have names that differ by case alone
 */
public record ForeignServer(String name, ForeignConnections connections, Supplier<List<ForeignTable>> tables) {
    public ForeignServer {
        Supplier<List<ForeignTable>> once = tables;
        tables = Suppliers.memoize(once::get);
    }
}

package dev.sallyport.jdbc;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.sql.ConnectionEvent;
import javax.sql.ConnectionEventListener;
import javax.sql.PooledConnection;
import javax.sql.StatementEventListener;
import org.jspecify.annotations.Nullable;

/** A connection that a pool keeps: what its users close is a handle, and the pool is told (JDBC 4.3, chapter 11). */
final class OnePooledConnection implements PooledConnection {
    private final Connection physical;
    private final List<ConnectionEventListener> listeners = new CopyOnWriteArrayList<>();
    private @Nullable Handle lent;

    OnePooledConnection(Connection physical) {
        this.physical = physical;
    }

    /** Lends the connection; whoever had it before has it no more. */
    @Override
    public synchronized Connection getConnection() throws SQLException {
        if (lent != null) {
            lent.closed = true;
        }
        if (physical.isClosed()) {
            throw closed();
        }
        lent = new Handle();
        return (Connection) Proxy.newProxyInstance(
                Connection.class.getClassLoader(), new Class<?>[] {Connection.class}, lent::call);
    }

    @Override
    public void close() throws SQLException {
        physical.close();
    }

    @Override
    public void addConnectionEventListener(ConnectionEventListener listener) {
        listeners.add(listener);
    }

    @Override
    public void removeConnectionEventListener(ConnectionEventListener listener) {
        listeners.remove(listener);
    }

    /** {@inheritDoc} Statements are not pooled: there is nothing to tell. */
    @Override
    public void addStatementEventListener(StatementEventListener listener) {}

    @Override
    public void removeStatementEventListener(StatementEventListener listener) {}

    private static SQLException closed() {
        return new SQLNonTransientConnectionException("The connection is closed.", "08003");
    }

    private final class Handle {
        private volatile boolean closed;

        @Nullable
        Object call(Object proxy, Method method, @Nullable Object @Nullable [] arguments) throws Throwable {
            switch (method.getName()) {
                case "close" -> {
                    if (!closed) {
                        closed = true;
                        ConnectionEvent event = new ConnectionEvent(OnePooledConnection.this);
                        listeners.forEach(listener -> listener.connectionClosed(event));
                    }
                    return null;
                }
                case "isClosed" -> {
                    return closed || physical.isClosed();
                }
                case "equals" -> {
                    return arguments != null && proxy == arguments[0];
                }
                case "hashCode" -> {
                    return System.identityHashCode(proxy);
                }
                default -> {
                    if (closed && method.getDeclaringClass() != Object.class) {
                        throw closed();
                    }
                }
            }
            try {
                return method.invoke(physical, arguments);
            } catch (InvocationTargetException e) {
                if (e.getTargetException() instanceof SQLException failure && physical.isClosed()) {
                    ConnectionEvent event = new ConnectionEvent(OnePooledConnection.this, failure);
                    listeners.forEach(listener -> listener.connectionErrorOccurred(event));
                }
                throw e.getTargetException();
            }
        }
    }
}

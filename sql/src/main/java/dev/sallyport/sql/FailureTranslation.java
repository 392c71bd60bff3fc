package dev.sallyport.sql;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/**
 * Stands between a caller and the engine's JDBC objects so that whatever goes wrong beneath comes out as one
 * {@link SQLException} that says what is wrong and what to do, with its SQLState. (Without it, a failure while rows
 * stream would come out of {@code ResultSet.next()} as a bare runtime exception, and a misspelt column as a stack of
 * wrappers.)
 */
final class FailureTranslation {
    private final SqlFailures failures;
    private final Runnable afterClose;

    FailureTranslation(SObjects sObjects, Runnable afterClose) {
        this.failures = new SqlFailures(sObjects);
        this.afterClose = afterClose;
    }

    /** The same connection, seen through the translation. */
    Connection wrap(Connection connection) {
        return wrap(Connection.class, connection, null);
    }

    private <T> T wrap(Class<T> type, Object delegate, @Nullable Object parent) {
        Object proxy =
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, new Translating(delegate, parent));
        return type.cast(proxy);
    }

    private final class Translating implements InvocationHandler {
        private final Object delegate;
        private final @Nullable Object parent;

        Translating(Object delegate, @Nullable Object parent) {
            this.delegate = delegate;
            this.parent = parent;
        }

        @Override
        public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] arguments)
                throws SQLException {
            if (parent != null
                    && (method.getName().equals("getConnection")
                            || method.getName().equals("getStatement"))) {
                return parent;
            }
            try {
                Object result = method.invoke(delegate, arguments);
                if (method.getName().equals("unwrap")) {
                    return result;
                }
                if (delegate instanceof Connection && method.getName().equals("close")) {
                    afterClose.run();
                }
                return wrapResult(proxy, method.getReturnType(), result);
            } catch (InvocationTargetException e) {
                throw failures.translate(e.getTargetException(), statement(arguments));
            } catch (IllegalAccessException e) {
                throw new LinkageError("JDBC's interfaces are public", e);
            }
        }

        private static @Nullable String statement(@Nullable Object @Nullable [] arguments) {
            return arguments != null && arguments.length > 0 && arguments[0] instanceof String sql ? sql : null;
        }

        /** By what the method promises: Avatica's prepared statement is its own ParameterMetaData too. */
        private @Nullable Object wrapResult(Object proxy, Class<?> promised, @Nullable Object result) {
            if (!promised.isAssignableFrom(PreparedStatement.class) && !promised.isAssignableFrom(ResultSet.class)) {
                return result;
            }
            if (result instanceof PreparedStatement) {
                return wrap(PreparedStatement.class, result, proxy);
            }
            if (result instanceof Statement) {
                return wrap(Statement.class, result, proxy);
            }
            if (result instanceof ResultSet) {
                return wrap(ResultSet.class, result, proxy instanceof Statement ? proxy : null);
            }
            return result;
        }
    }
}

package dev.sallyport.sql.connection;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * One of JDBC's objects over the engine's: a call goes to the public method of the same name and parameters here, if the
 * subclass has one, and to the engine's object else. JDBC's interfaces have a hundred methods each, and most are the
 * engine's to answer.
 */
abstract class Overlay implements InvocationHandler {
    private final Object engine;
    private final Session session;
    private @Nullable Object face;

    /** Which methods a subclass has; the same for all its objects. */
    static final class Methods {
        private record Key(Class<?> overlay, Method method) {}

        private final Map<Key, Optional<Method>> found = new ConcurrentHashMap<>();

        Optional<Method> find(Class<?> overlay, Method method) {
            return found.computeIfAbsent(new Key(overlay, method), Methods::look);
        }

        private static Optional<Method> look(Key key) {
            try {
                Method own = key.overlay()
                        .getMethod(key.method().getName(), key.method().getParameterTypes());
                return own.getDeclaringClass() == Object.class ? Optional.empty() : Optional.of(own);
            } catch (NoSuchMethodException e) {
                return Optional.empty();
            }
        }
    }

    Overlay(Object engine, Session session) {
        this.engine = engine;
        this.session = session;
    }

    /** The object that callers see. */
    final <T> T as(Class<T> type) {
        if (face == null) {
            face = Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, this);
        }
        return type.cast(face);
    }

    final Session session() {
        return session;
    }

    /** How the engine is called: a statement's calls can be cancelled, others are only translated. */
    <T> T engine(SqlCall<T> call) throws SQLException {
        try {
            return call.call();
        } catch (SQLException | RuntimeException e) {
            throw session.failures().translate(e, null);
        }
    }

    @Override
    public final @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] arguments)
            throws SQLException {
        if (method.getDeclaringClass() == Object.class) {
            return ofObject(proxy, method, arguments);
        }
        Optional<Method> own = session.methods().find(getClass(), method);
        try {
            if (own.isPresent()) {
                return own.get().invoke(this, arguments);
            }
            if (!method.getDeclaringClass().isInstance(engine)) {
                throw SqlStates.notSupported("There is no " + method.getName() + " here.");
            }
            return method.invoke(engine, arguments);
        } catch (InvocationTargetException e) {
            if (own.isPresent() && e.getTargetException() instanceof SQLException told) {
                throw told;
            }
            throw session.failures().translate(e.getTargetException(), null);
        } catch (IllegalAccessException e) {
            throw new LinkageError("JDBC's interfaces and the methods over them are public", e);
        }
    }

    private Object ofObject(Object proxy, Method method, @Nullable Object @Nullable [] arguments) {
        return switch (method.getName()) {
            case "equals" -> arguments != null && proxy == arguments[0];
            case "hashCode" -> System.identityHashCode(proxy);
            default ->
                getClass().getSimpleName().replace("Overlay", "") + " of "
                        + session.options().url();
        };
    }

    /** {@link java.sql.Wrapper}: this object, or one of the engine's. */
    public Object unwrap(Class<?> type) throws SQLException {
        if (type.isInstance(face)) {
            return type.cast(face);
        }
        if (type.isInstance(engine)) {
            return type.cast(engine);
        }
        throw SqlStates.exception("This is no wrapper for " + type.getName() + ".", SqlStates.INVALID_ARGUMENT);
    }

    /** {@link java.sql.Wrapper}. */
    public boolean isWrapperFor(Class<?> type) {
        return type.isInstance(face) || type.isInstance(engine);
    }
}

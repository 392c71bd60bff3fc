package dev.sallyport.sql.write;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/** The engine's connection with statements that write: {@link StatementWrites} stands before each of them. */
public final class WritingConnection {
    private final Connection engine;
    private final WriteSession session;
    private final StatementWrites.Translation translation;

    private WritingConnection(Connection engine, WriteSession session, StatementWrites.Translation translation) {
        this.engine = engine;
        this.session = session;
        this.translation = translation;
    }

    /**
     * A connection over the engine's.
     *
     * @param session what its statements share
     * @param translation what the engine's failures mean
     */
    public static Connection over(Connection engine, WriteSession session, StatementWrites.Translation translation) {
        return proxy(Connection.class, new WritingConnection(engine, session, translation)::call);
    }

    private @Nullable Object call(Object proxy, Method method, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        if (method.getName().equals("createStatement")) {
            return writing(Statement.class, engine.createStatement(), false);
        }
        if (!method.getName().equals("prepareStatement") || arguments == null) {
            return invoke(engine, method, arguments);
        }
        boolean wantsKeys = arguments.length == 2 && StatementWrites.asksForKeys(arguments[1]);
        String sql = String.valueOf(StatementWrites.translated(arguments[0]));
        return writing(PreparedStatement.class, engine.prepareStatement(sql), wantsKeys);
    }

    private <T extends Statement> T writing(Class<T> type, Statement statement, boolean wantsKeys) {
        StatementWrites writes = new StatementWrites(session, statement, wantsKeys, translation);
        return proxy(type, (proxy, method, arguments) -> {
            try {
                return writes.call(method, arguments);
            } catch (InvocationTargetException e) {
                throw e.getTargetException();
            }
        });
    }

    private static @Nullable Object invoke(Object target, Method method, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getTargetException();
        }
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }
}

package dev.sallyport.sql.connection;

import dev.sallyport.sql.function.SalesforceFunction;
import java.sql.CallableStatement;
import java.sql.Date;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.util.Arrays;
import java.util.Calendar;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.calcite.sql.type.SqlTypeName;
import org.jspecify.annotations.Nullable;

/** {@code {call GetDeleted(?, ?, ?)}}: a table function as a procedure that answers its rows. */
final class CallOverlay extends StatementOverlay {
    private static final Pattern CALL = Pattern.compile(
            "\\s*\\{?\\s*call\\s+(?:(\\w+)\\s*\\.\\s*)?(\\w+)\\s*(?:\\(([\\s?,]*)\\))?\\s*\\}?\\s*;?\\s*",
            Pattern.CASE_INSENSITIVE);

    private final Statement engine;
    private final SalesforceFunction function;
    private final @Nullable Object[] values;

    private CallOverlay(Statement engine, SalesforceFunction function, ConnectionOverlay connection) {
        super(engine, connection);
        this.engine = engine;
        this.function = function;
        this.values = new @Nullable Object[function.parameters().size()];
    }

    /**
     * A call.
     *
     * @throws SQLException if it is not one, or of nothing that is here
     */
    static CallOverlay of(String sql, Statement engine, ConnectionOverlay connection) throws SQLException {
        Matcher call = CALL.matcher(sql);
        if (!call.matches()) {
            throw SqlStates.exception(
                    "This is no call. Write it like {call GetDeleted(?, ?, ?)}, with a question mark for each parameter.",
                    "42601");
        }
        SalesforceFunction function = named(call.group(2));
        String marks = call.group(3) == null ? "" : call.group(3);
        long given = marks.chars().filter(c -> c == '?').count();
        if (given != function.parameters().size()) {
            throw SqlStates.exception(
                    function.functionName() + " takes "
                            + function.parameters().stream()
                                    .map(SalesforceFunction.Column::name)
                                    .collect(Collectors.joining(", ", "(", ")"))
                            + ", and the call has " + given + " parameters.",
                    "42000");
        }
        return new CallOverlay(engine, function, connection);
    }

    private static SalesforceFunction named(String name) throws SQLException {
        return Stream.of(SalesforceFunction.values())
                .filter(candidate -> candidate.functionName().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> SqlStates.exception(
                        "There is no procedure " + name + ". There are: "
                                + Arrays.stream(SalesforceFunction.values())
                                        .map(SalesforceFunction::functionName)
                                        .collect(Collectors.joining(", ")),
                        "42883"));
    }

    @Override
    Statement face() {
        return as(CallableStatement.class);
    }

    /** {@link CallableStatement#executeQuery()}. */
    public ResultSet executeQuery() throws SQLException {
        String sql = sql();
        return query(sql, () -> engine.executeQuery(sql));
    }

    /** {@link CallableStatement#execute()}. */
    public boolean execute() throws SQLException {
        String sql = sql();
        return any(sql, () -> engine.execute(sql));
    }

    @Override
    String given(String text) throws SQLException {
        throw SqlStates.exception(
                "A call runs what it was prepared for. Run other SQL by createStatement().", SqlStates.WRONG_CALL);
    }

    /** Values stand in it as literals, written as SQL wants them. */
    private String sql() throws SQLException {
        StringBuilder sql = new StringBuilder("SELECT * FROM TABLE(")
                .append(function.functionName())
                .append('(');
        List<SalesforceFunction.Column> parameters = function.parameters();
        for (int i = 0; i < parameters.size(); i++) {
            Object value = values[i];
            if (value == null) {
                throw SqlStates.exception(
                        "The parameter " + parameters.get(i).name() + " has no value.", SqlStates.PARAMETER_MISSING);
            }
            sql.append(i == 0 ? "" : ", ").append(literal(parameters.get(i).type(), value));
        }
        return sql.append("))").toString();
    }

    private static String literal(SqlTypeName type, Object value) throws SQLException {
        return type == SqlTypeName.TIMESTAMP
                ? "TIMESTAMP '" + Temporals.text(Temporals.dateTime(value, null)) + "'"
                : "'" + Conversions.text(value).replace("'", "''") + "'";
    }

    private void bind(int index, @Nullable Object value) throws SQLException {
        requireOpen();
        if (index < 1 || index > values.length) {
            throw SqlStates.exception(
                    "There is no parameter " + index + ": the call has " + values.length + ".",
                    SqlStates.NO_SUCH_POSITION);
        }
        values[index - 1] = value;
    }

    private int position(String name) throws SQLException {
        List<SalesforceFunction.Column> parameters = function.parameters();
        for (int i = 0; i < parameters.size(); i++) {
            if (parameters.get(i).name().toLowerCase(Locale.ROOT).equals(name.toLowerCase(Locale.ROOT))) {
                return i + 1;
            }
        }
        throw SqlStates.exception(
                function.functionName() + " has no parameter " + name + ".", SqlStates.NO_SUCH_POSITION);
    }

    /** {@link CallableStatement#setString(int, String)}. */
    public void setString(int index, @Nullable String value) throws SQLException {
        bind(index, value);
    }

    /** {@link CallableStatement#setString(String, String)}. */
    public void setString(String name, @Nullable String value) throws SQLException {
        bind(position(name), value);
    }

    /** {@link CallableStatement#setTimestamp(int, Timestamp)}. */
    public void setTimestamp(int index, @Nullable Timestamp value) throws SQLException {
        bind(index, value);
    }

    /** {@link CallableStatement#setTimestamp(int, Timestamp, Calendar)}. */
    public void setTimestamp(int index, @Nullable Timestamp value, Calendar calendar) throws SQLException {
        bind(
                index,
                value == null
                        ? null
                        : Temporals.dateTime(value, calendar.getTimeZone().toZoneId()));
    }

    /** {@link CallableStatement#setTimestamp(String, Timestamp)}. */
    public void setTimestamp(String name, @Nullable Timestamp value) throws SQLException {
        bind(position(name), value);
    }

    /** {@link CallableStatement#setDate(int, Date)}. */
    public void setDate(int index, @Nullable Date value) throws SQLException {
        bind(index, value);
    }

    /** {@link CallableStatement#setObject(int, Object)}. */
    public void setObject(int index, @Nullable Object value) throws SQLException {
        bind(index, value);
    }

    /** {@link CallableStatement#setObject(int, Object, int)}. */
    public void setObject(int index, @Nullable Object value, int type) throws SQLException {
        bind(index, value);
    }

    /** {@link CallableStatement#setObject(String, Object)}. */
    public void setObject(String name, @Nullable Object value) throws SQLException {
        bind(position(name), value);
    }

    /** {@link CallableStatement#clearParameters}. */
    public void clearParameters() throws SQLException {
        requireOpen();
        Arrays.fill(values, null);
    }
}

package dev.sallyport.sql.connection;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.sql.Date;
import java.sql.JDBCType;
import java.sql.ParameterMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.SQLType;
import java.sql.Statement;
import java.sql.Time;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Calendar;
import org.apache.calcite.avatica.AvaticaStatement;
import org.jspecify.annotations.Nullable;

/**
 * A prepared statement. Whatever a parameter is given as becomes a value of the type that the statement wants there; a value
 * never becomes a part of the statement's text.
 */
final class PreparedStatementOverlay extends StatementOverlay {
    private static final long NANOS_A_MILLI = 1_000_000;

    private final PreparedStatement engine;
    private final String sql;

    PreparedStatementOverlay(PreparedStatement engine, String sql, ConnectionOverlay connection) {
        super(engine, connection);
        this.engine = engine;
        this.sql = sql;
    }

    @Override
    Statement face() {
        return as(PreparedStatement.class);
    }

    /** {@link PreparedStatement#executeQuery()}. */
    public ResultSet executeQuery() throws SQLException {
        return query(sql, engine::executeQuery);
    }

    /** {@link PreparedStatement#execute()}. */
    public boolean execute() throws SQLException {
        return any(sql, engine::execute);
    }

    /** {@link PreparedStatement#addBatch()}. */
    public void addBatch() throws SQLException {
        requireCount(sql);
        requireMayRun(sql);
        engine.addBatch();
        batched(sql);
    }

    /** {@link PreparedStatement#executeUpdate()}. */
    public int executeUpdate() throws SQLException {
        return Math.toIntExact(executeLargeUpdate());
    }

    /** {@link PreparedStatement#executeLargeUpdate()}. */
    public long executeLargeUpdate() throws SQLException {
        return update(sql, engine::executeLargeUpdate);
    }

    @Override
    StatementText.Kind kind(String text) throws SQLException {
        return engine(() ->
                        engine.unwrap(AvaticaStatement.class).getStatementType().canUpdate())
                ? StatementText.Kind.WRITES
                : StatementText.Kind.ANSWERS_ROWS;
    }

    @Override
    String given(String text) throws SQLException {
        throw SqlStates.exception(
                "A prepared statement runs the SQL that it was prepared with. Run other SQL by createStatement().",
                SqlStates.WRONG_CALL);
    }

    /** {@link PreparedStatement#getMetaData}: null for a statement that writes, of which the engine tells a count as a column. */
    public @Nullable ResultSetMetaData getMetaData() throws SQLException {
        if (kind(sql) == StatementText.Kind.WRITES) {
            return null;
        }
        ResultSetMetaData metaData = engine(engine::getMetaData);
        return metaData == null ? null : ColumnsOverlay.over(metaData, session());
    }

    /** {@link PreparedStatement#getParameterMetaData}. */
    public ParameterMetaData getParameterMetaData() throws SQLException {
        requireOpen();
        return new ParametersOverlay(engine.getParameterMetaData(), session()).as(ParameterMetaData.class);
    }

    private void bind(int index, @Nullable Object value, @Nullable Calendar calendar) throws SQLException {
        requireOpen();
        ZoneId zone = calendar == null ? null : calendar.getTimeZone().toZoneId();
        int type = parameterType(index);
        if (value == null) {
            engine.setNull(index, type);
            return;
        }
        switch (type) {
            // As numbers: the engine's own dates and times pass through this machine's time zone.
            case Types.TIMESTAMP ->
                engine.setLong(
                        index,
                        Temporals.dateTime(value, zone)
                                .toInstant(ZoneOffset.UTC)
                                .toEpochMilli());
            case Types.DATE ->
                engine.setInt(index, Math.toIntExact(Temporals.date(value, zone).toEpochDay()));
            case Types.TIME ->
                engine.setInt(index, Math.toIntExact(Temporals.time(value, zone).toNanoOfDay() / NANOS_A_MILLI));
            case Types.BOOLEAN, Types.BIT -> engine.setBoolean(index, Conversions.truth(value));
            case Types.TINYINT, Types.SMALLINT, Types.INTEGER -> bindInteger(index, Conversions.whole(value));
            case Types.BIGINT -> engine.setLong(index, Conversions.whole(value));
            case Types.DECIMAL, Types.NUMERIC -> engine.setBigDecimal(index, Conversions.decimal(value));
            case Types.DOUBLE, Types.FLOAT, Types.REAL ->
                engine.setDouble(index, Conversions.decimal(value).doubleValue());
            case Types.VARCHAR, Types.CHAR -> engine.setString(index, Conversions.text(value));
            default -> engine.setObject(index, value);
        }
    }

    /** Where the engine takes nothing but an {@code Integer}, as in FETCH, it gets one; what is longer can still be compared. */
    private void bindInteger(int index, long value) throws SQLException {
        if (value == (int) value) {
            engine.setInt(index, (int) value);
        } else {
            engine.setLong(index, value);
        }
    }

    private int parameterType(int index) throws SQLException {
        ParameterMetaData parameters = engine.getParameterMetaData();
        if (index < 1 || index > parameters.getParameterCount()) {
            throw SqlStates.exception(
                    "There is no parameter " + index + ": the statement has " + parameters.getParameterCount() + ".",
                    SqlStates.NO_SUCH_POSITION);
        }
        return parameters.getParameterType(index);
    }

    /** {@link PreparedStatement#setNull(int, int)}. */
    public void setNull(int index, int type) throws SQLException {
        bind(index, null, null);
    }

    /** {@link PreparedStatement#setNull(int, int, String)}. */
    public void setNull(int index, int type, String typeName) throws SQLException {
        bind(index, null, null);
    }

    /** {@link PreparedStatement#setBoolean}. */
    public void setBoolean(int index, boolean value) throws SQLException {
        bind(index, value, null);
    }

    /** {@link PreparedStatement#setByte}. */
    public void setByte(int index, byte value) throws SQLException {
        bind(index, value, null);
    }

    /** {@link PreparedStatement#setShort}. */
    public void setShort(int index, short value) throws SQLException {
        bind(index, value, null);
    }

    /** {@link PreparedStatement#setInt}. */
    public void setInt(int index, int value) throws SQLException {
        bind(index, value, null);
    }

    /** {@link PreparedStatement#setLong}. */
    public void setLong(int index, long value) throws SQLException {
        bind(index, value, null);
    }

    /** {@link PreparedStatement#setFloat}. */
    public void setFloat(int index, float value) throws SQLException {
        bind(index, value, null);
    }

    /** {@link PreparedStatement#setDouble}. */
    public void setDouble(int index, double value) throws SQLException {
        bind(index, value, null);
    }

    /** {@link PreparedStatement#setBigDecimal}. */
    public void setBigDecimal(int index, @Nullable BigDecimal value) throws SQLException {
        bind(index, value, null);
    }

    /** {@link PreparedStatement#setString}. */
    public void setString(int index, @Nullable String value) throws SQLException {
        bind(index, value, null);
    }

    /** {@link PreparedStatement#setNString}. */
    public void setNString(int index, @Nullable String value) throws SQLException {
        bind(index, value, null);
    }

    /** {@link PreparedStatement#setURL}. */
    public void setURL(int index, @Nullable URL value) throws SQLException {
        bind(index, value == null ? null : value.toString(), null);
    }

    /** {@link PreparedStatement#setDate(int, Date)}. */
    public void setDate(int index, @Nullable Date value) throws SQLException {
        bind(index, value, null);
    }

    /** {@link PreparedStatement#setDate(int, Date, Calendar)}. */
    public void setDate(int index, @Nullable Date value, @Nullable Calendar calendar) throws SQLException {
        bind(index, value, calendar);
    }

    /** {@link PreparedStatement#setTime(int, Time)}. */
    public void setTime(int index, @Nullable Time value) throws SQLException {
        bind(index, value, null);
    }

    /** {@link PreparedStatement#setTime(int, Time, Calendar)}. */
    public void setTime(int index, @Nullable Time value, @Nullable Calendar calendar) throws SQLException {
        bind(index, value, calendar);
    }

    /** {@link PreparedStatement#setTimestamp(int, Timestamp)}. */
    public void setTimestamp(int index, @Nullable Timestamp value) throws SQLException {
        bind(index, value, null);
    }

    /** {@link PreparedStatement#setTimestamp(int, Timestamp, Calendar)}. */
    public void setTimestamp(int index, @Nullable Timestamp value, @Nullable Calendar calendar) throws SQLException {
        bind(index, value, calendar);
    }

    /** {@link PreparedStatement#setObject(int, Object)}. */
    public void setObject(int index, @Nullable Object value) throws SQLException {
        bind(index, value, null);
    }

    /** {@link PreparedStatement#setObject(int, Object, int)}. */
    public void setObject(int index, @Nullable Object value, int type) throws SQLException {
        bind(index, as(value, type), null);
    }

    /** {@link PreparedStatement#setObject(int, Object, int, int)}: the scale is a decimal's. */
    public void setObject(int index, @Nullable Object value, int type, int scale) throws SQLException {
        Object converted = as(value, type);
        bind(index, converted instanceof BigDecimal d ? d.setScale(scale, RoundingMode.HALF_UP) : converted, null);
    }

    /** {@link PreparedStatement#setObject(int, Object, SQLType)}. */
    public void setObject(int index, @Nullable Object value, SQLType type) throws SQLException {
        setObject(index, value, type.getVendorTypeNumber());
    }

    /** {@link PreparedStatement#setObject(int, Object, SQLType, int)}. */
    public void setObject(int index, @Nullable Object value, SQLType type, int scale) throws SQLException {
        setObject(index, value, type.getVendorTypeNumber(), scale);
    }

    /** The value as the type that the caller says it is, on its way to the type that the statement wants. */
    private static @Nullable Object as(@Nullable Object value, int type) throws SQLException {
        if (value == null) {
            return null;
        }
        return switch (type) {
            case Types.BIT, Types.BOOLEAN -> Conversions.truth(value);
            case Types.TINYINT, Types.SMALLINT, Types.INTEGER, Types.BIGINT -> Conversions.whole(value);
            case Types.DECIMAL, Types.NUMERIC -> Conversions.decimal(value);
            case Types.DOUBLE, Types.FLOAT, Types.REAL ->
                Conversions.decimal(value).doubleValue();
            case Types.CHAR, Types.VARCHAR, Types.LONGVARCHAR, Types.NCHAR, Types.NVARCHAR, Types.LONGNVARCHAR ->
                Conversions.text(value);
            case Types.DATE -> Temporals.date(value, null);
            case Types.TIME, Types.TIME_WITH_TIMEZONE -> Temporals.time(value, null);
            case Types.TIMESTAMP, Types.TIMESTAMP_WITH_TIMEZONE -> Temporals.dateTime(value, null);
            case Types.OTHER, Types.JAVA_OBJECT, Types.NULL -> value;
            default ->
                throw SqlStates.exception(
                        "No parameter has the type " + name(type) + " here.", SqlStates.NOT_THAT_TYPE);
        };
    }

    private static String name(int type) {
        for (JDBCType candidate : JDBCType.values()) {
            if (candidate.getVendorTypeNumber() == type) {
                return candidate.getName();
            }
        }
        return String.valueOf(type);
    }

    /** {@link PreparedStatement#setCharacterStream(int, Reader)}: read to its end at once. */
    public void setCharacterStream(int index, @Nullable Reader reader) throws SQLException {
        bind(index, reader == null ? null : read(reader, Long.MAX_VALUE), null);
    }

    /** {@link PreparedStatement#setCharacterStream(int, Reader, int)}. */
    public void setCharacterStream(int index, @Nullable Reader reader, int length) throws SQLException {
        setCharacterStream(index, reader, (long) length);
    }

    /** {@link PreparedStatement#setCharacterStream(int, Reader, long)}. */
    public void setCharacterStream(int index, @Nullable Reader reader, long length) throws SQLException {
        bind(index, reader == null ? null : read(reader, length), null);
    }

    /** {@link PreparedStatement#setNCharacterStream(int, Reader)}. */
    public void setNCharacterStream(int index, @Nullable Reader reader) throws SQLException {
        setCharacterStream(index, reader);
    }

    /** {@link PreparedStatement#setClob(int, Reader)}. */
    public void setClob(int index, @Nullable Reader reader) throws SQLException {
        setCharacterStream(index, reader);
    }

    /** {@link PreparedStatement#setAsciiStream(int, InputStream)}. */
    public void setAsciiStream(int index, @Nullable InputStream stream) throws SQLException {
        try {
            bind(index, stream == null ? null : new String(stream.readAllBytes(), StandardCharsets.US_ASCII), null);
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private static String read(Reader reader, long length) throws SQLException {
        StringBuilder text = new StringBuilder();
        char[] buffer = new char[4096];
        try {
            while (text.length() < length) {
                int count = reader.read(buffer, 0, (int) Math.min(buffer.length, length - text.length()));
                if (count < 0) {
                    break;
                }
                text.append(buffer, 0, count);
            }
            return text.toString();
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private static SQLException unreadable(IOException e) {
        return SqlStates.exception("The stream of a parameter cannot be read: " + e.getMessage(), "HY000", e);
    }
}

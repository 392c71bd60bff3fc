package dev.sallyport.sql.connection;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringReader;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.sql.Array;
import java.sql.Date;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.sql.Time;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Calendar;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The engine's rows, read value by value. A class of its own and no {@link Overlay}, for it is called for each value of each
 * row.
 */
final class StreamedResultSet extends ForwardOnlyResultSet {
    private static final long NANOS_A_MILLI = 1_000_000;

    private final ResultSet engine;
    private final Session session;
    private final @Nullable StatementOverlay statement;
    private final ResultSetMetaData metaData;
    private final int[] types;
    private final Map<String, Integer> columns = new HashMap<>();
    private final long maxRows;
    private long row;
    private boolean afterLast;
    private boolean wasNull;
    private boolean closed;

    /** The rows of a statement, as many as it may answer; 0 for all. */
    StreamedResultSet(ResultSet engine, StatementOverlay statement, long maxRows) throws SQLException {
        this(engine, statement.session(), statement, maxRows);
    }

    /** Rows that no statement answers: metadata. */
    StreamedResultSet(ResultSet engine, Session session) throws SQLException {
        this(engine, session, null, 0);
    }

    private StreamedResultSet(ResultSet engine, Session session, @Nullable StatementOverlay statement, long maxRows)
            throws SQLException {
        this.engine = engine;
        this.session = session;
        this.statement = statement;
        this.maxRows = maxRows;
        ResultSetMetaData engineColumns = engine.getMetaData();
        metaData = ColumnsOverlay.over(engineColumns, session);
        types = new int[engineColumns.getColumnCount()];
        for (int column = 1; column <= types.length; column++) {
            types[column - 1] = engineColumns.getColumnType(column);
            columns.putIfAbsent(folded(engineColumns.getColumnLabel(column)), column);
        }
    }

    @Override
    public boolean next() throws SQLException {
        requireOpen();
        if (afterLast) {
            return false;
        }
        boolean more = (maxRows == 0 || row < maxRows) && advance();
        if (more) {
            row++;
        } else {
            afterLast = true;
        }
        return more;
    }

    private boolean advance() throws SQLException {
        return statement == null ? engine.next() : statement.engine(engine::next);
    }

    /** The value of a column: dates and times as {@code java.time} has them, all others as the engine does. */
    private @Nullable Object value(int column) throws SQLException {
        requireOpen();
        if (column < 1 || column > types.length) {
            throw SqlStates.exception(
                    "There is no column " + column + ": the rows have " + types.length + ".",
                    SqlStates.NO_SUCH_POSITION);
        }
        if (row == 0 || afterLast) {
            throw SqlStates.exception(
                    "There is no row here: next() has not been called or has returned false.", SqlStates.OBJECT_CLOSED);
        }
        Object value;
        try {
            value = switch (types[column - 1]) {
                // As numbers: the engine's own dates and times pass through this machine's time zone.
                case Types.TIMESTAMP, Types.DATE, Types.TIME -> temporal(column);
                default -> engine.getObject(column);
            };
        } catch (SQLException | RuntimeException e) {
            throw session.failures().translate(e, null);
        }
        wasNull = value == null;
        return value;
    }

    private @Nullable Object temporal(int column) throws SQLException {
        long number = engine.getLong(column);
        if (engine.wasNull()) {
            return null;
        }
        return switch (types[column - 1]) {
            case Types.TIMESTAMP -> LocalDateTime.ofInstant(Instant.ofEpochMilli(number), ZoneOffset.UTC);
            case Types.DATE -> LocalDate.ofEpochDay(number);
            default -> LocalTime.ofNanoOfDay(number * NANOS_A_MILLI);
        };
    }

    @Override
    public int findColumn(String label) throws SQLException {
        requireOpen();
        Integer column = columns.get(label);
        if (column == null) {
            column = columns.get(folded(label));
            if (column == null) {
                throw SqlStates.exception("The rows have no column " + label + ".", SqlStates.NO_SUCH_COLUMN);
            }
            columns.put(label, column);
        }
        return column;
    }

    private static String folded(String label) {
        return label.toLowerCase(Locale.ROOT);
    }

    @Override
    public boolean wasNull() {
        return wasNull;
    }

    @Override
    public @Nullable String getString(int column) throws SQLException {
        Object value = value(column);
        return value == null ? null : value instanceof String text ? text : Conversions.text(value);
    }

    @Override
    public @Nullable String getNString(int column) throws SQLException {
        return getString(column);
    }

    @Override
    public boolean getBoolean(int column) throws SQLException {
        Object value = value(column);
        return value != null && Conversions.truth(value);
    }

    @Override
    public byte getByte(int column) throws SQLException {
        return (byte) whole(column, Byte.MIN_VALUE, Byte.MAX_VALUE);
    }

    @Override
    public short getShort(int column) throws SQLException {
        return (short) whole(column, Short.MIN_VALUE, Short.MAX_VALUE);
    }

    @Override
    public int getInt(int column) throws SQLException {
        return (int) whole(column, Integer.MIN_VALUE, Integer.MAX_VALUE);
    }

    @Override
    public long getLong(int column) throws SQLException {
        return whole(column, Long.MIN_VALUE, Long.MAX_VALUE);
    }

    /** A fraction is cut off, as in every driver; what is too large is refused. */
    private long whole(int column, long min, long max) throws SQLException {
        Object value = value(column);
        if (value == null) {
            return 0;
        }
        long whole = value instanceof Integer || value instanceof Long
                ? ((Number) value).longValue()
                : Conversions.whole(Conversions.decimal(value).setScale(0, RoundingMode.DOWN));
        if (whole < min || whole > max) {
            throw SqlStates.exception(
                    "The value of column " + column + " does not fit between " + min + " and " + max + ".",
                    SqlStates.OUT_OF_RANGE);
        }
        return whole;
    }

    @Override
    public float getFloat(int column) throws SQLException {
        return (float) getDouble(column);
    }

    @Override
    public double getDouble(int column) throws SQLException {
        Object value = value(column);
        return value == null ? 0 : Conversions.decimal(value).doubleValue();
    }

    @Override
    public @Nullable BigDecimal getBigDecimal(int column) throws SQLException {
        Object value = value(column);
        return value == null ? null : Conversions.decimal(value);
    }

    @Override
    @Deprecated
    public @Nullable BigDecimal getBigDecimal(int column, int scale) throws SQLException {
        BigDecimal value = getBigDecimal(column);
        return value == null ? null : value.setScale(scale, RoundingMode.HALF_UP);
    }

    @Override
    public byte @Nullable [] getBytes(int column) throws SQLException {
        Object value = value(column);
        if (value == null || value instanceof byte[]) {
            return (byte[]) value;
        }
        return Conversions.text(value).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public @Nullable Date getDate(int column) throws SQLException {
        return getDate(column, null);
    }

    @Override
    public @Nullable Date getDate(int column, @Nullable Calendar calendar) throws SQLException {
        Object value = value(column);
        return value == null ? null : Temporals.sqlDate(Temporals.date(value, null), calendar);
    }

    @Override
    public @Nullable Time getTime(int column) throws SQLException {
        return getTime(column, null);
    }

    @Override
    public @Nullable Time getTime(int column, @Nullable Calendar calendar) throws SQLException {
        Object value = value(column);
        return value == null ? null : Temporals.sqlTime(Temporals.time(value, null), calendar);
    }

    @Override
    public @Nullable Timestamp getTimestamp(int column) throws SQLException {
        return getTimestamp(column, null);
    }

    @Override
    public @Nullable Timestamp getTimestamp(int column, @Nullable Calendar calendar) throws SQLException {
        Object value = value(column);
        return value == null ? null : Temporals.timestamp(Temporals.dateTime(value, null), calendar);
    }

    @Override
    public @Nullable Object getObject(int column) throws SQLException {
        Object value = value(column);
        if (value instanceof LocalDateTime dateTime) {
            return Temporals.timestamp(dateTime, null);
        }
        if (value instanceof LocalDate date) {
            return Temporals.sqlDate(date, null);
        }
        return value instanceof LocalTime time ? Temporals.sqlTime(time, null) : value;
    }

    @Override
    public @Nullable Object getObject(int column, @Nullable Map<String, Class<?>> map) throws SQLException {
        return getObject(column);
    }

    @Override
    public <T> @Nullable T getObject(int column, @Nullable Class<T> type) throws SQLException {
        if (type == null) {
            throw SqlStates.exception("The type to read a column as is null.", SqlStates.INVALID_ARGUMENT);
        }
        Object value = value(column);
        return value == null ? null : type.cast(converted(value, column, type));
    }

    private @Nullable Object converted(Object value, int column, Class<?> type) throws SQLException {
        if (type == String.class) {
            return Conversions.text(value);
        } else if (type == LocalDate.class) {
            return Temporals.date(value, null);
        } else if (type == LocalTime.class) {
            return Temporals.time(value, null);
        } else if (type == LocalDateTime.class) {
            return Temporals.dateTime(value, null);
        } else if (type == Instant.class) {
            return Temporals.dateTime(value, null).toInstant(ZoneOffset.UTC);
        } else if (type == OffsetDateTime.class) {
            return Temporals.dateTime(value, null).atOffset(ZoneOffset.UTC);
        } else if (type == ZonedDateTime.class) {
            return Temporals.dateTime(value, null).atZone(ZoneOffset.UTC);
        } else if (type == Timestamp.class || type == java.util.Date.class) {
            return getTimestamp(column);
        } else if (type == Date.class) {
            return getDate(column);
        } else if (type == Time.class) {
            return getTime(column);
        } else if (type == BigDecimal.class) {
            return Conversions.decimal(value);
        } else if (type == BigInteger.class) {
            return Conversions.decimal(value).toBigInteger();
        } else if (type == Boolean.class) {
            return Conversions.truth(value);
        } else if (type == Long.class) {
            return getLong(column);
        } else if (type == Integer.class) {
            return getInt(column);
        } else if (type == Short.class) {
            return getShort(column);
        } else if (type == Byte.class) {
            return getByte(column);
        } else if (type == Double.class) {
            return getDouble(column);
        } else if (type == Float.class) {
            return getFloat(column);
        } else if (type == byte[].class) {
            return getBytes(column);
        }
        Object plain = getObject(column);
        if (type.isInstance(plain)) {
            return plain;
        }
        throw SqlStates.exception(
                "Column " + column + " cannot be read as " + type.getName() + ".", SqlStates.NOT_THAT_TYPE);
    }

    @Override
    public @Nullable Array getArray(int column) throws SQLException {
        Object value = value(column);
        if (value == null || value instanceof Array) {
            return (Array) value;
        }
        throw SqlStates.exception("Column " + column + " is no array.", SqlStates.NOT_THAT_TYPE);
    }

    @Override
    public @Nullable Reader getCharacterStream(int column) throws SQLException {
        String text = getString(column);
        return text == null ? null : new StringReader(text);
    }

    @Override
    public @Nullable Reader getNCharacterStream(int column) throws SQLException {
        return getCharacterStream(column);
    }

    @Override
    public @Nullable InputStream getAsciiStream(int column) throws SQLException {
        String text = getString(column);
        return text == null ? null : new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public @Nullable InputStream getBinaryStream(int column) throws SQLException {
        byte[] bytes = getBytes(column);
        return bytes == null ? null : new ByteArrayInputStream(bytes);
    }

    @Override
    public ResultSetMetaData getMetaData() throws SQLException {
        requireOpen();
        return metaData;
    }

    @Override
    public @Nullable Statement getStatement() throws SQLException {
        requireOpen();
        return statement == null ? null : statement.face();
    }

    @Override
    public int getRow() throws SQLException {
        requireOpen();
        return afterLast ? 0 : (int) Math.min(Integer.MAX_VALUE, row);
    }

    @Override
    public boolean isBeforeFirst() throws SQLException {
        requireOpen();
        return row == 0 && !afterLast;
    }

    @Override
    public boolean isFirst() throws SQLException {
        requireOpen();
        return row == 1 && !afterLast;
    }

    @Override
    public boolean isAfterLast() throws SQLException {
        requireOpen();
        return row > 0 && afterLast;
    }

    @Override
    public int getType() throws SQLException {
        requireOpen();
        return TYPE_FORWARD_ONLY;
    }

    @Override
    public int getConcurrency() throws SQLException {
        requireOpen();
        return CONCUR_READ_ONLY;
    }

    @Override
    public int getHoldability() throws SQLException {
        requireOpen();
        return HOLD_CURSORS_OVER_COMMIT;
    }

    @Override
    public int getFetchDirection() throws SQLException {
        requireOpen();
        return FETCH_FORWARD;
    }

    @Override
    public void setFetchDirection(int direction) throws SQLException {
        requireOpen();
        if (direction != FETCH_FORWARD && direction != FETCH_UNKNOWN) {
            throw unsupported("setFetchDirection");
        }
    }

    @Override
    public int getFetchSize() throws SQLException {
        requireOpen();
        return engine.getFetchSize();
    }

    @Override
    public void setFetchSize(int rows) throws SQLException {
        requireOpen();
        engine.setFetchSize(rows);
    }

    @Override
    public boolean rowUpdated() {
        return false;
    }

    @Override
    public boolean rowInserted() {
        return false;
    }

    @Override
    public boolean rowDeleted() {
        return false;
    }

    @Override
    public @Nullable SQLWarning getWarnings() throws SQLException {
        requireOpen();
        return null;
    }

    @Override
    public void clearWarnings() throws SQLException {
        requireOpen();
    }

    @Override
    public void close() throws SQLException {
        if (closed) {
            return;
        }
        closed = true;
        try {
            engine.close();
        } catch (RuntimeException e) {
            throw session.failures().translate(e, null);
        } finally {
            if (statement != null) {
                statement.rowsClosed(this);
            }
        }
    }

    @Override
    public boolean isClosed() {
        return closed;
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        return type.isInstance(this) ? type.cast(this) : engine.unwrap(type);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) throws SQLException {
        return type.isInstance(this) || engine.isWrapperFor(type);
    }

    private void requireOpen() throws SQLException {
        if (closed) {
            throw SqlStates.exception("The result set is closed.", SqlStates.OBJECT_CLOSED);
        }
    }
}

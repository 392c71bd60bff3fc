package dev.sallyport.flight;

import dev.sallyport.flight.FlightException.Reason;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.BitVector;
import org.apache.arrow.vector.DateDayVector;
import org.apache.arrow.vector.DateMilliVector;
import org.apache.arrow.vector.Decimal256Vector;
import org.apache.arrow.vector.DecimalVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.Float4Vector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.LargeVarBinaryVector;
import org.apache.arrow.vector.LargeVarCharVector;
import org.apache.arrow.vector.SmallIntVector;
import org.apache.arrow.vector.TimeMicroVector;
import org.apache.arrow.vector.TimeMilliVector;
import org.apache.arrow.vector.TimeNanoVector;
import org.apache.arrow.vector.TimeSecVector;
import org.apache.arrow.vector.TimeStampVector;
import org.apache.arrow.vector.TinyIntVector;
import org.apache.arrow.vector.VarBinaryVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.complex.DenseUnionVector;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.jspecify.annotations.Nullable;

/**
 * Reads parameters that a client has bound. A value is taken in whatever type the client has for it; JDBC makes the type of
 * it that the statement wants.
 */
final class ArrowParameters {
    private ArrowParameters() {}

    /** The rows of a batch. */
    static List<@Nullable Object[]> rows(VectorSchemaRoot batch) {
        List<@Nullable Object[]> rows = new ArrayList<>();
        for (int row = 0; row < batch.getRowCount(); row++) {
            @Nullable
            Object[] values = new @Nullable Object[batch.getFieldVectors().size()];
            for (int column = 0; column < values.length; column++) {
                values[column] = value(batch.getVector(column), row);
            }
            rows.add(values);
        }
        return rows;
    }

    private static @Nullable Object value(FieldVector vector, int row) {
        if (vector.isNull(row)) {
            return null;
        }
        if (vector instanceof VarCharVector || vector instanceof LargeVarCharVector) {
            return vector.getObject(row).toString();
        } else if (vector instanceof TinyIntVector
                || vector instanceof SmallIntVector
                || vector instanceof IntVector
                || vector instanceof BigIntVector
                || vector instanceof BitVector
                || vector instanceof Float4Vector
                || vector instanceof Float8Vector
                || vector instanceof DecimalVector
                || vector instanceof Decimal256Vector
                || vector instanceof VarBinaryVector
                || vector instanceof LargeVarBinaryVector) {
            return vector.getObject(row);
        } else if (vector instanceof DateDayVector days) {
            return LocalDate.ofEpochDay(days.get(row));
        } else if (vector instanceof DateMilliVector days) {
            return Instant.ofEpochMilli(days.get(row)).atOffset(ZoneOffset.UTC).toLocalDate();
        } else if (vector instanceof TimeStampVector moments) {
            return moment(moments, row);
        } else if (vector instanceof DenseUnionVector union) {
            return value((FieldVector) union.getVectorByType(union.getTypeId(row)), union.getOffset(row));
        }
        return time(vector, row);
    }

    private static LocalTime time(FieldVector vector, int row) {
        if (vector instanceof TimeSecVector seconds) {
            return LocalTime.ofSecondOfDay(seconds.get(row));
        } else if (vector instanceof TimeMilliVector millis) {
            return LocalTime.ofNanoOfDay(millis.get(row) * 1_000_000L);
        } else if (vector instanceof TimeMicroVector micros) {
            return LocalTime.ofNanoOfDay(micros.get(row) * 1_000L);
        } else if (vector instanceof TimeNanoVector nanos) {
            return LocalTime.ofNanoOfDay(nanos.get(row));
        }
        throw new FlightException(
                Reason.INVALID,
                "A parameter has the Arrow type " + vector.getField().getType() + ", which no SQL value has here.",
                "Bind a truth value, number, decimal, text, date, time, timestamp or bytes.");
    }

    /** With a time zone or without one: Arrow counts from 1970 in UTC, whose wall clock SQL's timestamps are. */
    private static LocalDateTime moment(TimeStampVector moments, int row) {
        long value = moments.get(row);
        long each =
                switch (((ArrowType.Timestamp) moments.getField().getType()).getUnit()) {
                    case SECOND -> 1;
                    case MILLISECOND -> 1_000;
                    case MICROSECOND -> 1_000_000;
                    case NANOSECOND -> 1_000_000_000;
                };
        return LocalDateTime.ofEpochSecond(
                Math.floorDiv(value, each),
                (int) (Math.floorMod(value, each) * (1_000_000_000 / each)),
                ZoneOffset.UTC);
    }
}

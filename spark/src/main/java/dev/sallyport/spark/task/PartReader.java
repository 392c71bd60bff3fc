package dev.sallyport.spark.task;

import dev.sallyport.salesforce.QueryColumn;
import dev.sallyport.salesforce.QueryCursor;
import dev.sallyport.salesforce.RowOrder;
import dev.sallyport.salesforce.SalesforceClient;
import dev.sallyport.salesforce.SalesforceException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.Decimal;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.unsafe.types.UTF8String;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the rows of one part. Nothing is called before the first row is wanted. */
final class PartReader implements PartitionReader<InternalRow> {
    private static final Logger LOG = LoggerFactory.getLogger(PartReader.class);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSS");

    private final QueryPart part;
    private final DataType[] types;
    private final SalesforceClient client;
    private @Nullable QueryCursor rows;

    PartReader(QueryPart part, DataType[] types) {
        this.part = part;
        this.types = types;
        this.client = part.access().client();
    }

    @Override
    public boolean next() {
        return FailedInSparkException.telling(() -> {
            if (rows == null) {
                rows = open();
            }
            return rows.next();
        });
    }

    @Override
    public InternalRow get() {
        QueryCursor reading = rows;
        if (reading == null) {
            throw new IllegalStateException("There is no row: next() has not been called.");
        }
        @Nullable Object[] values = new @Nullable Object[types.length];
        for (int column = 0; column < types.length; column++) {
            values[column] = held(reading.value(column), types[column]);
        }
        return new GenericInternalRow(values);
    }

    @Override
    public void close() {
        client.close();
    }

    private QueryCursor open() {
        List<QueryColumn> columns =
                part.columns().stream().map(PartColumn::queryColumn).toList();
        return switch (part.way()) {
            case PAGES -> client.query(part.soql(), part.scope(), columns);
            case BULK -> {
                QueryCursor job = attempt(columns);
                yield job == null ? client.query(part.soql(), part.scope(), columns) : job;
            }
            case PAGES_OR_BULK -> {
                QueryCursor pages = client.query(part.soql(), part.scope(), columns);
                QueryCursor job = pages.totalSize() < part.bulkFrom() ? null : attempt(columns);
                if (job == null) {
                    yield pages;
                }
                pages.close();
                yield job;
            }
        };
    }

    /** The part by a bulk job that is done; null if the org does not let it go that way. */
    private @Nullable QueryCursor attempt(List<QueryColumn> columns) {
        QueryCursor job = null;
        try {
            job = client.bulkQuery(part.soql(), part.scope(), columns, RowOrder.ANY, 0);
            long unused = job.totalSize();
            return job;
        } catch (SalesforceException e) {
            if (job != null) {
                job.close();
            }
            if (e.reason() == SalesforceException.Reason.INTERRUPTED) {
                throw e;
            }
            LOG.info("A part is read by REST, for by Bulk API 2.0 it fails: {}", e.reason());
            return null;
        }
    }

    /** A value as Spark's rows hold it. */
    private static @Nullable Object held(@Nullable Object value, DataType type) {
        if (value instanceof String text) {
            return UTF8String.fromString(text);
        }
        if (value instanceof BigDecimal number && type instanceof DecimalType decimal) {
            return Decimal.apply(
                    number.setScale(decimal.scale(), RoundingMode.HALF_UP), decimal.precision(), decimal.scale());
        }
        if (value instanceof LocalDate date) {
            return Math.toIntExact(date.toEpochDay());
        }
        if (value instanceof Instant instant) {
            return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
        }
        if (value instanceof LocalTime time) {
            return UTF8String.fromString(TIME.format(time));
        }
        return value;
    }
}

package dev.sallyport.transfer.format;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.api.ReadSupport;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.LocalInputFile;
import org.apache.parquet.io.ParquetDecodingException;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DateLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DecimalLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.EnumLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.IntLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.JsonLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.StringLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimestampLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.UUIDLogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.jspecify.annotations.Nullable;

/** A file of Apache Parquet whose columns are flat. */
final class ParquetFile implements RowsReader {
    private static final long EPOCH_AS_JULIAN_DAY = 2_440_588;

    private final ParquetReader<Group> reader;

    private ParquetFile(ParquetReader<Group> reader) {
        this.reader = reader;
    }

    private static final class Builder extends ParquetReader.Builder<Group> {
        Builder(InputFile file) {
            super(file, new PlainParquetConfiguration());
        }

        @Override
        protected ReadSupport<Group> getReadSupport() {
            return new GroupReadSupport();
        }
    }

    static ParquetFile open(Path file) throws IOException {
        return new ParquetFile(new Builder(new LocalInputFile(file))
                .withCodecFactory(new PageCompression())
                .build());
    }

    static List<String> columns(Path file) throws IOException {
        ParquetReadOptions options = ParquetReadOptions.builder(new PlainParquetConfiguration())
                .withCodecFactory(new PageCompression())
                .build();
        try (ParquetFileReader footer = ParquetFileReader.open(new LocalInputFile(file), options)) {
            List<String> names = new ArrayList<>();
            for (Type column : footer.getFileMetaData().getSchema().getFields()) {
                if (!isRead(column)) {
                    throw new IOException("The column " + column.getName() + " is of a type that no field takes: "
                            + column.toString().strip());
                }
                names.add(column.getName());
            }
            return names;
        } catch (RuntimeException e) {
            throw unreadable(e);
        }
    }

    @Override
    public @Nullable List<@Nullable String> next() throws IOException {
        try {
            Group group = reader.read();
            if (group == null) {
                return null;
            }
            List<@Nullable String> row = new ArrayList<>();
            for (int field = 0; field < group.getType().getFieldCount(); field++) {
                row.add(group.getFieldRepetitionCount(field) == 0 ? null : text(group, field));
            }
            return row;
        } catch (RuntimeException e) {
            throw unreadable(e);
        }
    }

    /** Whether its values are such as a field may have. Bytes without a meaning are text in the files of older writers. */
    private static boolean isRead(Type column) {
        if (!column.isPrimitive() || column.isRepetition(Type.Repetition.REPEATED)) {
            return false;
        }
        LogicalTypeAnnotation meaning = column.getLogicalTypeAnnotation();
        return switch (column.asPrimitiveType().getPrimitiveTypeName()) {
            case INT32, INT64, INT96, BOOLEAN, DOUBLE, FLOAT -> true;
            case BINARY ->
                meaning == null
                        || meaning instanceof DecimalLogicalTypeAnnotation
                        || meaning instanceof StringLogicalTypeAnnotation
                        || meaning instanceof EnumLogicalTypeAnnotation
                        || meaning instanceof JsonLogicalTypeAnnotation;
            case FIXED_LEN_BYTE_ARRAY ->
                meaning instanceof DecimalLogicalTypeAnnotation || meaning instanceof UUIDLogicalTypeAnnotation;
        };
    }

    /** Apache's reader tells by all kinds of exceptions that bytes are not what they should be; one of them says but where. */
    private static IOException unreadable(RuntimeException e) {
        Throwable why = e;
        while (why instanceof ParquetDecodingException && why.getCause() != null) {
            why = why.getCause();
        }
        return new IOException(why.getMessage() == null ? "It is no Parquet" : why.getMessage(), e);
    }

    private static String text(Group group, int field) {
        Type type = group.getType().getType(field);
        PrimitiveTypeName primitive = type.asPrimitiveType().getPrimitiveTypeName();
        LogicalTypeAnnotation meaning = type.getLogicalTypeAnnotation();
        if (meaning instanceof DecimalLogicalTypeAnnotation decimal) {
            BigInteger digits =
                    switch (primitive) {
                        case INT32 -> BigInteger.valueOf(group.getInteger(field, 0));
                        case INT64 -> BigInteger.valueOf(group.getLong(field, 0));
                        case BOOLEAN, BINARY, FLOAT, DOUBLE, INT96, FIXED_LEN_BYTE_ARRAY ->
                            new BigInteger(group.getBinary(field, 0).getBytes());
                    };
            return PlainNumber.of(new BigDecimal(digits, decimal.getScale()));
        }
        if (meaning instanceof DateLogicalTypeAnnotation) {
            return LocalDate.ofEpochDay(group.getInteger(field, 0)).toString();
        }
        if (meaning instanceof TimestampLogicalTypeAnnotation timestamp) {
            Instant moment = Instant.EPOCH.plus(group.getLong(field, 0), unit(timestamp.getUnit()));
            return timestamp.isAdjustedToUTC()
                    ? moment.toString()
                    : LocalDateTime.ofInstant(moment, ZoneOffset.UTC).toString();
        }
        if (meaning instanceof TimeLogicalTypeAnnotation time) {
            long count = primitive == PrimitiveTypeName.INT32 ? group.getInteger(field, 0) : group.getLong(field, 0);
            return LocalTime.MIDNIGHT.plus(count, unit(time.getUnit())).toString();
        }
        boolean unsigned = meaning instanceof IntLogicalTypeAnnotation whole && !whole.isSigned();
        return switch (primitive) {
            case DOUBLE -> plain(group.getDouble(field, 0));
            case FLOAT -> plain(group.getFloat(field, 0));
            case INT32 -> {
                int value = group.getInteger(field, 0);
                yield unsigned ? Integer.toUnsignedString(value) : Integer.toString(value);
            }
            case INT64 -> {
                long value = group.getLong(field, 0);
                yield unsigned ? Long.toUnsignedString(value) : Long.toString(value);
            }
            case BOOLEAN -> Boolean.toString(group.getBoolean(field, 0));
            case BINARY -> utf8(type.getName(), group.getBinary(field, 0));
            case FIXED_LEN_BYTE_ARRAY -> uuid(group.getBinary(field, 0));
            case INT96 -> moment(group.getInt96(field, 0));
        };
    }

    /** What is not UTF-8 is refused, as in other files: it would be changed on its way. */
    private static String utf8(String column, Binary value) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(value.toByteBuffer())
                    .toString();
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException(
                    "The column " + column + " has bytes that are no text in UTF-8, and no field takes them", e);
        }
    }

    /** The nanoseconds of a day and its Julian number, in UTC as Spark writes it: nothing else has this type. */
    private static String moment(Binary value) {
        ByteBuffer bytes = value.toByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
        Duration time = Duration.ofNanos(bytes.getLong());
        return Instant.EPOCH
                .plus(bytes.getInt() - EPOCH_AS_JULIAN_DAY, ChronoUnit.DAYS)
                .plus(time)
                .toString();
    }

    private static String uuid(Binary value) {
        ByteBuffer bytes = value.toByteBuffer();
        return new UUID(bytes.getLong(), bytes.getLong()).toString();
    }

    private static String plain(Number number) {
        double value = number.doubleValue();
        return Double.isFinite(value) ? new BigDecimal(number.toString()).toPlainString() : number.toString();
    }

    private static ChronoUnit unit(TimeUnit unit) {
        return switch (unit) {
            case MILLIS -> ChronoUnit.MILLIS;
            case MICROS -> ChronoUnit.MICROS;
            case NANOS -> ChronoUnit.NANOS;
        };
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}

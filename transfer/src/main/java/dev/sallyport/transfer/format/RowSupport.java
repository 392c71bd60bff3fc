package dev.sallyport.transfer.format;

import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.MessageType;
import org.jspecify.annotations.Nullable;

/** Hands the row that a result set is at to Parquet's writer, value by value. */
final class RowSupport extends WriteSupport<ResultSet> {
    private final List<ParquetColumn> columns;
    private @Nullable RecordConsumer consumer;

    private RowSupport(List<ParquetColumn> columns) {
        this.columns = columns;
    }

    /** What goes wrong with a value, through a method that declares nothing. */
    static final class ValueFailure extends RuntimeException {
        private ValueFailure(Exception cause) {
            super(cause);
        }

        IOException unwrapped() throws SQLException {
            if (getCause() instanceof SQLException sql) {
                throw sql;
            }
            return getCause() instanceof IOException io ? io : new IOException(getCause());
        }
    }

    static final class Builder extends ParquetWriter.Builder<ResultSet, Builder> {
        private final List<ParquetColumn> columns;

        Builder(OutputFile file, List<ParquetColumn> columns) {
            super(file);
            this.columns = columns;
        }

        @Override
        protected Builder self() {
            return this;
        }

        /** Abstract, so that it has to be here; nobody calls it where there is no Hadoop. */
        @Override
        @SuppressWarnings("deprecation")
        protected WriteSupport<ResultSet> getWriteSupport(Configuration configuration) {
            return new RowSupport(columns);
        }

        @Override
        protected WriteSupport<ResultSet> getWriteSupport(ParquetConfiguration configuration) {
            return new RowSupport(columns);
        }
    }

    /** As {@link Builder#getWriteSupport(Configuration)}. */
    @Override
    @SuppressWarnings("deprecation")
    public WriteContext init(Configuration configuration) {
        return context();
    }

    @Override
    public WriteContext init(ParquetConfiguration configuration) {
        return context();
    }

    private WriteContext context() {
        MessageType schema =
                new MessageType("row", columns.stream().map(ParquetColumn::type).toList());
        return new WriteContext(schema, Map.of());
    }

    @Override
    public void prepareForWrite(RecordConsumer recordConsumer) {
        consumer = recordConsumer;
    }

    @Override
    public void write(ResultSet row) {
        RecordConsumer to = Objects.requireNonNull(consumer, "prepared before the first row");
        to.startMessage();
        try {
            for (int index = 0; index < columns.size(); index++) {
                columns.get(index).write(row, index, to);
            }
        } catch (SQLException | IOException e) {
            throw new ValueFailure(e);
        }
        to.endMessage();
    }
}

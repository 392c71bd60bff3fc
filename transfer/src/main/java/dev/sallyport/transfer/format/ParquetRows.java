package dev.sallyport.transfer.format;

import java.io.IOException;
import java.io.OutputStream;
import java.math.RoundingMode;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;

/**
 * Rows as Apache Parquet. Columns are gathered in groups of rows; a group is in memory until it is full, and then goes to
 * the target. The footer, without which nobody reads the file, is written when all rows are.
 */
final class ParquetRows implements RowsWriter {
    /** In bytes, before compression. Readers like large groups, and this is what an export holds in memory. */
    private static final long ROW_GROUP = 16L << 20;

    private final ParquetWriter<ResultSet> writer;

    private ParquetRows(ParquetWriter<ResultSet> writer) {
        this.writer = writer;
    }

    static ParquetRows open(OutputStream target, ResultSetMetaData columns, RoundingMode rounding)
            throws SQLException, IOException {
        List<String> names = ColumnNames.distinct(columns);
        List<ParquetColumn> written = new ArrayList<>();
        for (int column = 1; column <= names.size(); column++) {
            written.add(ParquetColumn.of(columns, column, names.get(column - 1), rounding));
        }
        return new ParquetRows(new RowSupport.Builder(new ParquetTarget(target), written)
                .withConf(new PlainParquetConfiguration())
                .withCodecFactory(new PageCompression())
                .withCompressionCodec(CompressionCodecName.GZIP)
                .withRowGroupSize(ROW_GROUP)
                .build());
    }

    @Override
    public void write(ResultSet row) throws SQLException, IOException {
        try {
            writer.write(row);
        } catch (RowSupport.ValueFailure e) {
            throw e.unwrapped();
        }
    }

    @Override
    public void finish() throws IOException {
        writer.close();
    }

    @Override
    public void close() {
        // To close the writer would be to write the footer.
    }
}

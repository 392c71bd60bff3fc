package dev.sallyport.spark.task;

import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Reads parts of queries. */
public final class PartReaderFactory implements PartitionReaderFactory {
    private static final long serialVersionUID = 1;

    private final DataType[] types;

    /**
     * Makes it.
     *
     * @param schema of the rows, which have the first columns of the query
     */
    public PartReaderFactory(StructType schema) {
        StructField[] fields = schema.fields();
        types = new DataType[fields.length];
        for (int i = 0; i < fields.length; i++) {
            types[i] = fields[i].dataType();
        }
    }

    @Override
    public PartitionReader<InternalRow> createReader(InputPartition partition) {
        return new PartReader((QueryPart) partition, types);
    }
}

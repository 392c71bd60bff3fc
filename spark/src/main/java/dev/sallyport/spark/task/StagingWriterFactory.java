package dev.sallyport.spark.task;

import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.write.DataWriter;
import org.apache.spark.sql.connector.write.DataWriterFactory;

/**
 * Makes writers that bring rows as near as can be without writing any.
 *
 * @param access by what they call the org
 * @param terms what will be done with the rows
 * @param shape of Spark's rows
 */
public record StagingWriterFactory(TaskAccess access, WriteTerms terms, RowShape shape) implements DataWriterFactory {
    private static final long serialVersionUID = 1;

    @Override
    public DataWriter<InternalRow> createWriter(int partition, long task) {
        return new StagingWriter(access, terms, shape);
    }
}

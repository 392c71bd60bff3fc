package dev.sallyport.spark;

import dev.sallyport.auth.AccessToken;
import dev.sallyport.auth.SallyportException;
import dev.sallyport.salesforce.FieldType;
import dev.sallyport.salesforce.QueryColumn;
import dev.sallyport.salesforce.QueryCursor;
import dev.sallyport.spark.task.FailedInSparkException;
import dev.sallyport.spark.task.PartColumn;
import dev.sallyport.spark.task.PartReaderFactory;
import dev.sallyport.spark.task.QueryPart.Way;
import dev.sallyport.sql.read.Api;
import dev.sallyport.sql.read.Obstacle;
import dev.sallyport.sql.soql.SoqlAggregateColumn;
import dev.sallyport.sql.soql.SoqlAggregateQuery;
import dev.sallyport.sql.soql.SoqlQuery;
import dev.sallyport.sql.soql.SoqlStatement;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.apache.spark.sql.connector.read.Batch;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;
import org.apache.spark.sql.connector.read.Statistics;
import org.apache.spark.sql.connector.read.SupportsReportStatistics;
import org.apache.spark.sql.connector.read.streaming.MicroBatchStream;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a query reads of an object: one SOQL statement, and how its rows are shared out among tasks. */
final class RecordScan implements SupportsReportStatistics, Batch {
    private static final Logger LOG = LoggerFactory.getLogger(RecordScan.class);

    /** From so many records on a table is shared out: fewer are five pages, for which two more calls do not pay. */
    private static final int FEWEST_OF_A_RANGE = 10_000;

    /** A job costs some fourteen calls whatever its size, and one for each set of its rows: so few jobs are cheap beside these. */
    private static final int FEWEST_OF_A_JOB = 250_000;

    private final ConnectedOrg org;
    private final SoqlStatement statement;
    private final StructType schema;
    private final ScanTerms terms;
    private @Nullable OptionalLong rows;

    RecordScan(ConnectedOrg org, SoqlStatement statement, StructType schema, ScanTerms terms) {
        this.org = org;
        this.statement = statement;
        this.schema = schema;
        this.terms = terms;
    }

    @Override
    public StructType readSchema() {
        return schema;
    }

    /** What explain() shows. */
    @Override
    public String description() {
        return "SOQL: " + QueryText.of(statement);
    }

    @Override
    public ColumnarSupportMode columnarSupportMode() {
        return ColumnarSupportMode.UNSUPPORTED;
    }

    @Override
    public Batch toBatch() {
        return this;
    }

    @Override
    public MicroBatchStream toMicroBatchStream(String checkpointLocation) {
        // Spark pushes nothing into streams, so that the statement is of records.
        return ChangeStream.of(org, (SoqlQuery) statement, schema, terms);
    }

    @Override
    public PartitionReaderFactory createReaderFactory() {
        return new PartReaderFactory(schema);
    }

    @Override
    public Statistics estimateStatistics() {
        OptionalLong estimated = FailedInSparkException.telling(this::rows);
        long width = Stream.of(schema.fields())
                .map(StructField::dataType)
                .mapToLong(DataType::defaultSize)
                .sum();
        return new Statistics() {
            @Override
            public OptionalLong sizeInBytes() {
                return estimated.isEmpty()
                        ? OptionalLong.empty()
                        : OptionalLong.of(Math.max(1, estimated.getAsLong()) * Math.max(1, width));
            }

            @Override
            public OptionalLong numRows() {
                return estimated;
            }
        };
    }

    /**
     * How many rows there are: as Salesforce has counted a whole table now and then, or counted now where there are
     * conditions; empty if it does not say. One call at the most, and none the second time.
     */
    synchronized OptionalLong rows() {
        if (rows == null) {
            rows = statement instanceof SoqlQuery query ? rows(query) : OptionalLong.of(1);
        }
        return rows;
    }

    private OptionalLong rows(SoqlQuery query) {
        if (query.limit() != null) {
            return OptionalLong.of(query.limit());
        }
        if (query.where().isEmpty()) {
            return org.records(query.sObject());
        }
        SoqlAggregateColumn count =
                new SoqlAggregateColumn(SoqlAggregateColumn.Function.COUNT, "Id", "n", FieldType.LONG);
        SoqlAggregateQuery counted = new SoqlAggregateQuery(
                query, List.of(count), SoqlAggregateQuery.Subtotals.NONE, List.of(), List.of(), List.of(), null);
        try (QueryCursor answer = org.client()
                .query(QueryText.of(counted), terms.scope(), List.of(new QueryColumn(count.path(), count.type())))) {
            return answer.next()
                    ? OptionalLong.of((Long) Objects.requireNonNull(answer.value(0)))
                    : OptionalLong.empty();
        } catch (SallyportException e) {
            // Whatever is wrong, the query itself tells better.
            LOG.info("Salesforce does not count the rows: {}", e.getMessage());
            return org.records(query.sObject());
        }
    }

    @Override
    public InputPartition[] planInputPartitions() {
        return FailedInSparkException.telling(this::parts);
    }

    private InputPartition[] parts() {
        if (!(statement instanceof SoqlQuery query) || query.limit() != null) {
            return parts(List.of(QueryText.of(statement)), Way.PAGES);
        }
        boolean bulk = Obstacle.toApi(Api.BULK, query).isEmpty();
        Api api = org.reads().api();
        Way way = Way.PAGES;
        int shares = 1;
        boolean many = api == Api.AUTO && rows().orElse(0) >= org.reads().bulkFetchThreshold();
        if (bulk && (api == Api.BULK || many)) {
            way = Way.BULK;
            shares = shares(FEWEST_OF_A_JOB);
        } else if (api == Api.RANGES) {
            shares = shares(1);
        } else if (api == Api.AUTO) {
            way = bulk ? Way.PAGES_OR_BULK : Way.PAGES;
            shares = shares(FEWEST_OF_A_RANGE);
        }
        if (shares == 1) {
            return parts(List.of(QueryText.of(query)), way);
        }
        return parts(
                org.client().idRanges(query.sObject(), shares).stream()
                        .map(range -> QueryText.ofPart(query, range))
                        .toList(),
                way);
    }

    /** How many tasks share the rows, if each is to have so many at least. */
    private int shares(int fewest) {
        long all = rows().orElse(0);
        return (int) Math.max(1, Math.min(terms.partitions(), (all + fewest - 1) / fewest));
    }

    private InputPartition[] parts(List<String> statements, Way way) {
        List<PartColumn> columns = statement.columns().stream()
                .map(column -> new PartColumn(column.path(), Fields.readAs(column.type())))
                .toList();
        // Here, so that whoever may not come in is told before a task is launched.
        AccessToken unused = org.token();
        return statements.stream()
                .map(soql -> new LaunchedPart(org, soql, terms.scope(), columns, way))
                .toArray(InputPartition[]::new);
    }

    /** Scans that answer the same are one to Spark, which then runs one of them. */
    @Override
    public boolean equals(Object other) {
        return other instanceof RecordScan that
                && org == that.org
                && terms.equals(that.terms)
                && statement.equals(that.statement)
                && schema.equals(that.schema);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(new Object[] {statement, schema});
    }

    @Override
    public String toString() {
        return description();
    }
}

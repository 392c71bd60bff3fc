package dev.sallyport.org.bulk;

import org.jdbi.v3.core.Jdbi;

/** The tables of jobs, batches and what of the daily limits is used, in a schema of their own. */
final class BulkTables {
    private BulkTables() {}

    static void create(Jdbi jdbi) {
        jdbi.useHandle(handle -> {
            handle.execute("CREATE SCHEMA IF NOT EXISTS BULK");
            handle.execute("""
                    CREATE TABLE IF NOT EXISTS BULK."Job" (
                        "Id" VARCHAR(18) PRIMARY KEY, "JobType" VARCHAR(20) NOT NULL, "Operation" VARCHAR(20) NOT NULL,
                        "Object" VARCHAR(80) NOT NULL, "ExternalIdField" VARCHAR(80), "AssignmentRuleId" VARCHAR(40),
                        "ApiVersion" INTEGER NOT NULL, "ContentType" VARCHAR(10) NOT NULL, "Serial" BOOLEAN NOT NULL,
                        "ColumnDelimiter" VARCHAR(10) NOT NULL, "LineEnding" VARCHAR(10) NOT NULL,
                        "Query" VARCHAR(200000), "ChunkSize" INTEGER, "StartRow" VARCHAR(18),
                        "CreatedById" VARCHAR(18) NOT NULL, "CreatedDate" TIMESTAMP(3) WITH TIME ZONE NOT NULL,
                        "SystemModstamp" TIMESTAMP(3) WITH TIME ZONE NOT NULL, "State" VARCHAR(20) NOT NULL,
                        "ErrorMessage" VARCHAR(200000), "Uploads" INTEGER NOT NULL,""" + PROGRESS + ")");
            handle.execute("""
                    CREATE TABLE IF NOT EXISTS BULK."Batch" (
                        "Id" VARCHAR(18) PRIMARY KEY, "JobId" VARCHAR(18) NOT NULL, "ContentType" VARCHAR(10) NOT NULL,
                        "State" VARCHAR(20) NOT NULL, "StateMessage" VARCHAR(200000),
                        "CreatedDate" TIMESTAMP(3) WITH TIME ZONE NOT NULL,
                        "SystemModstamp" TIMESTAMP(3) WITH TIME ZONE NOT NULL, "ResultId" VARCHAR(18),""" + PROGRESS + ")");
            handle.execute("ALTER TABLE BULK.\"Batch\" ADD COLUMN IF NOT EXISTS \"OriginalId\" VARCHAR(18)");
            handle.execute("CREATE INDEX IF NOT EXISTS BULK.\"Batch.JobId\" ON BULK.\"Batch\" (\"JobId\")");
            handle.execute("""
                    CREATE TABLE IF NOT EXISTS BULK."Usage" (
                        "Allowance" VARCHAR(20) NOT NULL, "At" TIMESTAMP(3) WITH TIME ZONE NOT NULL,
                        "Amount" BIGINT NOT NULL)""");
            handle.execute("CREATE INDEX IF NOT EXISTS BULK.\"Usage.At\" ON BULK.\"Usage\" (\"Allowance\", \"At\")");
        });
    }

    private static final String PROGRESS = """

            "Processed" BIGINT NOT NULL, "Failed" BIGINT NOT NULL, "Milliseconds" BIGINT NOT NULL,
            "Retries" INTEGER NOT NULL, "SucceededBytes" BIGINT NOT NULL, "FailedBytes" BIGINT NOT NULL""";
}

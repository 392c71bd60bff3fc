package dev.sallyport.spark;

import dev.sallyport.salesforce.SObjectDescribe;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.connector.catalog.CatalogV2Util;
import org.apache.spark.sql.connector.catalog.Column;
import org.apache.spark.sql.connector.catalog.SupportsRead;
import org.apache.spark.sql.connector.catalog.SupportsWrite;
import org.apache.spark.sql.connector.catalog.TableCapability;
import org.apache.spark.sql.connector.read.ScanBuilder;
import org.apache.spark.sql.connector.write.LogicalWriteInfo;
import org.apache.spark.sql.connector.write.WriteBuilder;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/** An sObject as a table. */
final class RecordTable implements SupportsRead, SupportsWrite {
    private final ConnectedOrg org;
    private final SObjectDescribe describe;
    private final OrgOptions options;

    RecordTable(ConnectedOrg org, SObjectDescribe describe, OrgOptions options) {
        this.org = org;
        this.describe = describe;
        this.options = options;
    }

    @Override
    public String name() {
        return describe.name();
    }

    StructType structType() {
        return Fields.schema(options.fields(describe));
    }

    @Override
    public Column[] columns() {
        return CatalogV2Util.structTypeToV2Columns(structType(), false);
    }

    @Override
    public Map<String, String> properties() {
        return Map.of("comment", describe.label(), "provider", SalesforceSource.NAME);
    }

    @Override
    public Set<TableCapability> capabilities() {
        return EnumSet.of(
                TableCapability.BATCH_READ,
                TableCapability.MICRO_BATCH_READ,
                TableCapability.BATCH_WRITE,
                TableCapability.ACCEPT_ANY_SCHEMA);
    }

    @Override
    public ScanBuilder newScanBuilder(CaseInsensitiveStringMap ofScan) {
        return new RecordScanBuilder(org, describe, options.overlaid(ofScan.asCaseSensitiveMap()));
    }

    @Override
    public WriteBuilder newWriteBuilder(LogicalWriteInfo info) {
        return new RecordWriteBuilder(
                org, describe, info, options.overlaid(info.options().asCaseSensitiveMap()));
    }

    @Override
    public String toString() {
        return name();
    }
}

package dev.sallyport.sql.connection;

import dev.sallyport.salesforce.FieldDescribe;
import dev.sallyport.salesforce.FieldType;
import dev.sallyport.salesforce.SObjectDescribe;
import dev.sallyport.sql.SObjects;
import java.sql.DatabaseMetaData;
import java.sql.Types;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Keys and indexes. Each record has an Id; a reference holds the Id of a record of one table or of several, and then stands
 * here as a key to each of them, under a name of its own. Only tables that are shown are named.
 */
final class KeyRows {
    private static final String ID = "Id";

    /** What Salesforce has an index on in every table (Salesforce, "Working with Very Large SOQL Queries"). */
    private static final Set<String> STANDARD_INDEXES = Set.of("Name", "CreatedDate", "SystemModstamp");

    private final SObjects sObjects;

    private record ForeignKey(String parent, String child, String field, boolean cascade) {
        String name() {
            return child + "_" + field + "_" + parent;
        }
    }

    KeyRows(SObjects sObjects) {
        this.sObjects = sObjects;
    }

    MetaDataRows primaryKeys(NamePattern table) {
        MetaDataRows rows =
                new MetaDataRows("TABLE_CAT", "TABLE_SCHEM", "TABLE_NAME", "COLUMN_NAME", "KEY_SEQ:short", "PK_NAME");
        for (String name : table.among(sObjects.names())) {
            rows.add(null, MetaDataOverlay.SCHEMA, name, ID, (short) 1, primaryKey(name));
        }
        return rows;
    }

    MetaDataRows importedKeys(@Nullable String table) {
        return foreignKeys(NamePattern.exactly(table).among(sObjects.names()).stream()
                .flatMap(name -> importedBy(name).stream())
                .sorted(Comparator.comparing(ForeignKey::parent).thenComparing(ForeignKey::name))
                .toList());
    }

    MetaDataRows exportedKeys(@Nullable String table) {
        return foreignKeys(NamePattern.exactly(table).among(sObjects.names()).stream()
                .flatMap(name -> exportedBy(name).stream())
                .sorted(Comparator.comparing(ForeignKey::child).thenComparing(ForeignKey::name))
                .toList());
    }

    MetaDataRows crossReference(@Nullable String parent, @Nullable String child) {
        if (child == null) {
            return exportedKeys(parent);
        }
        NamePattern wanted = NamePattern.exactly(parent);
        return foreignKeys(NamePattern.exactly(child).among(sObjects.names()).stream()
                .flatMap(name -> importedBy(name).stream())
                .filter(key -> wanted.matches(key.parent()))
                .sorted(Comparator.comparing(ForeignKey::name))
                .toList());
    }

    private List<ForeignKey> importedBy(String child) {
        return sObjects.describe(child).orElseThrow().fields().stream()
                .filter(field -> field.type() == FieldType.REFERENCE)
                .flatMap(field -> field.referenceTo().stream()
                        .flatMap(parent -> shown(parent).stream())
                        .map(parent -> new ForeignKey(parent, child, field.name(), field.cascadeDelete())))
                .toList();
    }

    private List<ForeignKey> exportedBy(String parent) {
        SObjectDescribe described = sObjects.describe(parent).orElseThrow();
        Set<String> seen = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        return described.childRelationships().stream()
                .filter(child -> seen.add(child.childSObject() + "." + child.field()))
                .flatMap(child -> shown(child.childSObject()).stream()
                        .map(name -> new ForeignKey(described.name(), name, child.field(), child.cascadeDelete())))
                .toList();
    }

    private Optional<String> shown(String name) {
        return NamePattern.exactly(name).among(sObjects.names()).stream().findFirst();
    }

    private MetaDataRows foreignKeys(List<ForeignKey> keys) {
        MetaDataRows rows = new MetaDataRows(
                "PKTABLE_CAT",
                "PKTABLE_SCHEM",
                "PKTABLE_NAME",
                "PKCOLUMN_NAME",
                "FKTABLE_CAT",
                "FKTABLE_SCHEM",
                "FKTABLE_NAME",
                "FKCOLUMN_NAME",
                "KEY_SEQ:short",
                "UPDATE_RULE:short",
                "DELETE_RULE:short",
                "FK_NAME",
                "PK_NAME",
                "DEFERRABILITY:short");
        for (ForeignKey key : keys) {
            rows.add(
                    null,
                    MetaDataOverlay.SCHEMA,
                    key.parent(),
                    ID,
                    null,
                    MetaDataOverlay.SCHEMA,
                    key.child(),
                    key.field(),
                    (short) 1,
                    (short) DatabaseMetaData.importedKeyNoAction,
                    (short)
                            (key.cascade()
                                    ? DatabaseMetaData.importedKeyCascade
                                    : DatabaseMetaData.importedKeyNoAction),
                    key.name(),
                    primaryKey(key.parent()),
                    (short) DatabaseMetaData.importedKeyNotDeferrable);
        }
        return rows;
    }

    MetaDataRows indexes(@Nullable String table, boolean uniqueOnly) {
        MetaDataRows rows = new MetaDataRows(
                "TABLE_CAT",
                "TABLE_SCHEM",
                "TABLE_NAME",
                "NON_UNIQUE:boolean",
                "INDEX_QUALIFIER",
                "INDEX_NAME",
                "TYPE:short",
                "ORDINAL_POSITION:short",
                "COLUMN_NAME",
                "ASC_OR_DESC",
                "CARDINALITY:int",
                "PAGES:int",
                "FILTER_CONDITION");
        for (String name : NamePattern.exactly(table).among(sObjects.names())) {
            List<FieldDescribe> indexed = sObjects.describe(name).orElseThrow().fields().stream()
                    .filter(KeyRows::isIndexed)
                    .filter(field -> !uniqueOnly || isUnique(field))
                    .sorted(Comparator.comparing((FieldDescribe field) -> !isUnique(field))
                            .thenComparing(field -> field.name().toLowerCase(Locale.ROOT)))
                    .toList();
            for (FieldDescribe field : indexed) {
                rows.add(
                        null,
                        MetaDataOverlay.SCHEMA,
                        name,
                        !isUnique(field),
                        null,
                        name + "_" + field.name(),
                        DatabaseMetaData.tableIndexOther,
                        (short) 1,
                        field.name(),
                        "A",
                        0,
                        0,
                        null);
            }
        }
        return rows;
    }

    private static boolean isUnique(FieldDescribe field) {
        return field.type() == FieldType.ID || field.unique();
    }

    private static boolean isIndexed(FieldDescribe field) {
        return isUnique(field)
                || field.externalId()
                || field.type() == FieldType.REFERENCE
                || STANDARD_INDEXES.contains(field.name());
    }

    MetaDataRows bestRowIdentifier(@Nullable String table) {
        MetaDataRows rows = versionColumnRows();
        if (!NamePattern.exactly(table).among(sObjects.names()).isEmpty()) {
            rows.add((short) DatabaseMetaData.bestRowSession, ID, Types.VARCHAR, "VARCHAR", 18, null, null, (short)
                    DatabaseMetaData.bestRowNotPseudo);
        }
        return rows;
    }

    /** What Salesforce changes with every change of a record. */
    MetaDataRows versionColumns(@Nullable String table) {
        MetaDataRows rows = versionColumnRows();
        for (String name : NamePattern.exactly(table).among(sObjects.names())) {
            sObjects.describe(name)
                    .orElseThrow()
                    .field("SystemModstamp")
                    .ifPresent(field -> rows.add(
                            null,
                            field.name(),
                            Types.TIMESTAMP,
                            "TIMESTAMP",
                            SqlTypes.size(Types.TIMESTAMP, 3),
                            null,
                            (short) 3,
                            (short) DatabaseMetaData.versionColumnNotPseudo));
        }
        return rows;
    }

    private static MetaDataRows versionColumnRows() {
        return new MetaDataRows(
                "SCOPE:short",
                "COLUMN_NAME",
                "DATA_TYPE:int",
                "TYPE_NAME",
                "COLUMN_SIZE:int",
                "BUFFER_LENGTH:int",
                "DECIMAL_DIGITS:short",
                "PSEUDO_COLUMN:short");
    }

    /** Salesforce has no name for it. By this one jOOQ's reader of JDBC metadata finds the key that a foreign key points to. */
    static String primaryKey(String table) {
        return "PK_" + table;
    }
}

package dev.sallyport.sql.connection;

import java.sql.Connection;
import java.sql.DatabaseMetaData;

/** What the driver and its SQL can do, whatever the tables are; what is not here is what the engine says of itself. */
abstract class CapabilityOverlay extends Overlay {
    private static final String DRIVER_NAME = "Sallyport JDBC driver";

    CapabilityOverlay(DatabaseMetaData engine, Session session) {
        super(engine, session);
    }

    /** {@link DatabaseMetaData#supportsStoredProcedures}. */
    public boolean supportsStoredProcedures() {
        return true;
    }

    /** {@link DatabaseMetaData#supportsNamedParameters}. */
    public boolean supportsNamedParameters() {
        return true;
    }

    /** {@link DatabaseMetaData#supportsStoredFunctionsUsingCallSyntax}: they answer rows, not a value. */
    public boolean supportsStoredFunctionsUsingCallSyntax() {
        return false;
    }

    /** {@link DatabaseMetaData#getDriverName}. */
    public String getDriverName() {
        return DRIVER_NAME;
    }

    /** {@link DatabaseMetaData#getDriverVersion}. */
    public String getDriverVersion() {
        return DriverVersion.MAJOR + "." + DriverVersion.MINOR;
    }

    /** {@link DatabaseMetaData#getDriverMajorVersion}. */
    public int getDriverMajorVersion() {
        return DriverVersion.MAJOR;
    }

    /** {@link DatabaseMetaData#getDriverMinorVersion}. */
    public int getDriverMinorVersion() {
        return DriverVersion.MINOR;
    }

    /** {@link DatabaseMetaData#getJDBCMajorVersion}. */
    public int getJDBCMajorVersion() {
        return 4;
    }

    /** {@link DatabaseMetaData#getJDBCMinorVersion}. */
    public int getJDBCMinorVersion() {
        return 3;
    }

    /** {@link DatabaseMetaData#getSearchStringEscape}. */
    public String getSearchStringEscape() {
        return NamePattern.ESCAPE;
    }

    /** {@link DatabaseMetaData#getCatalogSeparator}. */
    public String getCatalogSeparator() {
        return ".";
    }

    /** {@link DatabaseMetaData#isCatalogAtStart}. */
    public boolean isCatalogAtStart() {
        return true;
    }

    /** {@link DatabaseMetaData#getDefaultTransactionIsolation}. */
    public int getDefaultTransactionIsolation() {
        return Connection.TRANSACTION_NONE;
    }

    /** {@link DatabaseMetaData#supportsTransactionIsolationLevel}. */
    public boolean supportsTransactionIsolationLevel(int level) {
        return level == Connection.TRANSACTION_NONE;
    }

    /** {@link DatabaseMetaData#supportsDataManipulationTransactionsOnly}: there are no transactions at all. */
    public boolean supportsDataManipulationTransactionsOnly() {
        return false;
    }

    /** {@link DatabaseMetaData#dataDefinitionCausesTransactionCommit}: there is no data definition. */
    public boolean dataDefinitionCausesTransactionCommit() {
        return false;
    }

    /** {@link DatabaseMetaData#supportsOpenCursorsAcrossCommit}: a commit does nothing. */
    public boolean supportsOpenCursorsAcrossCommit() {
        return true;
    }

    /** {@link DatabaseMetaData#supportsOpenCursorsAcrossRollback}. */
    public boolean supportsOpenCursorsAcrossRollback() {
        return true;
    }

    /** {@link DatabaseMetaData#supportsOpenStatementsAcrossCommit}. */
    public boolean supportsOpenStatementsAcrossCommit() {
        return true;
    }

    /** {@link DatabaseMetaData#supportsOpenStatementsAcrossRollback}. */
    public boolean supportsOpenStatementsAcrossRollback() {
        return true;
    }

    /** {@link DatabaseMetaData#supportsGetGeneratedKeys}: the ids of new records. */
    public boolean supportsGetGeneratedKeys() {
        return true;
    }

    /** {@link DatabaseMetaData#generatedKeyAlwaysReturned}: for new records, if they were asked for. */
    public boolean generatedKeyAlwaysReturned() {
        return true;
    }

    /** {@link DatabaseMetaData#supportsBatchUpdates}. */
    public boolean supportsBatchUpdates() {
        return true;
    }

    /** {@link DatabaseMetaData#supportsANSI92FullSQL}: there is no data definition. */
    public boolean supportsANSI92FullSQL() {
        return false;
    }

    /** {@link DatabaseMetaData#supportsANSI92IntermediateSQL}. */
    public boolean supportsANSI92IntermediateSQL() {
        return false;
    }

    /** {@link DatabaseMetaData#supportsSubqueriesInQuantifieds}. */
    public boolean supportsSubqueriesInQuantifieds() {
        return true;
    }

    /** {@link DatabaseMetaData#supportsConvert()}: CAST does it. */
    public boolean supportsConvert() {
        return false;
    }

    /** {@link DatabaseMetaData#supportsSchemasInTableDefinitions}. */
    public boolean supportsSchemasInTableDefinitions() {
        return false;
    }

    /** {@link DatabaseMetaData#supportsSchemasInIndexDefinitions}. */
    public boolean supportsSchemasInIndexDefinitions() {
        return false;
    }

    /** {@link DatabaseMetaData#supportsSchemasInPrivilegeDefinitions}. */
    public boolean supportsSchemasInPrivilegeDefinitions() {
        return false;
    }

    /** {@link DatabaseMetaData#supportsCatalogsInProcedureCalls}. */
    public boolean supportsCatalogsInProcedureCalls() {
        return false;
    }

    /** {@link DatabaseMetaData#supportsCatalogsInTableDefinitions}. */
    public boolean supportsCatalogsInTableDefinitions() {
        return false;
    }

    /** {@link DatabaseMetaData#supportsCatalogsInIndexDefinitions}. */
    public boolean supportsCatalogsInIndexDefinitions() {
        return false;
    }

    /** {@link DatabaseMetaData#supportsCatalogsInPrivilegeDefinitions}. */
    public boolean supportsCatalogsInPrivilegeDefinitions() {
        return false;
    }
}

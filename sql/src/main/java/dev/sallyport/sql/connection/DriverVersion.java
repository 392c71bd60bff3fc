package dev.sallyport.sql.connection;

/** The version of the driver, as JDBC tells it. */
public final class DriverVersion {
    /** The number before the point. */
    public static final int MAJOR = 0;

    /** The number behind the point. */
    public static final int MINOR = 1;

    private DriverVersion() {}
}

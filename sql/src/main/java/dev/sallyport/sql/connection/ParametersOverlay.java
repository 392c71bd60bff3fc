package dev.sallyport.sql.connection;

import java.sql.ParameterMetaData;
import java.sql.SQLException;

/** What the parameters of a prepared statement are. */
final class ParametersOverlay extends Overlay {
    private final ParameterMetaData engine;

    ParametersOverlay(ParameterMetaData engine, Session session) {
        super(engine, session);
        this.engine = engine;
    }

    /** {@link ParameterMetaData#isNullable}. */
    public int isNullable(int parameter) {
        return ParameterMetaData.parameterNullable;
    }

    /** {@link ParameterMetaData#getParameterMode}. */
    public int getParameterMode(int parameter) {
        return ParameterMetaData.parameterModeIn;
    }

    /** {@link ParameterMetaData#getParameterClassName}. */
    public String getParameterClassName(int parameter) throws SQLException {
        return SqlTypes.className(engine(() -> engine.getParameterType(parameter)));
    }
}

package dev.sallyport.sql.plan;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.calcite.DataContext;
import org.apache.calcite.adapter.java.JavaTypeFactory;
import org.apache.calcite.config.CalciteConnectionConfig;
import org.apache.calcite.jdbc.CalcitePrepare;
import org.apache.calcite.jdbc.CalciteSchema;
import org.apache.calcite.jdbc.JavaTypeFactoryImpl;
import org.apache.calcite.tools.RelRunner;
import org.jspecify.annotations.Nullable;

/**
 * A connection's context in which texts have all of Unicode. Calcite's own types have Latin-1, and it refuses
 * {@code Name = '日本'}; its one setting for that is a property of the whole JVM, which is not ours to set. Its plans are compiled by {@link PlanCompiler}.
 */
final class PlanContext implements CalcitePrepare.Context {
    private static final JavaTypeFactory TYPES = new JavaTypeFactoryImpl(SalesforceTypeSystem.INSTANCE) {
        @Override
        public Charset getDefaultCharset() {
            return StandardCharsets.UTF_8;
        }
    };

    private final CalcitePrepare.Context context;
    private final PlanCompiler compiler;

    PlanContext(CalcitePrepare.Context context, PlanCompiler compiler) {
        this.context = context;
        this.compiler = compiler;
    }

    @Override
    public JavaTypeFactory getTypeFactory() {
        return TYPES;
    }

    @Override
    public CalciteSchema getRootSchema() {
        return context.getRootSchema();
    }

    @Override
    public CalciteSchema getMutableRootSchema() {
        return context.getMutableRootSchema();
    }

    @Override
    public List<String> getDefaultSchemaPath() {
        return context.getDefaultSchemaPath();
    }

    @Override
    public CalciteConnectionConfig config() {
        return context.config();
    }

    @Override
    public CalcitePrepare.SparkHandler spark() {
        return compiler;
    }

    @Override
    public DataContext getDataContext() {
        return context.getDataContext();
    }

    @Override
    public @Nullable List<String> getObjectPath() {
        return context.getObjectPath();
    }

    @Override
    public RelRunner getRelRunner() {
        return context.getRelRunner();
    }
}

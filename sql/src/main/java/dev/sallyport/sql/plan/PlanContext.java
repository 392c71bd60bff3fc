package dev.sallyport.sql.plan;

import java.util.List;
import org.apache.calcite.DataContext;
import org.apache.calcite.adapter.java.JavaTypeFactory;
import org.apache.calcite.config.CalciteConnectionConfig;
import org.apache.calcite.jdbc.CalcitePrepare;
import org.apache.calcite.jdbc.CalciteSchema;
import org.apache.calcite.tools.RelRunner;
import org.jspecify.annotations.Nullable;

/** A connection's context, with the types of {@link PlanTypes} and plans that {@link PlanCompiler} compiles. */
final class PlanContext implements CalcitePrepare.Context {
    private static final JavaTypeFactory TYPES = new PlanTypes();

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

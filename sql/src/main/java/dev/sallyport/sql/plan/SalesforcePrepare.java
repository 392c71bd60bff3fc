package dev.sallyport.sql.plan;

import dev.sallyport.sql.federation.ForeignPushDown;
import dev.sallyport.sql.write.Modifications;
import java.lang.reflect.Type;
import java.util.EnumSet;
import java.util.List;
import java.util.function.Supplier;
import org.apache.calcite.adapter.enumerable.EnumerableConvention;
import org.apache.calcite.adapter.enumerable.EnumerableRel;
import org.apache.calcite.adapter.java.JavaTypeFactory;
import org.apache.calcite.jdbc.CalciteSchema;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.plan.RelOptCostFactory;
import org.apache.calcite.plan.RelOptPlanner;
import org.apache.calcite.plan.RelOptRule;
import org.apache.calcite.plan.RelTraitSet;
import org.apache.calcite.plan.hep.HepProgram;
import org.apache.calcite.prepare.CalciteCatalogReader;
import org.apache.calcite.prepare.CalcitePrepareImpl;
import org.apache.calcite.rel.RelCollations;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.RelRoot;
import org.apache.calcite.rel.RelShuttle;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.Sort;
import org.apache.calcite.rel.logical.LogicalAggregate;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rel.logical.LogicalSort;
import org.apache.calcite.rel.metadata.DefaultRelMetadataProvider;
import org.apache.calcite.rel.rules.AggregateReduceFunctionsRule;
import org.apache.calcite.rel.rules.CoreRules;
import org.apache.calcite.rel.rules.SortProjectTransposeRule;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.validate.SqlValidator;
import org.apache.calcite.sql2rel.SqlToRelConverter;
import org.apache.calcite.tools.Program;
import org.apache.calcite.tools.Programs;
import org.jspecify.annotations.Nullable;

/**
 * How a statement is planned: subqueries become joins; filters and sorts move towards the leaves; columns that nobody
 * needs go; then {@link PushDown}, {@link ForeignPushDown}, {@link CaseInsensitiveText}, and Calcite's own planner for what is left.
 */
public final class SalesforcePrepare extends CalcitePrepareImpl {
    /** SOQL's own average is a binary fraction; a sum and a count are exact. */
    private static final RelOptRule AVERAGE_IS_SUM_BY_COUNT = AggregateReduceFunctionsRule.Config.DEFAULT
            .withOperandFor(LogicalAggregate.class)
            .withFunctionsToReduce(EnumSet.of(SqlKind.AVG))
            .toRule();

    /**
     * As Calcite has it, but for several keys of which one is computed: it takes the order of moments for that of their
     * days, which leaves nothing for the next key to decide.
     */
    private static final RelOptRule SORT_BELOW_PROJECT = SortProjectTransposeRule.Config.DEFAULT
            .withOperandSupplier(sort -> sort.operand(LogicalSort.class)
                    .predicate(SalesforcePrepare::hasPlainKeys)
                    .oneInput(project -> project.operand(LogicalProject.class)
                            .predicate(candidate -> !candidate.containsOver())
                            .anyInputs()))
            .withDescription("SortBelowProject")
            .toRule();

    private static final Program BEFORE = Programs.sequence(
            ConstantReducer.PROGRAM,
            rewrittenBy(SubqueryHints::new),
            rewrittenBy(SubqueriesAsJoins::new),
            rewrittenBy(RowsInSubqueries::new),
            Programs.subQuery(DefaultRelMetadataProvider.INSTANCE),
            Decorrelation.PROGRAM,
            rewrittenBy(Windows::new),
            rewrittenBy(MultisetOperations::new),
            untilNothingChanges(List.of(
                    CoreRules.UNION_TO_DISTINCT,
                    CoreRules.INTERSECT_TO_DISTINCT,
                    CoreRules.MINUS_TO_DISTINCT,
                    CoreRules.FILTER_REDUCE_EXPRESSIONS,
                    CoreRules.FILTER_INTO_JOIN,
                    CoreRules.JOIN_CONDITION_PUSH,
                    CoreRules.FILTER_PROJECT_TRANSPOSE,
                    CoreRules.FILTER_AGGREGATE_TRANSPOSE,
                    CoreRules.FILTER_SET_OP_TRANSPOSE,
                    CoreRules.FILTER_MERGE,
                    AVERAGE_IS_SUM_BY_COUNT,
                    SORT_BELOW_PROJECT,
                    CoreRules.PROJECT_MERGE,
                    CoreRules.PROJECT_REMOVE)),
            Programs.trim());

    private static final Program PUSH_DOWN = Programs.sequence(
            rewrittenBy(PushDown::new),
            Programs.trim(), // what only a pushed filter needed
            rewrittenBy(PushDown::new),
            rewrittenBy(ForeignPushDown::new),
            rewrittenBy(KeyLookups::new));

    private static final Program AFTER = Programs.sequence(
            rewrittenBy(GrandTotals::new),
            rewrittenBy(CaseInsensitiveText::new),
            rewrittenBy(CheckedArithmetic::new),
            rewrittenBy(OuterJoins::new),
            rewrittenBy(ReadOnce::new),
            inOrder(LocalRules.PROGRAM),
            (planner, rel, requiredTraits, materializations, lattices) -> LeafDemands.told(rel));

    private final Program program;
    private final PlanCache plans;
    private final PlanCompiler compiler;

    /**
     * Plans statements.
     *
     * @param pushDown whether Salesforce does what it can; if not, it only lists records, and the answers are the same
     * @param plans those that are at hand, and where new ones go
     * @param compiler makes classes of new ones
     */
    public SalesforcePrepare(boolean pushDown, PlanCache plans, PlanCompiler compiler) {
        this.plans = plans;
        this.compiler = compiler;
        this.program = pushDown ? Programs.sequence(BEFORE, PUSH_DOWN, AFTER) : Programs.sequence(BEFORE, AFTER);
    }

    @Override
    public <T> CalciteSignature<T> prepareSql(Context context, Query<T> query, Type elementType, long maxRowCount) {
        return plans.plan(
                context,
                query.sql,
                elementType,
                maxRowCount,
                () -> super.prepareSql(new PlanContext(context, compiler), query, elementType, maxRowCount));
    }

    @Override
    protected RelOptPlanner createPlanner(
            Context prepareContext,
            org.apache.calcite.plan.@Nullable Context externalContext,
            @Nullable RelOptCostFactory costFactory) {
        return LocalRules.planner(prepareContext.config(), costFactory);
    }

    @Override
    protected CalcitePreparingStmt getPreparingStmt(
            Context context, Type elementType, CalciteCatalogReader catalogReader, RelOptPlanner planner) {
        JavaTypeFactory types = context.getTypeFactory();
        EnumerableRel.Prefer prefer =
                elementType == Object[].class ? EnumerableRel.Prefer.ARRAY : EnumerableRel.Prefer.CUSTOM;
        return new PreparingStatement(
                this, context, catalogReader, types, prefer, createCluster(planner, new TextLiterals(types)));
    }

    /** All of the rules, as long as one of them changes something. ({@code Programs.hep} goes through them once.) */
    private static Program untilNothingChanges(List<RelOptRule> rules) {
        HepProgram program = HepProgram.builder().addRuleCollection(rules).build();
        return Programs.of(program, true, DefaultRelMetadataProvider.INSTANCE);
    }

    private static boolean hasPlainKeys(Sort sort) {
        List<Integer> keys = sort.getCollation().getKeys();
        return keys.size() == 1
                || !(sort.getInput().stripped() instanceof Project project)
                || keys.stream().allMatch(key -> project.getProjects().get(key) instanceof RexInputRef);
    }

    /** Asks for the order of the plan's own sort: to Calcite's planner, what nobody asks for may go. */
    private static Program inOrder(Program program) {
        return (planner, rel, requiredTraits, materializations, lattices) -> program.run(
                planner,
                rel,
                rel instanceof Sort sort ? requiredTraits.plus(sort.getCollation()) : requiredTraits,
                materializations,
                lattices);
    }

    /** By a shuttle of its own each time: it remembers where in the plan it is, and several statements are planned at once. */
    private static Program rewrittenBy(Supplier<RelShuttle> shuttle) {
        return (planner, rel, requiredTraits, materializations, lattices) -> rel.accept(shuttle.get());
    }

    /** Hands the program to Calcite. */
    private final class PreparingStatement extends CalcitePreparingStmt {
        private @Nullable SqlNode statement;

        PreparingStatement(
                SalesforcePrepare prepare,
                Context context,
                CalciteCatalogReader catalogReader,
                JavaTypeFactory types,
                EnumerableRel.Prefer prefer,
                RelOptCluster cluster) {
            super(
                    prepare,
                    context,
                    catalogReader,
                    types,
                    context.getRootSchema(),
                    prefer,
                    cluster,
                    EnumerableConvention.INSTANCE,
                    prepare.createConvertletTable());
        }

        @Override
        public PreparedResult prepareSql(
                SqlNode sqlQuery,
                SqlNode sqlNodeOriginal,
                Class<?> runtimeContextClass,
                SqlValidator validator,
                boolean needsValidation) {
            statement = sqlQuery;
            return super.prepareSql(sqlQuery, sqlNodeOriginal, runtimeContextClass, validator, needsValidation);
        }

        @Override
        protected SqlToRelConverter getSqlToRelConverter(
                SqlValidator validator, CatalogReader reader, SqlToRelConverter.Config config) {
            return super.getSqlToRelConverter(validator, reader, config.withHintStrategyTable(ReadHints.strategies()));
        }

        /** The last moment before Calcite looks at conditions, where it wants none that compares with NULL. */
        @Override
        public RelNode flattenTypes(RelNode plan, boolean restructure) {
            return plan.accept(new KnownConditions());
        }

        @Override
        protected Program getProgram() {
            return program;
        }

        /** Columns that only ORDER BY needs are dropped inside the plan, where the query below can drop them too. */
        @Override
        protected RelRoot optimize(
                RelRoot root, List<Materialization> materializations, List<CalciteSchema.LatticeEntry> lattices) {
            RelNode plan = statement == null ? root.project() : Modifications.planned(root.project(), statement);
            RelRoot projected = RelRoot.of(plan, root.validatedRowType, root.kind);
            return super.optimize(projected, materializations, lattices);
        }

        /** The order is that of the plan's own sort; the statement's would sort by binary text once more. */
        @Override
        protected RelTraitSet getDesiredRootTraitSet(RelRoot root) {
            return RelTraitSet.createEmpty().plus(EnumerableConvention.INSTANCE).plus(RelCollations.EMPTY);
        }
    }
}

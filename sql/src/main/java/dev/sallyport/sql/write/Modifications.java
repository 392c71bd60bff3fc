package dev.sallyport.sql.write;

import dev.sallyport.salesforce.FieldDescribe;
import dev.sallyport.salesforce.FieldType;
import dev.sallyport.salesforce.RecordWrite;
import dev.sallyport.salesforce.SObjectDescribe;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.apache.calcite.adapter.enumerable.EnumerableConvention;
import org.apache.calcite.plan.Convention;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.convert.ConverterRule;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.TableModify;
import org.apache.calcite.rel.core.TableScan;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexDynamicParam;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexSubQuery;
import org.apache.calcite.sql.SqlExplain;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlInsert;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlUpdate;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeUtil;
import org.jspecify.annotations.Nullable;

/** Plans statements that write. */
public final class Modifications {
    /** Makes a modification runnable. */
    public static final ConverterRule TO_ENUMERABLE = ConverterRule.Config.INSTANCE
            .withConversion(
                    RecordModify.class, Convention.NONE, EnumerableConvention.INSTANCE, "RecordModifyToEnumerable")
            .withRuleFactory(ToEnumerable::new)
            .toRule(ToEnumerable.class);

    private Modifications() {}

    /**
     * Puts a modification of records in the place of Calcite's of a table, which would read whole rows.
     *
     * @param plan of any statement
     * @param statement what it is of, as it was parsed and validated
     * @return the plan itself if the statement writes nothing
     * @throws WriteRefusedException if the statement writes what cannot be written
     */
    public static RelNode planned(RelNode plan, SqlNode statement) {
        if (!(plan instanceof TableModify modify)) {
            return plan;
        }
        WriteTarget target = modify.getTable().unwrap(WriteTarget.class);
        if (target == null) {
            throw new WriteRefusedException(
                    String.join(".", modify.getTable().getQualifiedName())
                            + " is a table of a database, which is only read.",
                    "Write to it by the database's own means. Here only Salesforce's tables are written to.");
        }
        SqlNode written = statement instanceof SqlExplain explain ? explain.getExplicandum() : statement;
        return switch (modify.getOperation()) {
            case INSERT -> insert(modify, target, (SqlInsert) written);
            case UPDATE -> update(modify, target, (SqlUpdate) written);
            case DELETE -> {
                RecordWrite write = new WritableColumns(target.describe()).delete();
                yield modify(modify, target, write, List.of(idOf(target)), List.of());
            }
            case MERGE ->
                throw new WriteRefusedException("This MERGE cannot be done as an upsert.", MergeStatement.ADVICE);
        };
    }

    private static RelNode insert(TableModify modify, WriteTarget target, SqlInsert statement) {
        SObjectDescribe sObject = target.describe();
        SqlNodeList listed = statement.getTargetColumnList();
        if (listed == null) {
            throw new WriteRefusedException(
                    "The statement does not say which columns of " + sObject.name() + " it fills.",
                    "Name them: INSERT INTO " + sObject.name() + " (…) VALUES (…). Id and others are Salesforce's to"
                            + " fill.");
        }
        List<FieldDescribe> fields = new ArrayList<>();
        for (SqlNode column : listed) {
            List<String> names = ((SqlIdentifier) column).names;
            fields.add(sObject.field(names.get(names.size() - 1)).orElseThrow());
        }
        WritableColumns columns = new WritableColumns(sObject);
        RecordWrite write = MergeStatement.wasMerge(statement)
                ? columns.merge(fields)
                : statement.isUpsert() ? columns.upsert(fields) : columns.insert(fields);
        TextTooLong.refuse(statement.getSource(), fields);
        RelNode rows = modify.getInput();
        RexBuilder rex = rows.getCluster().getRexBuilder();
        List<RexNode> values = fields.stream()
                .map(field -> (RexNode) rex.makeInputRef(rows, positionOf(target, field)))
                .toList();
        RelNode listedOnly = projected(rows, values, write);
        return new RecordModify(listedOnly, target, write, types(fields), reads(rows), false);
    }

    private static RelNode update(TableModify modify, WriteTarget target, SqlUpdate statement) {
        SObjectDescribe sObject = target.describe();
        List<FieldDescribe> fields = Objects.requireNonNull(modify.getUpdateColumnList()).stream()
                .map(column -> sObject.field(column).orElseThrow())
                .toList();
        RecordWrite write = new WritableColumns(sObject).update(fields);
        TextTooLong.refuse(statement.getSourceExpressionList().getList(), fields);
        // The rows are the table's columns, then the new values.
        RelNode rows = modify.getInput();
        int width = rows.getRowType().getFieldCount();
        RexBuilder rex = rows.getCluster().getRexBuilder();
        List<RexNode> values = new ArrayList<>();
        for (int i = width - fields.size(); i < width; i++) {
            values.add(rex.makeInputRef(rows, i));
        }
        List<FieldDescribe> all = new ArrayList<>(List.of(idOf(target)));
        all.addAll(fields);
        return modify(modify, target, write, all, values);
    }

    /** A modification of records that are there: their ids come from the query below, if not from the statement. */
    private static RelNode modify(
            TableModify modify,
            WriteTarget target,
            RecordWrite write,
            List<FieldDescribe> fields,
            List<RexNode> newValues) {
        RelNode rows = modify.getInput();
        RexNode id = rows.getCluster().getRexBuilder().makeInputRef(rows, positionOf(target, fields.get(0)));
        List<RexNode> values = new ArrayList<>(List.of(id));
        values.addAll(newValues);
        RelNode needed = projected(rows, values, write);
        boolean setsReference = fields.stream().anyMatch(field -> field.type() == FieldType.REFERENCE);
        RelNode given = setsReference ? null : GivenId.of(needed, positionOf(target, fields.get(0)));
        return given == null
                ? new RecordModify(needed, target, write, types(fields), true, false)
                : new RecordModify(given, target, write, types(fields), false, true);
    }

    /**
     * Rows with a value for each field. A text that is too long for its column is Salesforce's to refuse: the casts that
     * would cut it off are left out.
     */
    private static RelNode projected(RelNode rows, List<RexNode> values, RecordWrite write) {
        if (!(rows instanceof Project project)) {
            return LogicalProject.create(rows, List.of(), values, write.fields(), Set.of());
        }
        List<RexNode> uncut = RelOptUtil.pushPastProject(values, project).stream()
                .map(value -> uncut(value, rows.getCluster().getRexBuilder()))
                .toList();
        return LogicalProject.create(project.getInput(), List.of(), uncut, write.fields(), project.getVariablesSet());
    }

    private static RexNode uncut(RexNode value, RexBuilder rex) {
        if (!SqlTypeUtil.isCharacter(value.getType())) {
            return value;
        }
        if (value instanceof RexDynamicParam parameter) {
            RelDataTypeFactory types = rex.getTypeFactory();
            RelDataType anyText = types.createTypeWithNullability(types.createSqlType(SqlTypeName.VARCHAR), true);
            return rex.makeDynamicParam(anyText, parameter.getIndex());
        }
        boolean cutsText = value.getKind() == SqlKind.CAST
                && SqlTypeUtil.isCharacter(
                        ((RexCall) value).getOperands().get(0).getType());
        return cutsText ? uncut(((RexCall) value).getOperands().get(0), rex) : value;
    }

    private static FieldDescribe idOf(WriteTarget target) {
        return target.describe().field("Id").orElseThrow();
    }

    private static int positionOf(WriteTarget target, FieldDescribe field) {
        return target.describe().fields().indexOf(field);
    }

    private static List<FieldType> types(List<FieldDescribe> fields) {
        return fields.stream().map(FieldDescribe::type).toList();
    }

    /** Whether rows come from a table; subqueries are still within expressions. */
    private static boolean reads(RelNode rows) {
        return RelOptUtil.findTables(rows).size() > 0 || hasSubquery(rows);
    }

    private static boolean hasSubquery(RelNode rows) {
        if (rows instanceof TableScan) {
            return true;
        }
        boolean[] found = new boolean[1];
        rows.accept(new RexShuttle() {
            @Override
            public RexNode visitSubQuery(RexSubQuery query) {
                found[0] = true;
                return query;
            }
        });
        return found[0] || rows.getInputs().stream().anyMatch(Modifications::hasSubquery);
    }

    /** A modification, ready to run. */
    private static final class ToEnumerable extends ConverterRule {
        ToEnumerable(Config config) {
            super(config);
        }

        @Override
        public @Nullable RelNode convert(RelNode node) {
            RecordModify modify = (RecordModify) node;
            return modify.enumerable(
                    convert(modify.getInput(), modify.getInput().getTraitSet().replace(EnumerableConvention.INSTANCE)));
        }
    }
}

package dev.sallyport.sql.federation;

import java.util.List;
import org.apache.calcite.rel.RelFieldCollation;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Sort;
import org.apache.calcite.rel.core.TableScan;
import org.apache.calcite.rel.rel2sql.RelToSqlConverter;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlDataTypeSpec;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlNumericLiteral;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.SqlUserDefinedTypeNameSpec;
import org.apache.calcite.sql.SqlUtil;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.SqlTypeUtil;
import org.apache.calcite.sql.util.SqlString;

/**
 * Writes a part of a plan as PostgreSQL's SQL, as Calcite's JDBC adapter does. Besides, it orders texts by code point, and
 * makes texts of the columns that come as such. Public for Calcite, which looks for its methods.
 */
public final class ForeignSql extends RelToSqlConverter {
    private static final SqlDataTypeSpec TEXT = new SqlDataTypeSpec(
            new SqlUserDefinedTypeNameSpec(new SqlIdentifier("text", SqlParserPos.ZERO), SqlParserPos.ZERO),
            SqlParserPos.ZERO);

    private ForeignSql() {
        super(ForeignDialect.INSTANCE);
    }

    /** The statement for a relation, with the positions of its parameters. */
    static ForeignStatement of(RelNode relation) {
        SqlString written = new ForeignSql().visitRoot(relation).asStatement().toSqlString(config -> config.withDialect(
                        ForeignDialect.INSTANCE)
                .withQuoteAllIdentifiers(true)
                .withAlwaysUseParentheses(false)
                .withSelectListItemsOnSeparateLines(false)
                .withClauseStartsLine(false)
                .withIndentation(0));
        return ForeignStatement.of(written, relation);
    }

    @Override
    public Result visit(TableScan scan) {
        ForeignRelation table = scan.getTable().unwrapOrThrow(ForeignRelation.class);
        SqlIdentifier name =
                new SqlIdentifier(List.of(table.table().schema(), table.table().name()), SqlParserPos.ZERO);
        List<ForeignColumn> columns = table.table().columns();
        if (columns.stream().noneMatch(ForeignType::comesAsText)) {
            return result(name, List.of(Clause.FROM), scan, null);
        }
        SqlNodeList list = new SqlNodeList(SqlParserPos.ZERO);
        for (ForeignColumn column : columns) {
            SqlIdentifier field = new SqlIdentifier(column.name(), SqlParserPos.ZERO);
            list.add(
                    ForeignType.comesAsText(column)
                            ? SqlStdOperatorTable.AS.createCall(
                                    SqlParserPos.ZERO,
                                    SqlStdOperatorTable.CAST.createCall(SqlParserPos.ZERO, field, TEXT),
                                    field)
                            : field);
        }
        SqlSelect select = new SqlSelect(
                SqlParserPos.ZERO, null, list, name, null, null, null, null, null, null, null, null, null);
        return result(select, List.of(Clause.SELECT, Clause.FROM), scan, null);
    }

    @Override
    public Result visit(Sort sort) {
        Result result = super.visit(sort);
        List<RelFieldCollation> keys = sort.getCollation().getFieldCollations();
        if (keys.isEmpty()) {
            return result;
        }
        SqlSelect select = result.asSelect();
        SqlNodeList order = select.getOrderList();
        if (order == null || order.size() != keys.size()) {
            throw new IllegalStateException("An ORDER BY of " + keys.size() + " keys was written otherwise");
        }
        List<RelDataTypeField> columns = sort.getRowType().getFieldList();
        for (int i = 0; i < keys.size(); i++) {
            if (SqlTypeUtil.inCharFamily(
                    columns.get(keys.get(i).getFieldIndex()).getType())) {
                order.set(i, byCodePoint(order.get(i), select));
            }
        }
        return result;
    }

    /** What is selected stands for its number in ORDER BY: only of the one there is a collation. */
    private static SqlNode byCodePoint(SqlNode key, SqlSelect select) {
        boolean directed = key.getKind() == SqlKind.DESCENDING
                || key.getKind() == SqlKind.NULLS_FIRST
                || key.getKind() == SqlKind.NULLS_LAST;
        if (directed && key instanceof SqlCall call) {
            return call.getOperator().createCall(key.getParserPosition(), byCodePoint(call.operand(0), select));
        }
        if (key instanceof SqlNumericLiteral number) {
            SqlNode selected = select.getSelectList().get(number.intValue(true) - 1);
            return byCodePoint(SqlUtil.stripAs(selected), select);
        }
        return ForeignOperators.BY_CODE_POINT.createCall(SqlParserPos.ZERO, key);
    }
}

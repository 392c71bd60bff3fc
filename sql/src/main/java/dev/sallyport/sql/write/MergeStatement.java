package dev.sallyport.sql.write;

import dev.sallyport.sql.parser.SalesforceParser;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.apache.calcite.sql.SqlBasicCall;
import org.apache.calcite.sql.SqlDynamicParam;
import org.apache.calcite.sql.SqlHint;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlInsert;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlMerge;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlTableRef;
import org.apache.calcite.sql.SqlUpdate;
import org.apache.calcite.sql.dialect.CalciteSqlDialect;
import org.apache.calcite.sql.parser.SqlParseException;
import org.apache.calcite.sql.parser.SqlParser;
import org.apache.calcite.sql.util.SqlBasicVisitor;
import org.apache.calcite.sql.util.SqlShuttle;
import org.apache.calcite.util.Litmus;
import org.jspecify.annotations.Nullable;

/**
 * A MERGE as an UPSERT. Salesforce finds records by an external id by itself: it needs no join, but it sets the same
 * columns to the same values whether it finds one or not.
 */
final class MergeStatement {
    static final String ADVICE =
            "Write it as MERGE INTO t USING (SELECT …) AS s ON t.\"External id\" = s.x WHEN MATCHED THEN"
                    + " UPDATE SET t.a = s.a, … WHEN NOT MATCHED THEN INSERT (\"External id\", a, …) VALUES (s.x, s.a, …), with"
                    + " the same value for a column in both parts; or as UPSERT INTO t (…) SELECT …. Parameters go into the"
                    + " query after USING.";

    /** Tells an UPSERT that was a MERGE: the records are found by its first column, and by no other. */
    private static final String BY_FIRST_COLUMN = "by_first_column";

    private MergeStatement() {}

    /** Whether a statement is the UPSERT that a MERGE was made into. */
    static boolean wasMerge(SqlInsert statement) {
        return statement.getTargetTable() instanceof SqlTableRef table
                && ((SqlNodeList) table.operand(1))
                        .stream().anyMatch(hint -> ((SqlHint) hint).getName().equals(BY_FIRST_COLUMN));
    }

    /**
     * The UPSERT that does the same.
     *
     * @param sql any statement
     * @return the statement itself if it is no MERGE, or none that can be parsed: then the failure is the engine's
     * @throws WriteRefusedException if it is a MERGE that is no upsert
     */
    static String asUpsert(String sql) {
        if (!sql.stripLeading().toUpperCase(Locale.ROOT).startsWith("MERGE")) {
            return sql;
        }
        SqlNode parsed;
        try {
            parsed = SqlParser.create(sql, SalesforceParser.CONFIG).parseStmt();
        } catch (SqlParseException e) {
            return sql;
        }
        return parsed instanceof SqlMerge merge ? upsert(merge) : sql;
    }

    private static String upsert(SqlMerge merge) {
        SqlUpdate update = merge.getUpdateCall();
        SqlInsert insert = merge.getInsertCall();
        if (update == null || insert == null) {
            throw refused("it has only one of WHEN MATCHED and WHEN NOT MATCHED");
        }
        String target = last(merge.getTargetTable());
        String alias = merge.getAlias() == null ? target : merge.getAlias().getSimple();
        Map<String, SqlNode> values = inserted(insert);
        String key = key(merge.getCondition(), alias, target, values);
        Map<String, SqlNode> ordered = new LinkedHashMap<>();
        ordered.put(key, values.get(key));
        ordered.putAll(values);
        requireSame(update, key, ordered);
        ordered.values().forEach(MergeStatement::refuseParameters);
        return "UPSERT INTO " + text(merge.getTargetTable()) + " /*+ " + BY_FIRST_COLUMN + " */ ("
                + String.join(
                        ", ",
                        ordered.keySet().stream()
                                .map(name -> "\"" + name + "\"")
                                .toList()) + ") SELECT "
                + String.join(
                        ", ",
                        ordered.values().stream().map(MergeStatement::text).toList()) + " FROM "
                + text(merge.getSourceTableRef());
    }

    private static Map<String, SqlNode> inserted(SqlInsert insert) {
        SqlNode source = insert.getSource();
        if (insert.getTargetColumnList() == null
                || !(source instanceof SqlBasicCall rows && rows.getKind() == SqlKind.VALUES)
                || !(rows.operand(0) instanceof SqlBasicCall row)) {
            throw refused("its INSERT is not of the form INSERT (columns) VALUES (values)");
        }
        Map<String, SqlNode> values = new LinkedHashMap<>();
        for (int i = 0; i < insert.getTargetColumnList().size() && i < row.operandCount(); i++) {
            values.put(last(insert.getTargetColumnList().get(i)), row.operand(i));
        }
        return values;
    }

    /** The target's column of the ON condition, as the INSERT spells it. */
    private static String key(SqlNode condition, String alias, String target, Map<String, SqlNode> values) {
        if (condition instanceof SqlBasicCall call && call.getKind() == SqlKind.EQUALS) {
            for (int side = 0; side < 2; side++) {
                SqlNode own = call.operand(side);
                SqlNode other = call.operand(1 - side);
                if (own instanceof SqlIdentifier column && isOf(column, alias, target)) {
                    for (Map.Entry<String, SqlNode> value : values.entrySet()) {
                        if (value.getKey().equalsIgnoreCase(last(column)) && same(value.getValue(), other)) {
                            return value.getKey();
                        }
                    }
                }
            }
        }
        throw refused("its ON is not an equality of a column of the target with the value that the INSERT gives it");
    }

    private static boolean isOf(SqlIdentifier column, String alias, String target) {
        String table = column.names.size() > 1 ? column.names.get(column.names.size() - 2) : alias;
        return table.equalsIgnoreCase(alias) || table.equalsIgnoreCase(target);
    }

    private static void requireSame(SqlUpdate update, String key, Map<String, SqlNode> inserted) {
        List<String> left = new ArrayList<>(inserted.keySet());
        left.remove(key);
        for (int i = 0; i < update.getTargetColumnList().size(); i++) {
            String column = last(update.getTargetColumnList().get(i));
            String name = inserted.keySet().stream()
                    .filter(column::equalsIgnoreCase)
                    .findFirst()
                    .orElse(null);
            if (name == null
                    || !same(
                            inserted.get(name), update.getSourceExpressionList().get(i))) {
                throw refused("its two parts do not give " + column + " the same value");
            }
            left.remove(name);
        }
        if (!left.isEmpty()) {
            throw refused("only its INSERT sets " + String.join(", ", left));
        }
    }

    private static boolean same(@Nullable SqlNode one, @Nullable SqlNode other) {
        return one != null && other != null && lowerCase(one).equalsDeep(lowerCase(other), Litmus.IGNORE);
    }

    /** The same with its names in lower case: their case does not matter, that of texts does. */
    private static SqlNode lowerCase(SqlNode node) {
        return Objects.requireNonNull(node.accept(new SqlShuttle() {
            @Override
            public SqlNode visit(SqlIdentifier name) {
                List<String> names = name.names.stream()
                        .map(part -> part.toLowerCase(Locale.ROOT))
                        .toList();
                return new SqlIdentifier(names, name.getParserPosition());
            }
        }));
    }

    private static void refuseParameters(@Nullable SqlNode value) {
        if (value != null) {
            value.accept(new SqlBasicVisitor<Void>() {
                @Override
                public Void visit(SqlDynamicParam parameter) {
                    throw refused("it has a parameter after WHEN");
                }
            });
        }
    }

    private static String text(@Nullable SqlNode node) {
        return node == null
                ? "NULL"
                : node.toSqlString(CalciteSqlDialect.DEFAULT).getSql();
    }

    private static String last(SqlNode identifier) {
        List<String> names = ((SqlIdentifier) identifier).names;
        return names.get(names.size() - 1);
    }

    private static WriteRefusedException refused(String why) {
        return new WriteRefusedException("This MERGE cannot be done as an upsert: " + why + ".", ADVICE);
    }
}

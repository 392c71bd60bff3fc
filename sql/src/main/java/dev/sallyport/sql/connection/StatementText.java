package dev.sallyport.sql.connection;

import dev.sallyport.sql.parser.SalesforceParser;
import org.apache.calcite.sql.SqlDynamicParam;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlOrderBy;
import org.apache.calcite.sql.parser.SqlParseException;
import org.apache.calcite.sql.parser.SqlParser;
import org.apache.calcite.sql.util.SqlBasicVisitor;
import org.jspecify.annotations.Nullable;

/** What a statement's text tells before it is run. Of a malformed one it tells nothing: the engine will. */
final class StatementText {
    /** What a statement does. */
    enum Kind {
        WRITES,
        ANSWERS_ROWS,
        /** It is malformed, or something else. */
        UNKNOWN
    }

    private StatementText() {}

    /** What a statement does. */
    static Kind kind(String sql) {
        SqlNode statement = parsed(sql);
        if (statement == null) {
            return Kind.UNKNOWN;
        }
        if (statement.isA(SqlKind.DML)) {
            return Kind.WRITES;
        }
        boolean answersRows = statement.isA(SqlKind.QUERY) || statement.getKind() == SqlKind.EXPLAIN;
        return answersRows ? Kind.ANSWERS_ROWS : Kind.UNKNOWN;
    }

    /** Whether it changes records. */
    static boolean writes(String sql) {
        return kind(sql) == Kind.WRITES;
    }

    /** The same query for that many rows at most; any other statement as it is. */
    static String limited(String sql, long rows) {
        SqlNode statement = parsed(sql);
        if (statement == null) {
            return sql;
        }
        boolean unlimited =
                statement instanceof SqlOrderBy ordered ? ordered.fetch == null : statement.isA(SqlKind.QUERY);
        return unlimited ? withFetch(sql, rows) : sql;
    }

    private static String withFetch(String sql, long rows) {
        String open = sql;
        while (true) {
            // On a line of its own: the statement may end in a comment.
            String limited = open + "\nFETCH NEXT " + rows + " ROWS ONLY";
            int semicolon = open.lastIndexOf(';');
            if (semicolon < 0 || parsed(limited) != null) {
                return limited;
            }
            open = open.substring(0, semicolon);
        }
    }

    /** Whether it is to be run with values for {@code ?}; what is only explained needs none. */
    static boolean takesValues(String sql) {
        SqlNode statement = sql.indexOf('?') < 0 ? null : parsed(sql);
        if (statement == null || statement.getKind() == SqlKind.EXPLAIN) {
            return false;
        }
        boolean[] found = new boolean[1];
        statement.accept(new SqlBasicVisitor<@Nullable Void>() {
            @Override
            public @Nullable Void visit(SqlDynamicParam parameter) {
                found[0] = true;
                return null;
            }
        });
        return found[0];
    }

    private static @Nullable SqlNode parsed(String sql) {
        try {
            return SqlParser.create(sql, SalesforceParser.CONFIG).parseStmt();
        } catch (SqlParseException e) {
            return null;
        }
    }
}

package dev.sallyport.sql.federation;

import org.apache.calcite.sql.dialect.PostgresqlSqlDialect;
import org.checkerframework.checker.nullness.qual.Nullable;

/** PostgreSQL's SQL, with texts as they are: connections have standard_conforming_strings, and speak UTF-8. */
final class ForeignDialect extends PostgresqlSqlDialect {
    static final ForeignDialect INSTANCE = new ForeignDialect();

    private ForeignDialect() {
        super(PostgresqlSqlDialect.DEFAULT_CONTEXT);
    }

    @Override
    public void quoteStringLiteral(StringBuilder sql, @Nullable String charset, String text) {
        sql.append('\'').append(text.replace("'", "''")).append('\'');
    }
}

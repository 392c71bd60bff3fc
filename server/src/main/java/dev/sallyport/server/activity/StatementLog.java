package dev.sallyport.server.activity;

import dev.sallyport.server.activity.StatementRun.Outcome;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementContext;
import org.springframework.stereotype.Component;

/** Keeps the statements that people ran: the latest of each account, for a month. */
@Component
public class StatementLog {
    /** How many of an account are kept. */
    public static final int KEPT = 200;

    private static final Duration LONGEST = Duration.ofDays(31);
    private static final Duration BETWEEN_SWEEPS = Duration.ofHours(1);
    private static final int LONGEST_STATEMENT = 20_000;

    private static final String SELECT = """
            select a.user_name, r.data_server, r.statement, r.at, r.milliseconds, r.outcome, r.row_count, r.calls, r.problem
            from statement_run r join account a on a.id = r.account_id
            """;

    private final Jdbi jdbi;
    private final Clock clock;
    private volatile OffsetDateTime forgottenTo = OffsetDateTime.MIN;

    StatementLog(Jdbi jdbi, Clock clock) {
        this.jdbi = jdbi;
        this.clock = clock;
    }

    /** Keeps a statement; one whose account is gone is not kept. */
    public void add(StatementRun run) {
        OffsetDateTime oldest = clock.instant().minus(LONGEST).atOffset(ZoneOffset.UTC);
        jdbi.useTransaction(handle -> handle.createQuery("select id from account where user_name = :user")
                .bind("user", run.userName())
                .mapTo(String.class)
                .findOne()
                .ifPresent(account -> {
                    insert(handle, account, run);
                    forget(handle, account, oldest);
                }));
        forgetAll(oldest);
    }

    private static void insert(Handle handle, String account, StatementRun run) {
        handle.createUpdate("""
                        insert into statement_run
                          (account_id, data_server, statement, at, milliseconds, outcome, row_count, calls, problem)
                        values (:account, :server, :statement, :at, :milliseconds, :outcome, :rows, :calls, :problem)
                        """)
                .bind("account", account)
                .bind("server", cut(run.server(), 64))
                .bind("statement", cut(run.statement(), LONGEST_STATEMENT))
                .bind("at", run.at().atOffset(ZoneOffset.UTC))
                .bind("milliseconds", run.took().toMillis())
                .bind("outcome", run.outcome().name())
                .bind("rows", run.rows())
                .bind("calls", run.calls())
                .bind("problem", run.problem())
                .execute();
    }

    /** By the index over accounts: each statement waits for this, and everybody's together are many. */
    private static void forget(Handle handle, String account, OffsetDateTime oldest) {
        handle.createUpdate("""
                        delete from statement_run where account_id = :account and (at < :oldest or id <= (
                          select id from statement_run where account_id = :account
                          order by id desc offset :kept rows fetch first row only))
                        """)
                .bind("account", account)
                .bind("oldest", oldest)
                .bind("kept", KEPT)
                .execute();
    }

    /** What those have left who run nothing any more; now and then, for it reads everything. */
    private void forgetAll(OffsetDateTime oldest) {
        if (forgottenTo.isBefore(oldest.minus(BETWEEN_SWEEPS))) {
            forgottenTo = oldest;
            jdbi.useHandle(handle -> handle.createUpdate("delete from statement_run where at < :oldest")
                    .bind("oldest", oldest)
                    .execute());
        }
    }

    /** An account's latest statements, the last one first. */
    public List<StatementRun> latest(String userName, int limit) {
        return list(" where a.user_name = :user order by r.id desc", userName, limit);
    }

    /** The statements of all accounts that took longest, the slowest first. */
    public List<StatementRun> slowest(int limit) {
        return list(" where :user = '' order by r.milliseconds desc, r.id desc", "", limit);
    }

    /** The latest statements of all accounts that failed, the last one first. */
    public List<StatementRun> failed(int limit) {
        return list(" where :user = '' and r.outcome = 'FAILED' order by r.id desc", "", limit);
    }

    private List<StatementRun> list(String which, String userName, int limit) {
        return jdbi.withHandle(handle -> handle.createQuery(SELECT + which + " fetch first :limit rows only")
                .bind("user", userName)
                .bind("limit", limit)
                .map(StatementLog::read)
                .list());
    }

    private static StatementRun read(ResultSet row, StatementContext context) throws SQLException {
        return new StatementRun(
                row.getString("user_name"),
                row.getString("data_server"),
                row.getString("statement"),
                row.getObject("at", OffsetDateTime.class).toInstant(),
                Duration.ofMillis(row.getLong("milliseconds")),
                Outcome.valueOf(row.getString("outcome")),
                row.getLong("row_count"),
                row.getLong("calls"),
                row.getString("problem"));
    }

    private static String cut(String text, int longest) {
        return text.substring(0, Math.min(text.length(), longest));
    }
}

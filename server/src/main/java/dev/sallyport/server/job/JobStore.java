package dev.sallyport.server.job;

import dev.sallyport.server.account.Role;
import dev.sallyport.server.account.SignedIn;
import dev.sallyport.server.job.Job.State;
import dev.sallyport.server.web.Problem;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementContext;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Jobs as rows. Who runs one holds its lease: a random id, with an end by the database's clock, for the nodes' own clocks may
 * differ. Every change that a run makes says which lease it holds; who has lost it changes nothing.
 */
@Component
class JobStore {
    private static final String LEASE_END =
            "current_timestamp + cast(:seconds as double precision) * interval '1' second";
    private static final String FREE =
            "state in ('waiting', 'running') and (lease_ends_at is null or lease_ends_at <= current_timestamp)";
    private static final String HELD = " where id = :id and state = 'running' and lease_id = :lease";

    private final Jdbi jdbi;
    private final Clock clock;
    private final JsonMapper json;

    JobStore(Jdbi jdbi, Clock clock, JsonMapper json) {
        this.jdbi = jdbi;
        this.clock = clock;
        this.json = json;
    }

    /**
     * A lease that a node holds.
     *
     * @param job whose it is
     * @param id of the lease
     */
    record Lease(String job, String id) {
        static Lease of(String job) {
            return new Lease(job, UUID.randomUUID().toString());
        }
    }

    /** Adds a job that waits for a node. */
    void add(String id, String kind, String server, Object request, SignedIn whose, String requestId) {
        int added = jdbi.withHandle(handle -> handle.createUpdate("""
                        insert into job (id, kind, account_id, asked_by, role, data_server, request, request_id, asked_at,
                          state, attempts, steps)
                        select :id, :kind, id, user_name, :role, :server, :request, :requestId, :now, 'waiting', 0, '[]'
                        from account where user_name = :user
                        """)
                .bind("id", id)
                .bind("kind", kind)
                .bind("role", whose.role().word())
                .bind("server", server)
                .bind("request", json.writeValueAsString(request))
                .bind("requestId", requestId)
                .bind("now", now())
                .bind("user", whose.userName())
                .execute());
        if (added == 0) {
            throw new IllegalStateException("Only accounts ask for jobs.");
        }
    }

    Optional<Job> find(String id) {
        return jdbi.withHandle(handle -> handle.createQuery("select * from job where id = :id")
                .bind("id", id)
                .map(this::read)
                .findOne());
    }

    /** The latest jobs of a kind first; of one data server or person where they are not empty. */
    List<Job> list(String kind, String server, String askedBy) {
        return list("", kind, server, askedBy);
    }

    /** Those of them that have not ended. */
    List<Job> underWay(String kind, String server, String askedBy) {
        return list(" and state in ('waiting', 'running')", kind, server, askedBy);
    }

    private List<Job> list(String condition, String kind, String server, String askedBy) {
        return jdbi.withHandle(handle -> handle.createQuery("select * from job"
                        + " where kind = :kind and (:server = '' or data_server = :server)"
                        + " and (:user = '' or (asked_by = :user and account_id is not null))" + condition
                        + " order by asked_at desc, id")
                .bind("kind", kind)
                .bind("server", server)
                .bind("user", askedBy)
                .map(this::read)
                .list());
    }

    /** Ids of jobs of some kinds that nobody is at, the oldest first: a later version may have kinds that this one does not know. */
    List<String> free(Collection<String> kinds, int limit) {
        return jdbi.withHandle(handle -> handle.createQuery("select id from job where " + FREE
                        + " and kind in (<kinds>) order by asked_at fetch first :limit rows only")
                .bindList("kinds", List.copyOf(kinds))
                .bind("limit", limit)
                .mapTo(String.class)
                .list());
    }

    /** Takes a job that nobody is at; of several nodes that try, one succeeds. */
    boolean take(Lease lease, Duration longest) {
        return jdbi.withHandle(
                        handle -> handle.createUpdate("update job set state = 'running', attempts = attempts + 1,"
                                        + " steps = '[]', lease_id = :lease, lease_ends_at = " + LEASE_END
                                        + " where id = :id and " + FREE)
                                .bind("id", lease.job())
                                .bind("lease", lease.id())
                                .bind("seconds", seconds(longest))
                                .execute())
                == 1;
    }

    /** Whether the lease is still held, which it then is for as long again. */
    boolean renew(Lease lease, Duration longest) {
        return jdbi.withHandle(handle -> handle.createUpdate("update job set lease_ends_at = " + LEASE_END + HELD)
                        .bind("id", lease.job())
                        .bind("lease", lease.id())
                        .bind("seconds", seconds(longest))
                        .execute())
                == 1;
    }

    /** Gives a job back as if it had not been taken. */
    void giveBack(Lease lease) {
        jdbi.useHandle(
                handle -> handle.createUpdate("update job set state = 'waiting', attempts = attempts - 1, steps = '[]',"
                                + " lease_id = null, lease_ends_at = null" + HELD)
                        .bind("id", lease.job())
                        .bind("lease", lease.id())
                        .execute());
    }

    /** Gives a job back, to be taken no earlier than after a while. */
    void postpone(Lease lease, Duration pause) {
        jdbi.useHandle(handle -> handle.createUpdate("update job set state = 'waiting', attempts = attempts - 1,"
                        + " lease_id = null, lease_ends_at = " + LEASE_END + HELD)
                .bind("id", lease.job())
                .bind("lease", lease.id())
                .bind("seconds", seconds(pause))
                .execute());
    }

    /** Notes how a job comes along; whether the lease is still held. */
    boolean note(Lease lease, List<JsonNode> steps) {
        return jdbi.withHandle(handle -> handle.createUpdate("update job set steps = :steps" + HELD)
                        .bind("id", lease.job())
                        .bind("lease", lease.id())
                        .bind("steps", json.writeValueAsString(steps))
                        .execute())
                == 1;
    }

    /** Ends a job well, within the transaction that stores what came of it; whether the lease is still held. */
    boolean finish(Handle handle, Lease lease, Object result) {
        return handle.createUpdate("update job set state = 'done', result = :result, ended_at = :now, lease_id = null,"
                                + " lease_ends_at = null" + HELD + " and account_id is not null")
                        .bind("id", lease.job())
                        .bind("lease", lease.id())
                        .bind("result", json.writeValueAsString(result))
                        .bind("now", now())
                        .execute()
                == 1;
    }

    /** Ends a job that cannot be done. */
    void fail(Lease lease, Problem problem) {
        jdbi.useHandle(handle -> handle.createUpdate("update job set state = 'failed', problem = :problem,"
                        + " ended_at = :now, lease_id = null, lease_ends_at = null" + HELD)
                .bind("id", lease.job())
                .bind("lease", lease.id())
                .bind("problem", json.writeValueAsString(problem))
                .bind("now", now())
                .execute());
    }

    /** Ends a job that has not ended, whoever is at it; whether it was so. */
    boolean cancel(String id) {
        return jdbi.withHandle(handle -> handle.createUpdate("update job set state = 'cancelled', ended_at = :now,"
                                + " lease_id = null, lease_ends_at = null"
                                + " where id = :id and state in ('waiting', 'running')")
                        .bind("id", id)
                        .bind("now", now())
                        .execute())
                == 1;
    }

    /** Notes that what came of a job that has ended is not wanted any more. */
    void remove(String id) {
        jdbi.useHandle(handle -> handle.createUpdate("update job set state = 'removed', result = null"
                        + " where id = :id and state not in ('waiting', 'running')")
                .bind("id", id)
                .execute());
    }

    /** Jobs that have left nothing that is wanted: no outcome, or one of before a moment, or of a person who is gone. */
    List<Job> leftovers(Instant endedBefore) {
        return jdbi.withHandle(handle -> handle.createQuery("select * from job where ended_at is not null"
                        + " and (state <> 'done' or ended_at < :before or account_id is null)")
                .bind("before", endedBefore.atOffset(ZoneOffset.UTC))
                .map(this::read)
                .list());
    }

    /** Forgets jobs that ended before a moment. */
    void forget(Instant endedBefore) {
        jdbi.useHandle(handle -> handle.createUpdate("delete from job where ended_at < :before")
                .bind("before", endedBefore.atOffset(ZoneOffset.UTC))
                .execute());
    }

    /** As whom a job runs now: the account may have become another since, or be gone. Empty if it may do nothing. */
    Optional<SignedIn> whose(String id) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select a.user_name, a.role as account_role, j.role from job j join account a on a.id = j.account_id
                        where j.id = :id and a.enabled
                        """)
                .bind("id", id)
                .map((row, context) -> new SignedIn(
                        row.getString("user_name"),
                        role(row.getString("role")).atMost(role(row.getString("account_role")))))
                .findOne());
    }

    /** The id of the request by which a job was asked for. */
    String requestId(String id) {
        return jdbi.withHandle(handle -> handle.createQuery("select request_id from job where id = :id")
                .bind("id", id)
                .mapTo(String.class)
                .findOne()
                .orElse(""));
    }

    private static Role role(String word) {
        return Role.named(word).orElseThrow();
    }

    private Job read(ResultSet row, StatementContext context) throws SQLException {
        String result = row.getString("result");
        String problem = row.getString("problem");
        OffsetDateTime endedAt = row.getObject("ended_at", OffsetDateTime.class);
        return new Job(
                row.getString("id"),
                row.getString("kind"),
                row.getString("asked_by"),
                row.getString("account_id") != null,
                row.getString("data_server"),
                json.readTree(row.getString("request")),
                State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
                row.getInt("attempts"),
                List.of(json.readValue(row.getString("steps"), JsonNode[].class)),
                result == null ? null : json.readTree(result),
                problem == null ? null : json.readValue(problem, Problem.class),
                row.getObject("asked_at", OffsetDateTime.class).toInstant(),
                endedAt == null ? null : endedAt.toInstant());
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }
}

package dev.sallyport.server.audit;

import dev.sallyport.server.RequestId;
import dev.sallyport.server.account.ApiToken;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;

/** Keeps what was done. Callers give it no secrets. */
@Component
public class AuditTrail {
    private static final int LONGEST_SUBJECT = 255;
    private static final int LONGEST_NAME = 64;

    private final Jdbi jdbi;
    private final Clock clock;

    AuditTrail(Jdbi jdbi, Clock clock) {
        this.jdbi = jdbi;
        this.clock = clock;
    }

    /**
     * Records what the request's person has just done.
     *
     * @param action such as {@code security-provider.update}
     * @param subject such as the provider's name
     * @param before what it was, as JSON without secrets; null where there was nothing
     * @param after what it is now, likewise
     */
    public void record(String action, String subject, @Nullable String before, @Nullable String after) {
        Authentication whose = SecurityContextHolder.getContext().getAuthentication();
        recordOf(whose == null ? "anonymous" : whose.getName(), action, subject, before, after);
    }

    /** Records what somebody did whom the request does not tell yet, or no more. */
    public void recordOf(String actor, String action, String subject, @Nullable String before, @Nullable String after) {
        jdbi.useHandle(handle -> recordOf(handle, actor, action, subject, before, after));
    }

    /** Records what somebody did in the transaction that does it: both take effect or neither. */
    public void recordOf(
            Handle handle,
            String actor,
            String action,
            String subject,
            @Nullable String before,
            @Nullable String after) {
        handle.createUpdate("""
                        insert into audit_entry
                          (at, actor, api_token, action, subject, before_change, after_change, request_id)
                        values (:at, :actor, :apiToken, :action, :subject, :before, :after, :requestId)
                        """)
                .bind("at", clock.instant().atOffset(ZoneOffset.UTC))
                .bind("actor", shown(actor, LONGEST_NAME))
                .bind("apiToken", tokenOf(actor))
                .bind("action", action)
                .bind("subject", shown(subject, LONGEST_SUBJECT))
                .bind("before", before)
                .bind("after", after)
                .bind("requestId", RequestId.current())
                .execute();
    }

    /** By which token the request acts in that person's place; null where it is their own, or another's. */
    private static @Nullable String tokenOf(String actor) {
        Authentication whose = SecurityContextHolder.getContext().getAuthentication();
        return whose != null
                        && whose.getDetails() instanceof ApiToken token
                        && whose.getName().equals(actor)
                ? token.name()
                : null;
    }

    /**
     * Which entries are looked for: those that contain each text, in any case; empty ones are in all.
     *
     * @param actor in the account's name
     * @param action in what was done
     * @param subject in what it was done to
     */
    public record Filter(String actor, String action, String subject) {
        /** All entries. */
        public static final Filter NONE = new Filter("", "", "");
    }

    /**
     * The latest entries first.
     *
     * @param before only those with lesser ids
     * @param limit how many at most
     */
    public List<AuditEntry> list(long before, int limit) {
        return list(Filter.NONE, before, limit);
    }

    /**
     * The latest entries of those that are looked for first.
     *
     * @param before only those with lesser ids
     * @param limit how many at most
     */
    public List<AuditEntry> list(Filter filter, long before, int limit) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select id, at, actor, api_token, action, subject, before_change, after_change, request_id
                        from audit_entry
                        where id < :before and lower(actor) like :actor escape '!'
                          and lower(action) like :action escape '!' and lower(subject) like :subject escape '!'
                        order by id desc limit :limit
                        """)
                .bind("before", before)
                .bind("limit", limit)
                .bind("actor", pattern(filter.actor()))
                .bind("action", pattern(filter.action()))
                .bind("subject", pattern(filter.subject()))
                .map(AuditTrail::read)
                .list());
    }

    private static String pattern(String contained) {
        return "%" + contained.strip().toLowerCase(Locale.ROOT).replaceAll("[!%_]", "!$0") + "%";
    }

    private static AuditEntry read(ResultSet row, StatementContext context) throws SQLException {
        return new AuditEntry(
                row.getLong("id"),
                row.getObject("at", OffsetDateTime.class).toInstant(),
                row.getString("actor"),
                row.getString("api_token"),
                row.getString("action"),
                row.getString("subject"),
                row.getString("before_change"),
                row.getString("after_change"),
                row.getString("request_id"));
    }

    /** What a stranger typed as a user name may be anything. */
    private static String shown(String text, int longest) {
        String visible = text.replaceAll("\\p{Cntrl}", "?");
        return visible.substring(0, Math.min(visible.length(), longest));
    }
}

package dev.sallyport.server.activity;

import dev.sallyport.server.ServerException;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.springframework.stereotype.Component;

/** Statements that people keep under a name, each their own. */
@Component
public class SavedStatements {
    private static final int MOST = 200;
    private static final int LONGEST_NAME = 64;
    private static final int LONGEST_STATEMENT = 20_000;

    private final Jdbi jdbi;

    SavedStatements(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /**
     * A statement that is kept.
     *
     * @param server the data server's name
     */
    public record Saved(String name, String server, String statement) {}

    /**
     * Keeps a statement; one of the same name goes.
     *
     * @throws ServerException if the name or the statement cannot be, or there are too many
     */
    public void save(String userName, Saved saved) {
        String name = saved.name().strip();
        if (name.isEmpty() || name.length() > LONGEST_NAME || name.chars().anyMatch(Character::isISOControl)) {
            throw new ServerException(
                    ServerException.Reason.INVALID,
                    "A saved statement needs a name.",
                    "Say what it is for, in 1 to " + LONGEST_NAME + " characters.");
        }
        if (saved.statement().isBlank() || saved.statement().length() > LONGEST_STATEMENT) {
            throw new ServerException(
                    ServerException.Reason.INVALID,
                    "There is no statement, or it is too long to be kept.",
                    "Type one of at most " + LONGEST_STATEMENT + " characters.");
        }
        jdbi.useTransaction(handle -> {
            handle.createUpdate("delete from saved_statement where name = :name and account_id ="
                            + " (select id from account where user_name = :user)")
                    .bind("name", name)
                    .bind("user", userName)
                    .execute();
            int added = handle.createUpdate("""
                            insert into saved_statement (account_id, name, data_server, statement)
                            select a.id, :name, :server, :statement from account a
                            where a.user_name = :user
                              and (select count(*) from saved_statement s where s.account_id = a.id) < :most
                            """)
                    .bind("name", name)
                    .bind("server", saved.server())
                    .bind("statement", saved.statement())
                    .bind("user", userName)
                    .bind("most", MOST)
                    .execute();
            if (added == 0) {
                throw new ServerException(
                        ServerException.Reason.INVALID,
                        "You have " + MOST + " saved statements.",
                        "Delete one that you need no more.");
            }
        });
    }

    /** An account's statements by name. */
    public List<Saved> list(String userName) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select s.name, s.data_server, s.statement from saved_statement s
                        join account a on a.id = s.account_id where a.user_name = :user order by s.name
                        """)
                .bind("user", userName)
                .map((row, context) -> new Saved(row.getString(1), row.getString(2), row.getString(3)))
                .list());
    }

    /** Forgets a statement. */
    public void delete(String userName, String name) {
        jdbi.useHandle(handle -> handle.createUpdate("delete from saved_statement where name = :name and account_id ="
                        + " (select id from account where user_name = :user)")
                .bind("name", name)
                .bind("user", userName)
                .execute());
    }
}

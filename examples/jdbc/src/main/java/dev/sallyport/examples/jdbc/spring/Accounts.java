package dev.sallyport.examples.jdbc.spring;

import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.jdbc.support.KeyHolder;
import org.springframework.stereotype.Repository;

/** The accounts of the org. */
@Repository
public class Accounts {
    private final JdbcClient database;

    Accounts(JdbcClient database) {
        this.database = database;
    }

    /**
     * An account.
     *
     * @param annualRevenue null if nobody has said it
     */
    public record Account(String id, String name, @Nullable BigDecimal annualRevenue) {}

    /** The accounts of an industry, those with the greatest revenue first. */
    public List<Account> largest(String industry, int most) {
        return database.sql("""
                        SELECT Id, Name, AnnualRevenue FROM Account
                        WHERE Industry = :industry ORDER BY AnnualRevenue DESC NULLS LAST LIMIT :most""")
                .param("industry", industry)
                .param("most", most)
                .query(Account.class)
                .list();
    }

    /**
     * Adds one.
     *
     * @return its id
     */
    public String add(String name, String industry) {
        KeyHolder id = new GeneratedKeyHolder();
        database.sql("INSERT INTO Account (Name, Industry) VALUES (:name, :industry)")
                .param("name", name)
                .param("industry", industry)
                .update(id, "Id");
        return Objects.requireNonNull(id.getKeyAs(String.class));
    }
}

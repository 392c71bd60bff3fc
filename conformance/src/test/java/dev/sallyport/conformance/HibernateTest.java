package dev.sallyport.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.jdbc.SallyportDriver;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import java.time.LocalDateTime;
import java.util.List;
import org.hibernate.SessionFactory;
import org.hibernate.annotations.Immutable;
import org.hibernate.cfg.Configuration;
import org.hibernate.dialect.PostgreSQLDialect;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Read-only entities of Hibernate. Its PostgreSQL dialect writes the SQL that is understood here. */
class HibernateTest {
    @Entity(name = "Account")
    @Immutable
    @Table(name = "Account")
    static class AccountEntity {
        @Id
        @Column(name = "Id")
        @Nullable
        String id;

        @Column(name = "Name")
        @Nullable
        String name;

        @Column(name = "Industry")
        @Nullable
        String industry;
    }

    @Entity(name = "Contact")
    @Immutable
    @Table(name = "Contact")
    static class ContactEntity {
        @Id
        @Column(name = "Id")
        @Nullable
        String id;

        @Column(name = "LastName")
        @Nullable
        String lastName;

        @Column(name = "CreatedDate")
        @Nullable
        LocalDateTime createdDate;

        @ManyToOne(fetch = FetchType.EAGER)
        @JoinColumn(name = "AccountId")
        @Nullable
        AccountEntity account;
    }

    @Test
    void entities_are_read_by_key_query_page_and_association() {
        try (OrgUnderTest org = new OrgUnderTest();
                SessionFactory sessions = new Configuration()
                        .addAnnotatedClass(AccountEntity.class)
                        .addAnnotatedClass(ContactEntity.class)
                        .setProperty("hibernate.connection.driver_class", SallyportDriver.class.getName())
                        .setProperty(
                                "hibernate.connection.url",
                                "jdbc:sallyport:salesforce://"
                                        + org.org().instanceUrl().getAuthority() + "?ssl=false")
                        .setProperty("hibernate.connection.username", org.app().consumerKey())
                        .setProperty("hibernate.connection.password", org.app().consumerSecret())
                        .setProperty("hibernate.dialect", PostgreSQLDialect.class.getName())
                        // The server's validator is on the class path, without the expression language that it wants
                        // here.
                        .setProperty("jakarta.persistence.validation.mode", "none")
                        .buildSessionFactory()) {
            List<ContactEntity> contacts = sessions.fromTransaction(session -> {
                session.setDefaultReadOnly(true);
                return session.createQuery(
                                "from Contact c join fetch c.account a where a.industry = :industry order by c.lastName",
                                ContactEntity.class)
                        .setParameter("industry", "Energy")
                        .setMaxResults(3)
                        .list();
            });
            assertThat(contacts).hasSize(3).allSatisfy(contact -> {
                assertThat(contact.createdDate).isNotNull();
                assertThat(contact.account).isNotNull().satisfies(account -> assertThat(account.industry)
                        .isEqualTo("Energy"));
            });
            String id = contacts.get(0).id;
            ContactEntity again = sessions.fromTransaction(session -> session.find(ContactEntity.class, id));
            assertThat(again.lastName).isEqualTo(contacts.get(0).lastName);
        }
    }
}

package dev.sallyport.examples.jdbc.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.examples.jdbc.spring.Accounts.Account;
import dev.sallyport.org.LocalOrg;
import dev.sallyport.org.ReadyApp;
import dev.sallyport.org.junit.LocalOrgExtension;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;

@ExtendWith(LocalOrgExtension.class)
class AccountsTest {
    @Test
    void what_is_added_is_found_among_the_accounts_of_its_industry(LocalOrg org, ReadyApp app) {
        try (ConfigurableApplicationContext application = start(org, app)) {
            Accounts accounts = application.getBean(Accounts.class);
            int before = accounts.largest("Energy", 1_000).size();

            String id = accounts.add("New Energy", "Energy");

            assertThat(accounts.largest("Energy", 1_000))
                    .hasSize(before + 1)
                    .endsWith(new Account(id, "New Energy", null));
        }
    }

    private static ConfigurableApplicationContext start(LocalOrg org, ReadyApp app) {
        Map<String, Object> settings = Map.of(
                "spring.datasource.url",
                "jdbc:sallyport:salesforce://" + org.instanceUrl().getAuthority() + "?ssl=false",
                "spring.datasource.username",
                app.consumerKey(),
                "spring.datasource.password",
                app.consumerSecret());
        return new SpringApplicationBuilder(AccountsApplication.class)
                .initializers(context ->
                        context.getEnvironment().getPropertySources().addFirst(new MapPropertySource("org", settings)))
                .run();
    }
}

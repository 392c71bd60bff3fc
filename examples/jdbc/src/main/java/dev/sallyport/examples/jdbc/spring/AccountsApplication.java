package dev.sallyport.examples.jdbc.spring;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** An application whose data source is an org: see {@code application.properties}. */
@SpringBootApplication
public class AccountsApplication {
    /** Starts it. */
    public static void main(String[] arguments) {
        SpringApplication.run(AccountsApplication.class, arguments);
    }
}

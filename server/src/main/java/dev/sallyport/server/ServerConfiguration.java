package dev.sallyport.server;

import dev.sallyport.catalog.Catalog;
import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;

/** What the server is made of, beside the components of the packages below. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@ComponentScan
class ServerConfiguration {
    /** More than a handful of tests and imports at once would only wait for the same org. */
    private static final int LONG_TASKS = 8;

    private static final int ONLOOKERS = 64;

    /** The catalogue's own pool, which the catalogue closes. */
    @Bean(destroyMethod = "")
    DataSource dataSource(Catalog catalog) {
        return catalog.dataSource();
    }

    @Bean
    PlatformTransactionManager transactions(DataSource dataSource) {
        return new JdbcTransactionManager(dataSource);
    }

    @Bean
    Jdbi jdbi(DataSource dataSource) {
        return Jdbi.create(dataSource);
    }

    /** Runs what tells its progress while the request's own thread is free. */
    @Bean(destroyMethod = "shutdownNow")
    ExecutorService longTasks() {
        return Executors.newFixedThreadPool(LONG_TASKS);
    }

    /** Tell of work that goes on elsewhere: they do nothing but wait, and the more of them only wait for their turn. */
    @Bean(destroyMethod = "shutdownNow")
    ExecutorService onlookers() {
        ThreadPoolExecutor threads =
                new ThreadPoolExecutor(ONLOOKERS, ONLOOKERS, 30, TimeUnit.SECONDS, new LinkedBlockingQueue<>());
        threads.allowCoreThreadTimeOut(true);
        return threads;
    }

    @Bean
    TemplateEngine templates() {
        return TemplateEngine.createPrecompiled(
                null, ContentType.Html, ServerConfiguration.class.getClassLoader(), "dev.sallyport.server.template");
    }

    /** Ready means: the catalogue's database answers. */
    @Bean
    HealthIndicator catalogHealthIndicator(Jdbi jdbi) {
        return () -> {
            try {
                jdbi.useHandle(handle -> handle.execute("select 1"));
                return Health.up().build();
            } catch (RuntimeException e) {
                return Health.down().build();
            }
        };
    }
}

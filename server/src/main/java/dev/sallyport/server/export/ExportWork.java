package dev.sallyport.server.export;

import dev.sallyport.catalog.Catalog;
import dev.sallyport.salesforce.SalesforceClient;
import dev.sallyport.server.account.Role;
import dev.sallyport.server.activity.ApiCalls;
import dev.sallyport.server.export.Exports.Progress;
import dev.sallyport.server.export.Exports.Result;
import dev.sallyport.server.export.Exports.Wanted;
import dev.sallyport.server.job.Job;
import dev.sallyport.server.job.JobPostponedException;
import dev.sallyport.server.job.JobRun;
import dev.sallyport.server.job.Work;
import dev.sallyport.transfer.Export;
import dev.sallyport.transfer.ExportResult;
import dev.sallyport.transfer.Exporter;
import dev.sallyport.transfer.TransferException;
import dev.sallyport.transfer.TransferListener;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.OptionalLong;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Exports into an export's folder. What is noted there is enough for another node to go on with a table. */
@Component
class ExportWork implements Work {
    static final String KIND = "export";

    private static final Logger LOG = LoggerFactory.getLogger(ExportWork.class);

    private final Catalog catalog;
    private final ApiCalls apiCalls;
    private final ExportFolders folders;
    private final Jdbi jdbi;
    private final Clock clock;

    ExportWork(Catalog catalog, ApiCalls apiCalls, ExportFolders folders, Jdbi jdbi, Clock clock) {
        this.catalog = catalog;
        this.apiCalls = apiCalls;
        this.folders = folders;
        this.jdbi = jdbi;
        this.clock = clock;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Role needs() {
        return Role.ANALYST;
    }

    @Override
    public void run(JobRun run) throws SQLException, IOException {
        String server = run.job().server();
        SalesforceClient client = catalog.connections().open(server, run.whose().userName());
        ExportResult made;
        try (client) {
            made = export(run, client);
        } catch (TransferException e) {
            if (e.reason() == TransferException.Reason.IN_USE) {
                throw new JobPostponedException("Whoever was at it has not let go of its files yet.", e);
            }
            throw e;
        } finally {
            apiCalls.add(server, client.usage().calls());
        }
        Result result = new Result(made.rows(), folders.files(run.job().id()));
        jdbi.useTransaction(handle -> run.finish(handle, result));
    }

    private ExportResult export(JobRun run, SalesforceClient client) throws SQLException, IOException {
        String server = run.job().server();
        Wanted wanted = run.request(Wanted.class);
        Export export = new Export(
                catalog.servers().salesforce(server).oauthServerUrl().instance(),
                wanted.source(),
                wanted.format(),
                wanted.rowsPerFile());
        run.update(new Progress(0, null));
        Exporter exporter = new Exporter(client, catalog.tables().sObjects(server), new Listener(run), clock);
        return run.<ExportResult, SQLException, IOException>outside(
                () -> cancel(exporter),
                () -> exporter.run(export, folders.of(run.job().id())));
    }

    private static void cancel(Exporter exporter) {
        try {
            exporter.cancel();
        } catch (SQLException e) {
            LOG.warn("What an export has asked Salesforce for could not be ended", e);
        }
    }

    @Override
    public void clean(Job job) {
        folders.remove(job.id());
    }

    /** Tells how many rows there are, about once a second. */
    private static final class Listener implements TransferListener {
        private static final Duration PAUSE = Duration.ofSeconds(1);

        private final JobRun run;
        private long toldAt = System.nanoTime();

        private Listener(JobRun run) {
            this.run = run;
        }

        @Override
        public void remark(String text) {
            LOG.info("{}", text);
        }

        @Override
        public void progress(long rows, OptionalLong total) {
            if (System.nanoTime() - toldAt >= PAUSE.toNanos()) {
                toldAt = System.nanoTime();
                run.update(new Progress(rows, total.isPresent() ? total.getAsLong() : null));
            }
        }
    }
}

package dev.sallyport.server.administration;

import dev.sallyport.catalog.Catalog;
import dev.sallyport.catalog.ImportScope;
import dev.sallyport.catalog.JdbcServer;
import dev.sallyport.catalog.TableImport;
import dev.sallyport.salesforce.SalesforceClient;
import dev.sallyport.server.account.Role;
import dev.sallyport.server.activity.ApiCalls;
import dev.sallyport.server.administration.TableImports.Progress;
import dev.sallyport.server.administration.TableImports.Result;
import dev.sallyport.server.audit.AuditTrail;
import dev.sallyport.server.job.JobRun;
import dev.sallyport.server.job.Work;
import java.util.List;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Imports tables. Nothing is stored before the end: whoever takes an import over reads the org again. */
@Component
class ImportWork implements Work {
    static final String KIND = "import";

    private final Catalog catalog;
    private final AuditTrail audit;
    private final ApiCalls apiCalls;
    private final JsonMapper json;

    ImportWork(Catalog catalog, AuditTrail audit, ApiCalls apiCalls, JsonMapper json) {
        this.catalog = catalog;
        this.audit = audit;
        this.apiCalls = apiCalls;
        this.json = json;
    }

    /**
     * What is asked for, as it is kept.
     *
     * @param tables those that are named; empty unless some are
     * @param all every table that the user sees; if not, and none is named, those that are imported
     * @param full whether everything is read again
     */
    record Request(List<String> tables, boolean all, boolean full) {
        static Request of(ImportScope scope, boolean full) {
            List<String> named = scope instanceof ImportScope.Named names ? names.tables() : List.of();
            return new Request(named, scope instanceof ImportScope.All, full);
        }

        ImportScope scope() {
            if (all) {
                return new ImportScope.All();
            }
            return tables.isEmpty() ? new ImportScope.Imported() : new ImportScope.Named(tables);
        }
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Role needs() {
        return Role.EDITOR;
    }

    @Override
    public void run(JobRun run) {
        String server = run.job().server();
        if (catalog.servers().get(server) instanceof JdbcServer) {
            run.tell(new Progress("reading", 0, 0));
            store(run, outside(run, () -> catalog.tables().prepareImport(server, scope(run))), 0);
            return;
        }
        SalesforceClient opened = catalog.connections().open(server, run.whose().userName());
        long unused = apiCalls.counting(server, opened, client -> {
            if (run.request(Request.class).full()) {
                catalog.tables().readInFull(server);
            }
            run.tell(new Progress("reading", 0, 0));
            TableImport read = outside(run, () -> catalog.tables().prepareImport(server, client, scope(run)));
            long calls = client.usage().calls();
            store(run, read, calls);
            return calls;
        });
    }

    private static ImportScope scope(JobRun run) {
        return run.request(Request.class).scope();
    }

    /** An interruption gives up the call that is under way. */
    private static TableImport outside(
            JobRun run, JobRun.Outside<TableImport, RuntimeException, RuntimeException> reading) {
        return run.outside(Thread.currentThread()::interrupt, reading);
    }

    private void store(JobRun run, TableImport read, long calls) {
        int tables = read.described().size();
        Result result = new Result(tables, read.drift(), calls);
        run.tell(new Progress("compared", tables, calls));
        run.tell(new Progress("storing", tables, calls));
        String told = json.writeValueAsString(result);
        read.apply(handle -> {
            audit.recordOf(handle, run.whose().userName(), "tables.import", read.server(), null, told);
            run.finish(handle, result);
        });
    }
}

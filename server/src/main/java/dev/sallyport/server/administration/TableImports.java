package dev.sallyport.server.administration;

import dev.sallyport.catalog.Catalog;
import dev.sallyport.catalog.Drift;
import dev.sallyport.catalog.ImportScope;
import dev.sallyport.catalog.ImportedTable;
import dev.sallyport.catalog.JdbcServer;
import dev.sallyport.salesforce.SObjectSummary;
import dev.sallyport.salesforce.SalesforceClient;
import dev.sallyport.server.ServerException;
import dev.sallyport.server.account.SignedIn;
import dev.sallyport.server.activity.ApiCalls;
import dev.sallyport.server.audit.AuditTrail;
import dev.sallyport.server.job.Job;
import dev.sallyport.server.job.Jobs;
import dev.sallyport.server.web.Problem;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Imports tables: each import is a job, which any node may finish. */
@Component
public class TableImports {
    private final Catalog catalog;
    private final AuditTrail audit;
    private final ApiCalls apiCalls;
    private final Jobs jobs;
    private final JsonMapper json;

    TableImports(Catalog catalog, AuditTrail audit, ApiCalls apiCalls, Jobs jobs, JsonMapper json) {
        this.apiCalls = apiCalls;
        this.jobs = jobs;
        this.catalog = catalog;
        this.audit = audit;
        this.json = json;
    }

    /**
     * A table that the org has and SOQL can query.
     *
     * @param imported whether it is imported
     */
    public record RemoteTable(String name, String label, boolean custom, boolean imported) {}

    /**
     * Which tables to import.
     *
     * @param all every table that the user sees
     * @param tables API names; none for those that are imported already
     */
    public record Choice(boolean all, List<String> tables) {
        public Choice {
            tables = List.copyOf(tables);
        }
    }

    /**
     * How far an import has come.
     *
     * @param phase {@code reading}, {@code compared} or {@code storing}
     * @param tables how many tables are in it; 0 while that is not known
     * @param calls how many API calls it has cost
     */
    public record Progress(String phase, int tables, long calls) {}

    /**
     * What came of an import.
     *
     * @param tables how many tables were read
     * @param drift what changed
     * @param calls how many API calls it cost
     */
    public record Result(int tables, Drift drift, long calls) {}

    /**
     * An import that somebody has asked for.
     *
     * @param id by which it is found at every node
     * @param server the data server's name
     * @param askedBy the account's name
     * @param state how far it is
     * @param attempts how many nodes have been at it, one after another
     * @param progress what was last told of it; null if nothing was yet
     * @param result what came of it; null unless it is done
     * @param problem why it failed; null unless it did
     * @param askedAt when that was
     * @param endedAt null until it has ended
     */
    public record ImportJob(
            String id,
            String server,
            String askedBy,
            Job.State state,
            int attempts,
            @Nullable Progress progress,
            @Nullable Result result,
            @Nullable Problem problem,
            Instant askedAt,
            @Nullable Instant endedAt) {}

    /**
     * The org's tables whose name or label contains a text; one API call.
     *
     * @param server the data server's name
     * @param user whose tokens it uses where the provider gives each person their own
     */
    public List<RemoteTable> remote(String server, String search, String user) {
        Set<String> imported =
                catalog.tables().list(server).stream().map(ImportedTable::name).collect(Collectors.toSet());
        String wanted = search.toLowerCase(Locale.ROOT);
        if (catalog.servers().get(server) instanceof JdbcServer) {
            return catalog.tables().prepareImport(server, new ImportScope.All()).described().stream()
                    .filter(table -> table.name().toLowerCase(Locale.ROOT).contains(wanted)
                            || table.label().toLowerCase(Locale.ROOT).contains(wanted))
                    .map(table -> new RemoteTable(table.name(), table.label(), false, imported.contains(table.name())))
                    .toList();
        }
        return apiCalls
                .counting(server, catalog.connections().open(server, user), SalesforceClient::describeGlobal)
                .stream()
                .filter(SObjectSummary::queryable)
                .filter(table -> table.name().toLowerCase(Locale.ROOT).contains(wanted)
                        || table.label().toLowerCase(Locale.ROOT).contains(wanted))
                .map(table ->
                        new RemoteTable(table.name(), table.label(), table.custom(), imported.contains(table.name())))
                .toList();
    }

    /**
     * Prepares an import; nothing is called yet.
     *
     * @param server the data server's name
     * @param full whether everything is read again
     * @param whose whose tokens it uses where the provider gives each person their own
     * @throws dev.sallyport.catalog.CatalogException if there is no such server
     * @throws ServerException if nothing is chosen
     */
    public Prepared prepare(String server, Choice choice, boolean full, SignedIn whose) {
        catalog.servers().get(server);
        return new Prepared(server, scope(server, choice), full, whose);
    }

    private ImportScope scope(String server, Choice choice) {
        if (choice.all()) {
            return new ImportScope.All();
        }
        if (!choice.tables().isEmpty()) {
            return new ImportScope.Named(choice.tables());
        }
        if (catalog.tables().list(server).isEmpty()) {
            throw new ServerException(
                    ServerException.Reason.INVALID,
                    "Nothing is imported from " + server + " yet.",
                    "Name the tables to import, or import all.");
        }
        return new ImportScope.Imported();
    }

    /** The imports of the last week, of a data server or of all if it is empty, the latest first. */
    public List<ImportJob> list(String server) {
        return jobs.list(ImportWork.KIND, server, "").stream().map(this::read).toList();
    }

    /** Those of a data server that have not ended, the latest first. */
    public List<ImportJob> underWay(String server) {
        return jobs.underWay(ImportWork.KIND, server, "").stream()
                .map(this::read)
                .toList();
    }

    /**
     * An import that was asked for.
     *
     * @throws ServerException if there is none of that id
     */
    public ImportJob get(String id) {
        return read(jobs.get(ImportWork.KIND, id));
    }

    /**
     * Ends an import, whichever node is at it; nothing of it is stored. One that has ended stays as it is.
     *
     * @throws ServerException if there is none of that id
     */
    public void cancel(String id) {
        Job job = jobs.get(ImportWork.KIND, id);
        if (jobs.cancel(job)) {
            audit.record("tables.import.cancel", job.server(), null, null);
        }
    }

    /**
     * Looks on at an import until it ends, or this server does.
     *
     * @param progress is told how far it has come, from its beginning
     * @param wanted whether somebody still wants to know
     * @return the import at last
     * @throws ServerException if there is none of that id
     */
    public ImportJob follow(String id, Consumer<Progress> progress, BooleanSupplier wanted) {
        return read(jobs.follow(jobs.get(ImportWork.KIND, id), new Steps(progress), wanted));
    }

    private ImportJob read(Job job) {
        List<JsonNode> steps = job.steps();
        return new ImportJob(
                job.id(),
                job.server(),
                job.askedBy(),
                job.state(),
                job.attempts(),
                steps.isEmpty() ? null : progress(steps.get(steps.size() - 1)),
                job.result() == null ? null : json.treeToValue(job.result(), Result.class),
                job.problem(),
                job.askedAt(),
                job.endedAt());
    }

    private Progress progress(JsonNode step) {
        return json.treeToValue(step, Progress.class);
    }

    /** Tells each step once, and all anew where another node has begun anew. */
    private final class Steps implements Consumer<Job> {
        private final Consumer<Progress> progress;
        private int attempts;
        private int told;

        private Steps(Consumer<Progress> progress) {
            this.progress = progress;
        }

        @Override
        public void accept(Job job) {
            if (job.attempts() != attempts) {
                attempts = job.attempts();
                told = 0;
            }
            for (; told < job.steps().size(); told++) {
                progress.accept(progress(job.steps().get(told)));
            }
        }
    }

    /** An import that has not begun. */
    public final class Prepared {
        private final String server;
        private final ImportScope scope;
        private final boolean full;
        private final SignedIn whose;

        private Prepared(String server, ImportScope scope, boolean full, SignedIn whose) {
            this.server = server;
            this.scope = scope;
            this.full = full;
            this.whose = whose;
        }

        /** What it would change; nothing is stored. */
        public Drift preview() {
            if (catalog.servers().get(server) instanceof JdbcServer) {
                return catalog.tables().prepareImport(server, scope).drift();
            }
            return apiCalls.counting(
                    server, catalog.connections().open(server, whose.userName()), client -> catalog.tables()
                            .prepareImport(server, client, scope)
                            .drift());
        }

        /** Asks for it, and does not wait: whichever node has room reads the tables and stores them. */
        public ImportJob begin() {
            return get(ask().id());
        }

        /**
         * Asks for it and waits: tables are read and stored, all together or not at all.
         *
         * @param progress is told how far it has come
         */
        public Result run(Consumer<Progress> progress) {
            Job done = ask().await(new Steps(progress));
            return json.treeToValue(Objects.requireNonNull(done.result()), Result.class);
        }

        private Jobs.Asked ask() {
            return jobs.ask(ImportWork.KIND, server, ImportWork.Request.of(scope, full), whose);
        }
    }
}

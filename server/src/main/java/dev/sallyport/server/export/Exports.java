package dev.sallyport.server.export;

import dev.sallyport.catalog.Catalog;
import dev.sallyport.catalog.JdbcServer;
import dev.sallyport.server.ServerException;
import dev.sallyport.server.ServerException.Reason;
import dev.sallyport.server.account.Role;
import dev.sallyport.server.account.SignedIn;
import dev.sallyport.server.activity.StatementRun;
import dev.sallyport.server.audit.AuditTrail;
import dev.sallyport.server.job.Job;
import dev.sallyport.server.job.Jobs;
import dev.sallyport.server.web.Problem;
import dev.sallyport.transfer.Export;
import dev.sallyport.transfer.format.RowsFormat;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Exports whose files are kept for a week, for whoever asked for them and for administrators. */
@Component
public class Exports {
    private static final int MOST_OPEN = 8;

    private final Catalog catalog;
    private final Jobs jobs;
    private final ExportFolders folders;
    private final AuditTrail audit;
    private final JsonMapper json;

    Exports(Catalog catalog, Jobs jobs, ExportFolders folders, AuditTrail audit, JsonMapper json) {
        this.catalog = catalog;
        this.jobs = jobs;
        this.folders = folders;
        this.audit = audit;
        this.json = json;
    }

    /**
     * What to export: the rows of a query, or a table.
     *
     * @param sql a query over the tables of the data server; null for a table
     * @param table null for a query
     * @param columns of the table; none for all that Bulk API 2.0 reads
     * @param where a SQL condition on the table; null for all records
     * @param format of the files
     * @param rowsPerFile the most rows of a file; null for what suits
     */
    public record Wanted(
            @Nullable String sql,
            @Nullable String table,
            List<String> columns,
            @Nullable String where,
            RowsFormat format,
            @Nullable Integer rowsPerFile) {
        public Wanted {
            columns = List.copyOf(columns);
        }

        /** The same without the values in its SQL, which are the org's data: for the audit trail, and for who looks at others' exports. */
        Wanted withoutValues() {
            return new Wanted(
                    sql == null ? null : StatementRun.withoutValues(sql),
                    table,
                    columns,
                    where == null ? null : StatementRun.withoutValues(where),
                    format,
                    rowsPerFile);
        }

        Export.Source source() {
            return sql == null ? new Export.Table(String.valueOf(table), columns, where, false) : new Export.Query(sql);
        }
    }

    /**
     * How far an export has come.
     *
     * @param rows that are in files or on the way there
     * @param total how many there will be; null while that is not known
     */
    public record Progress(long rows, @Nullable Long total) {}

    /**
     * A file that an export has made.
     *
     * @param name such as {@code part-00000.csv}
     * @param bytes its length
     */
    public record ExportedFile(String name, long bytes) {}

    /**
     * What came of an export.
     *
     * @param rows of all files
     * @param files in their order
     */
    public record Result(long rows, List<ExportedFile> files) {
        public Result {
            files = List.copyOf(files);
        }
    }

    /**
     * An export that somebody has asked for.
     *
     * @param id by which it is found at every node
     * @param server the data server's name
     * @param askedBy the account's name
     * @param wanted what was asked for; without the values in its SQL for whoever looks at another's
     * @param state how far it is
     * @param attempts how many nodes have been at it, one after another
     * @param progress what was last told of it; null if nothing was yet
     * @param result what came of it; null unless it is done
     * @param problem why it failed; its kind for whoever looks at another's; null unless it did
     * @param askedAt when that was
     * @param endedAt null until it has ended
     */
    public record ExportJob(
            String id,
            String server,
            String askedBy,
            Wanted wanted,
            Job.State state,
            int attempts,
            @Nullable Progress progress,
            @Nullable Result result,
            @Nullable Problem problem,
            Instant askedAt,
            @Nullable Instant endedAt) {}

    /**
     * Asks for an export, and does not wait: whichever node has room makes it.
     *
     * @param server the data server's name
     * @param whose whose tokens it uses where the provider gives each person their own
     * @throws ServerException if it cannot be, or too many have been asked for
     * @throws dev.sallyport.catalog.CatalogException if there is no such server or table
     */
    public ExportJob begin(String server, Wanted wanted, SignedIn whose) {
        check(server, wanted, whose);
        Jobs.Asked asked = jobs.ask(ExportWork.KIND, server, wanted, whose);
        audit.record("export.create", server, null, told(asked.id(), "wanted", wanted.withoutValues()));
        return read(jobs.get(ExportWork.KIND, asked.id()), whose);
    }

    /** An export for the audit trail, where its data server is the subject. */
    private String told(String id, String property, Object value) {
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("id", id);
        told.put(property, value);
        return json.writeValueAsString(told);
    }

    private void check(String server, Wanted wanted, SignedIn whose) {
        if (catalog.servers().get(server) instanceof JdbcServer) {
            throw invalid(
                    server + " is a database: files of its rows are not kept here.",
                    "Have all rows of a query sent at once: POST /api/v1/queries/export.");
        }
        boolean ofTable = wanted.table() != null;
        if (ofTable == (wanted.sql() != null)) {
            throw invalid("An export is of a table or of a query.", "Give one of them: table or sql.");
        }
        if (!ofTable && (!wanted.columns().isEmpty() || wanted.where() != null)) {
            throw invalid("columns and where are about a table.", "Say it in the query.");
        }
        if (wanted.rowsPerFile() != null && wanted.rowsPerFile() < 1) {
            throw invalid("A file cannot have at most " + wanted.rowsPerFile() + " rows.", "Give it more.");
        }
        if (ofTable) {
            var unused = catalog.tables().describe(server, String.valueOf(wanted.table()));
        }
        int open = jobs.underWay(ExportWork.KIND, "", whose.userName()).size();
        if (open >= MOST_OPEN) {
            throw invalid("You have " + open + " exports under way already.", "Wait for one to end, or cancel one.");
        }
    }

    private static ServerException invalid(String message, String advice) {
        return new ServerException(Reason.INVALID, message, advice);
    }

    /** Somebody's exports of the last week, an administrator's everybody's, the latest first. */
    public List<ExportJob> list(SignedIn whose) {
        String of = whose.role().includes(Role.ADMINISTRATOR) ? "" : whose.userName();
        return jobs.list(ExportWork.KIND, "", of).stream()
                .filter(job -> job.state() != Job.State.REMOVED)
                .map(job -> read(job, whose))
                .toList();
    }

    /**
     * An export that was asked for.
     *
     * @throws ServerException if there is none of that id that this person may see
     */
    public ExportJob get(String id, SignedIn whose) {
        return read(job(id, whose), whose);
    }

    private Job job(String id, SignedIn whose) {
        Job job = jobs.get(ExportWork.KIND, id);
        boolean sees = job.isOf(whose) || whose.role().includes(Role.ADMINISTRATOR);
        if (!sees || job.state() == Job.State.REMOVED) {
            throw new ServerException(
                    Reason.NOT_FOUND, "You have no such export.", "Look at the list; they are kept for a week.");
        }
        return job;
    }

    /**
     * Looks on at an export until it ends, this server does, or nobody wants to know any more.
     *
     * @param progress is told how far it has come
     * @param wanted whether somebody still wants to know
     * @return the export at last
     */
    public ExportJob follow(String id, SignedIn whose, Consumer<Progress> progress, BooleanSupplier wanted) {
        Consumer<Job> changed = job -> {
            Progress told = progress(job);
            if (told != null) {
                progress.accept(told);
            }
        };
        Job ended = jobs.follow(job(id, whose), changed, wanted);
        return read(ended, whose);
    }

    /** Ends an export that is under way, whichever node is at it; removes the files of one that has ended. */
    public void remove(String id, SignedIn whose) {
        Job job = job(id, whose);
        if (jobs.cancel(job)) {
            audit.record("export.cancel", job.server(), told(job.id(), "askedBy", job.askedBy()), null);
        } else {
            jobs.remove(job);
            audit.record("export.remove", job.server(), told(job.id(), "askedBy", job.askedBy()), null);
        }
    }

    /**
     * A file of an export that is done, for whoever fetches it: the audit trail says so.
     *
     * @throws ServerException if there is none of that name, or it is not in this node's folder
     */
    public Path file(String id, String name, SignedIn whose) {
        ExportJob export = get(id, whose);
        Result result = export.result();
        if (result == null
                || result.files().stream().noneMatch(file -> file.name().equals(name))) {
            throw new ServerException(
                    Reason.NOT_FOUND, "The export has no such file.", "It names its files once it is done.");
        }
        Path file = Optional.of(folders.of(id).resolve(name))
                .filter(Files::isReadable)
                .orElseThrow(() -> new ServerException(
                        Reason.NOT_FOUND,
                        "The file " + name + " is not in this server's folder.",
                        "It is at the node that has made it. Have all nodes share a folder: SALLYPORT_EXPORTS."));
        audit.record("export.fetch", export.server(), null, told(id, "file", name));
        return file;
    }

    private @Nullable Progress progress(Job job) {
        return job.steps().isEmpty() ? null : json.treeToValue(job.steps().get(0), Progress.class);
    }

    /** What went wrong, for who looks at others' exports: its kind. */
    private static @Nullable Problem withoutValues(@Nullable Problem problem) {
        return problem == null
                ? null
                : new Problem(
                        problem.type(),
                        problem.title(),
                        problem.status(),
                        StatementRun.problemWithoutValues(problem.detail()),
                        null,
                        problem.requestId());
    }

    private ExportJob read(Job job, SignedIn whose) {
        Wanted wanted = json.treeToValue(job.request(), Wanted.class);
        return new ExportJob(
                job.id(),
                job.server(),
                job.askedBy(),
                job.isOf(whose) ? wanted : wanted.withoutValues(),
                job.state(),
                job.attempts(),
                progress(job),
                job.result() == null ? null : json.treeToValue(job.result(), Result.class),
                job.isOf(whose) ? job.problem() : withoutValues(job.problem()),
                job.askedAt(),
                job.endedAt());
    }
}

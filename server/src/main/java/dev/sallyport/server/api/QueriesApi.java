package dev.sallyport.server.api;

import static dev.sallyport.server.api.SecurityProvidersApi.required;

import dev.sallyport.server.account.Needs;
import dev.sallyport.server.account.Role;
import dev.sallyport.server.account.SignedIn;
import dev.sallyport.server.query.QueryRuns;
import dev.sallyport.server.web.Downloads;
import dev.sallyport.transfer.format.RowsFormat;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.sql.SQLException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** SQL over the imported tables. */
@RestController
@RequestMapping("/api/v1/queries")
class QueriesApi {
    private final QueryRuns queries;

    QueriesApi(QueryRuns queries) {
        this.queries = queries;
    }

    /**
     * A statement to run.
     *
     * @param id chosen by who asks, so that it can be cancelled while it runs; null for any
     * @param server the data server's name
     * @param sql a query; from editors also a statement that writes
     * @param limit how many rows to answer at most; null for 100
     * @param explain whether to show what it becomes, and run nothing
     */
    record QueryGiven(
            @Nullable String id,
            @Nullable String server,
            @Nullable String sql,
            @Nullable Integer limit,
            boolean explain) {}

    @Needs(Role.ANALYST)
    @PostMapping
    QueryRuns.Rows run(@RequestBody QueryGiven given, @AuthenticationPrincipal SignedIn whose) throws SQLException {
        String sql = required(given.sql(), "sql");
        return queries.run(
                new QueryRuns.Request(
                        given.id() == null ? UUID.randomUUID().toString() : given.id(),
                        required(given.server(), "server"),
                        sql,
                        given.limit() == null ? 100 : given.limit(),
                        given.explain()),
                whose.userName(),
                whose.role().includes(Role.EDITOR));
    }

    /**
     * A statement whose rows are sent all.
     *
     * @param server the data server's name
     * @param sql a query
     */
    record ExportGiven(@Nullable String server, @Nullable String sql) {}

    /**
     * Runs a query and sends all its rows as they come, in the format that {@code Accept} names: CSV where it names none.
     * If it fails on the way the connection breaks.
     */
    @Needs(Role.ANALYST)
    @PostMapping(
            path = "/export",
            produces = {"text/csv", "application/jsonl", "application/vnd.apache.parquet"})
    void export(
            @RequestBody ExportGiven given,
            @RequestHeader(defaultValue = MediaType.ALL_VALUE) String accept,
            @AuthenticationPrincipal SignedIn whose,
            HttpServletResponse response)
            throws SQLException, IOException {
        RowsFormat format = MediaType.parseMediaTypes(accept).stream()
                .flatMap(type -> RowsFormat.ofMediaType(type.getType() + "/" + type.getSubtype()).stream())
                .findFirst()
                .orElse(RowsFormat.CSV);
        String server = required(given.server(), "server");
        String sql = required(given.sql(), "sql");
        try {
            queries.export(server, sql, whose.userName(), columns -> {
                response.setContentType(format.contentType());
                return format.open(response.getOutputStream(), columns);
            });
        } catch (IOException e) {
            if (response.isCommitted()) {
                throw e;
            }
            throw Downloads.unwritable(e);
        }
    }

    @Needs(Role.ANALYST)
    @GetMapping("/{id}/rows")
    QueryRuns.Rows next(
            @PathVariable String id,
            @RequestParam(defaultValue = "100") int limit,
            @AuthenticationPrincipal SignedIn whose)
            throws SQLException {
        return queries.next(id, limit, whose.userName());
    }

    @Needs(Role.ANALYST)
    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void cancel(@PathVariable String id, @AuthenticationPrincipal SignedIn whose) {
        queries.cancel(id, whose.userName());
    }
}

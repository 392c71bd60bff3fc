package dev.sallyport.server.api;

import dev.sallyport.catalog.Catalog;
import dev.sallyport.catalog.Drift;
import dev.sallyport.catalog.ImportedTable;
import dev.sallyport.salesforce.SObjectDescribe;
import dev.sallyport.server.account.Needs;
import dev.sallyport.server.account.Role;
import dev.sallyport.server.account.SignedIn;
import dev.sallyport.server.administration.TableImports;
import dev.sallyport.server.query.QueryRuns;
import dev.sallyport.server.web.ProgressStreams;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.net.URI;
import java.security.Principal;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** The tables of a data server: those that the org has, and those that are imported. */
@RestController
@RequestMapping("/api/v1/data-servers/{server}")
class TablesApi {
    private final Catalog catalog;
    private final TableImports imports;
    private final QueryRuns queries;
    private final ProgressStreams streams;

    TablesApi(Catalog catalog, TableImports imports, QueryRuns queries, ProgressStreams streams) {
        this.catalog = catalog;
        this.imports = imports;
        this.queries = queries;
        this.streams = streams;
    }

    /**
     * Which tables to import.
     *
     * @param tables API names; null or none for those that are imported already
     * @param all every table that the user sees; then {@code tables} is empty
     * @param full whether everything is read again, whatever the org says has not changed
     */
    record ImportWanted(@Nullable List<String> tables, boolean all, boolean full) {}

    @Needs(Role.VIEWER)
    @GetMapping("/tables")
    Slice<ImportedTable> list(
            @PathVariable String server,
            @RequestParam(defaultValue = "") String search,
            @RequestParam(defaultValue = "0") int offset,
            @RequestParam(defaultValue = "100") int limit) {
        return Slice.of(catalog.tables().search(server, search), offset, limit, table -> table);
    }

    @Needs(Role.VIEWER)
    @GetMapping("/tables/{table}")
    SObjectDescribe describe(@PathVariable String server, @PathVariable String table) {
        return catalog.tables().describe(server, table);
    }

    @Needs(Role.ANALYST)
    @GetMapping("/tables/{table}/rows")
    QueryRuns.Rows sample(
            @PathVariable String server,
            @PathVariable String table,
            @RequestParam(defaultValue = "20") int limit,
            Principal whose)
            throws SQLException {
        return queries.sample(server, catalog.tables().describe(server, table), limit, whose.getName());
    }

    @Needs(Role.EDITOR)
    @GetMapping("/remote-tables")
    Slice<TableImports.RemoteTable> remote(
            @PathVariable String server,
            @RequestParam(defaultValue = "") String search,
            @RequestParam(defaultValue = "0") int offset,
            @RequestParam(defaultValue = "100") int limit,
            Principal whose) {
        return Slice.of(imports.remote(server, search, whose.getName()), offset, limit, table -> table);
    }

    /** What an import would change; nothing is stored. */
    @Needs(Role.EDITOR)
    @PostMapping("/tables/drift")
    Drift preview(
            @PathVariable String server, @RequestBody ImportWanted wanted, @AuthenticationPrincipal SignedIn whose) {
        return imports.prepare(server, scope(wanted), wanted.full(), whose).preview();
    }

    /** Answers when it is done; who prefers not to wait is told where it is told of. */
    @Needs(Role.EDITOR)
    @PostMapping(path = "/tables/import", produces = MediaType.APPLICATION_JSON_VALUE)
    @ApiResponse(
            responseCode = "200",
            description = "It is done.",
            content = @Content(schema = @Schema(implementation = TableImports.Result.class)))
    @ApiResponse(
            responseCode = "202",
            description =
                    "It is asked for, where the request has Prefer: respond-async (RFC 7240). Location tells of it.",
            content = @Content(schema = @Schema(implementation = TableImports.ImportJob.class)))
    ResponseEntity<?> importTables(
            @PathVariable String server,
            @RequestBody ImportWanted wanted,
            @RequestHeader(name = Preference.HEADER, required = false) @Nullable List<String> prefer,
            @AuthenticationPrincipal SignedIn whose) {
        TableImports.Prepared prepared = imports.prepare(server, scope(wanted), wanted.full(), whose);
        if (!Preference.RESPOND_ASYNC.isAmong(prefer)) {
            return ResponseEntity.ok(prepared.run(read -> {}));
        }
        TableImports.ImportJob job = prepared.begin();
        return ResponseEntity.accepted()
                .location(URI.create(ImportsApi.PATH + "/" + job.id()))
                .header(Preference.APPLIED, Preference.RESPOND_ASYNC.word())
                .body(job);
    }

    @Needs(Role.EDITOR)
    @PostMapping(path = "/tables/import", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    SseEmitter watchImport(
            @PathVariable String server, @RequestBody ImportWanted wanted, @AuthenticationPrincipal SignedIn whose) {
        TableImports.Prepared prepared = imports.prepare(server, scope(wanted), wanted.full(), whose);
        return streams.open(progress -> prepared.run(read -> progress.event("progress", read)));
    }

    private static TableImports.Choice scope(ImportWanted wanted) {
        return new TableImports.Choice(wanted.all(), wanted.tables() == null ? List.of() : wanted.tables());
    }
}

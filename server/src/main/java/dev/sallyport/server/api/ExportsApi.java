package dev.sallyport.server.api;

import dev.sallyport.server.ServerException;
import dev.sallyport.server.ServerException.Reason;
import dev.sallyport.server.account.Needs;
import dev.sallyport.server.account.Role;
import dev.sallyport.server.account.SignedIn;
import dev.sallyport.server.export.Exports;
import dev.sallyport.server.export.Exports.ExportJob;
import dev.sallyport.server.export.Exports.Wanted;
import dev.sallyport.server.web.Downloads;
import dev.sallyport.server.web.ProgressStreams;
import dev.sallyport.transfer.format.RowsFormat;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** Exports into files that are fetched later, from any node. */
@RestController
@RequestMapping(ExportsApi.PATH)
class ExportsApi {
    static final String PATH = "/api/v1/exports";

    private final Exports exports;
    private final ProgressStreams streams;

    ExportsApi(Exports exports, ProgressStreams streams) {
        this.exports = exports;
        this.streams = streams;
    }

    /**
     * What to export.
     *
     * @param server the data server's name
     * @param sql a query; null for a table
     * @param table null for a query
     * @param columns of the table; null or none for all that Bulk API 2.0 reads
     * @param where a SQL condition on the table; null for all records
     * @param format {@code csv}, {@code jsonl} or {@code parquet}; null for the first
     * @param rowsPerFile the most rows of a file; null for what suits
     */
    record ExportGiven(
            @Nullable String server,
            @Nullable String sql,
            @Nullable String table,
            @Nullable List<String> columns,
            @Nullable String where,
            @Nullable String format,
            @Nullable Integer rowsPerFile) {}

    @Needs(Role.ANALYST)
    @PostMapping
    @ApiResponse(responseCode = "202", description = "It is asked for. Location tells of it.")
    ResponseEntity<ExportJob> createExport(@RequestBody ExportGiven given, @AuthenticationPrincipal SignedIn whose) {
        String format = given.format() == null ? RowsFormat.CSV.ending() : given.format();
        RowsFormat chosen = RowsFormat.ofEnding(format)
                .orElseThrow(() -> new ServerException(
                        Reason.INVALID, "There is no format " + format + ".", "Let it be csv, jsonl or parquet."));
        Wanted wanted = new Wanted(
                given.sql(),
                given.table(),
                given.columns() == null ? List.of() : given.columns(),
                given.where(),
                chosen,
                given.rowsPerFile());
        ExportJob job = exports.begin(String.valueOf(given.server()), wanted, whose);
        return ResponseEntity.accepted()
                .location(URI.create(PATH + "/" + job.id()))
                .body(job);
    }

    @Needs(Role.ANALYST)
    @GetMapping
    Slice<ExportJob> listExports(
            @RequestParam(defaultValue = "0") int offset,
            @RequestParam(defaultValue = "100") int limit,
            @AuthenticationPrincipal SignedIn whose) {
        return Slice.of(exports.list(whose), offset, limit, job -> job);
    }

    @Needs(Role.ANALYST)
    @GetMapping(path = "/{id}", produces = MediaType.APPLICATION_JSON_VALUE)
    ExportJob showExport(@PathVariable String id, @AuthenticationPrincipal SignedIn whose) {
        return exports.get(id, whose);
    }

    /** Tells how far it is and what comes, until it ends or this server does: then ask another. */
    @Needs(Role.ANALYST)
    @GetMapping(path = "/{id}", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    SseEmitter followExport(@PathVariable String id, @AuthenticationPrincipal SignedIn whose) {
        var unused = exports.get(id, whose);
        return streams.follow(
                progress -> exports.follow(id, whose, read -> progress.event("progress", read), progress::isHeard));
    }

    @Needs(Role.ANALYST)
    @GetMapping("/{id}/files/{name}")
    ResponseEntity<Resource> fetchExportedFile(
            @PathVariable String id, @PathVariable String name, @AuthenticationPrincipal SignedIn whose) {
        Path file = exports.file(id, name, whose);
        RowsFormat format = exports.get(id, whose).wanted().format();
        return Downloads.of(file, format.contentType());
    }

    /** Cancels one that is under way, and removes the files of one that has ended. */
    @Needs(Role.ANALYST)
    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void removeExport(@PathVariable String id, @AuthenticationPrincipal SignedIn whose) {
        exports.remove(id, whose);
    }
}

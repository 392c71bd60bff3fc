package dev.sallyport.server.api;

import dev.sallyport.server.account.Needs;
import dev.sallyport.server.account.Role;
import dev.sallyport.server.administration.TableImports;
import dev.sallyport.server.administration.TableImports.ImportJob;
import dev.sallyport.server.web.ProgressStreams;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** The imports that were asked for, at whichever node; they are begun where the tables are. */
@RestController
@RequestMapping(ImportsApi.PATH)
class ImportsApi {
    static final String PATH = "/api/v1/imports";

    private final TableImports imports;
    private final ProgressStreams streams;

    ImportsApi(TableImports imports, ProgressStreams streams) {
        this.imports = imports;
        this.streams = streams;
    }

    @Needs(Role.VIEWER)
    @GetMapping
    Slice<ImportJob> listImports(
            @RequestParam(defaultValue = "") String server,
            @RequestParam(defaultValue = "0") int offset,
            @RequestParam(defaultValue = "100") int limit) {
        return Slice.of(imports.list(server), offset, limit, job -> job);
    }

    @Needs(Role.VIEWER)
    @GetMapping(path = "/{id}", produces = MediaType.APPLICATION_JSON_VALUE)
    ImportJob showImport(@PathVariable String id) {
        return imports.get(id);
    }

    /** Tells what has been told of it and what comes, until it ends or this server does: then ask another. */
    @Needs(Role.VIEWER)
    @GetMapping(path = "/{id}", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    SseEmitter followImport(@PathVariable String id) {
        imports.get(id);
        return streams.follow(
                progress -> imports.follow(id, read -> progress.event("progress", read), progress::isHeard));
    }

    @Needs(Role.EDITOR)
    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void cancelImport(@PathVariable String id) {
        imports.cancel(id);
    }
}

package dev.sallyport.server.web;

import java.nio.file.Path;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/** Answers that a browser puts into a file. */
public final class Downloads {
    private Downloads() {}

    /** The header that has it do so, under a name ({@code Content-Disposition}, RFC 6266). */
    public static String as(String name) {
        return ContentDisposition.attachment().filename(name).build().toString();
    }

    /** A file, under its own name. */
    public static ResponseEntity<Resource> of(Path file, String contentType) {
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType(contentType))
                .header(HttpHeaders.CONTENT_DISPOSITION, as(file.getFileName().toString()))
                .body(new FileSystemResource(file));
    }
}

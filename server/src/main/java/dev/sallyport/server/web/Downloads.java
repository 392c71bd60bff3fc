package dev.sallyport.server.web;

import dev.sallyport.server.ServerException;
import java.io.IOException;
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

    /** Why rows become no file though nothing of it has been sent: one of them has a value that its format does not take. */
    public static ServerException unwritable(IOException failure) {
        return new ServerException(
                ServerException.Reason.INVALID,
                String.valueOf(failure.getMessage()),
                "Change the query so that the format takes its values, or choose another format.",
                failure);
    }

    /** A file, under its own name. */
    public static ResponseEntity<Resource> of(Path file, String contentType) {
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType(contentType))
                .header(HttpHeaders.CONTENT_DISPOSITION, as(file.getFileName().toString()))
                .body(new FileSystemResource(file));
    }
}

package dev.sallyport.server.api;

import dev.sallyport.server.account.Needs;
import dev.sallyport.server.account.Role;
import dev.sallyport.server.administration.BackupAdministration;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.util.StreamUtils;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Backups of all that is set up. */
@RestController
@RequestMapping("/api/v1/backup")
class BackupApi {
    private static final String TYPE = "application/zip";

    private final BackupAdministration backups;

    BackupApi(BackupAdministration backups) {
        this.backups = backups;
    }

    /**
     * Sends the file that {@code sallyport backup} writes and {@code sallyport restore} reads, as it is made. If it fails on
     * the way the connection breaks.
     */
    @Needs(Role.ADMINISTRATOR)
    @PostMapping(produces = TYPE)
    @ApiResponse(
            responseCode = "200",
            description =
                    "What is set up, imported and recorded. Secrets are in it encrypted, and the master key is not.",
            content = @Content(mediaType = TYPE, schema = @Schema(type = "string", format = "binary")))
    void backUp(HttpServletResponse response) throws IOException {
        response.setContentType(TYPE);
        // Closed by who has opened it, and only if all went well: half a backup is not to look whole.
        var unused = backups.write(StreamUtils.nonClosing(response.getOutputStream()));
    }
}

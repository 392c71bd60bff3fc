package dev.sallyport.server.console;

import dev.sallyport.auth.SallyportException;
import dev.sallyport.auth.Secret;
import dev.sallyport.catalog.Catalog;
import dev.sallyport.catalog.ImportedProvider;
import dev.sallyport.server.account.Needs;
import dev.sallyport.server.account.Role;
import dev.sallyport.server.administration.ProviderAdministration;
import dev.sallyport.server.web.Alert;
import dev.sallyport.server.web.Downloads;
import dev.sallyport.server.web.Page;
import dev.sallyport.server.web.Pages;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Import Provider and Export Provider. */
@Controller
@RequestMapping("/security-providers")
class ProviderTransferController {
    private final Catalog catalog;
    private final ProviderAdministration administration;
    private final ProviderPages providerPages;
    private final Pages pages;

    ProviderTransferController(
            Catalog catalog, ProviderAdministration administration, ProviderPages providerPages, Pages pages) {
        this.catalog = catalog;
        this.administration = administration;
        this.providerPages = providerPages;
        this.pages = pages;
    }

    @Needs(Role.EDITOR)
    @GetMapping("/_import")
    Page paste() {
        return new ImportProviderPage("", null);
    }

    /** Answers with the provider, for the notes are told once. */
    @Needs(Role.EDITOR)
    @PostMapping("/_import")
    Page importDocument(
            @RequestParam(defaultValue = "") String document, @RequestParam(defaultValue = "") String passphrase) {
        try {
            ImportedProvider imported = administration.importDocument(document, secret(passphrase));
            return providerPages.imported(
                    catalog.providers().getVersioned(imported.provider().name()),
                    imported.notes(),
                    Alert.good("Imported, and disabled until somebody has looked at it: set Enabled to True."));
        } catch (SallyportException e) {
            return new ImportProviderPage(administration.mayBeShown(document) ? document : "", Alert.of(e));
        }
    }

    @Needs(Role.VIEWER)
    @GetMapping("/{name}/export")
    void export(@PathVariable String name, HttpServletResponse response) throws IOException {
        send(name, administration.export(name, null), response);
    }

    @Needs(Role.ADMINISTRATOR)
    @PostMapping("/{name}/export")
    void exportWithSecrets(
            @PathVariable String name,
            @RequestParam(defaultValue = "") String passphrase,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        try {
            send(name, administration.export(name, Secret.of(passphrase)), response);
        } catch (SallyportException e) {
            pages.write(providerPages.of(catalog.providers().getVersioned(name), Alert.of(e)), request, response);
        }
    }

    private static void send(String name, String document, HttpServletResponse response) throws IOException {
        response.setContentType(MediaType.APPLICATION_JSON_VALUE);
        response.setHeader(HttpHeaders.CONTENT_DISPOSITION, Downloads.as(name + ".json"));
        response.getOutputStream().write(document.getBytes(StandardCharsets.UTF_8));
    }

    private static @Nullable Secret secret(String text) {
        return text.isBlank() ? null : Secret.of(text);
    }
}

package dev.sallyport.server.api;

import dev.sallyport.auth.Secret;
import dev.sallyport.auth.SecretReference;
import dev.sallyport.auth.SecurityProvider;
import dev.sallyport.catalog.Catalog;
import dev.sallyport.catalog.ImportedProvider;
import dev.sallyport.catalog.Revocation;
import dev.sallyport.catalog.SecurityProviders;
import dev.sallyport.catalog.Versioned;
import dev.sallyport.server.ServerException;
import dev.sallyport.server.account.Needs;
import dev.sallyport.server.account.Role;
import dev.sallyport.server.administration.Examinations;
import dev.sallyport.server.administration.ProviderAdministration;
import dev.sallyport.server.web.ProgressStreams;
import java.security.Principal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The security providers: App Builder's JSON, and beside it the secrets, which are written and never read. */
@RestController
@RequestMapping("/api/v1/security-providers")
class SecurityProvidersApi {
    private final Catalog catalog;
    private final ProviderAdministration administration;
    private final Examinations examinations;
    private final ProgressStreams streams;
    private final JsonMapper json;

    SecurityProvidersApi(
            Catalog catalog,
            ProviderAdministration administration,
            Examinations examinations,
            ProgressStreams streams,
            JsonMapper json) {
        this.catalog = catalog;
        this.administration = administration;
        this.examinations = examinations;
        this.streams = streams;
        this.json = json;
    }

    /** A provider in the list of all. */
    record Summary(String name, String type, String authenticationType, boolean enabled) {}

    /**
     * Whether there is a secret.
     *
     * @param isSet always true: a secret that is not set is not listed
     * @param reference where it is kept, such as {@code env:SALESFORCE_SECRET}; null if here
     */
    record SecretState(boolean isSet, @Nullable String reference) {}

    /**
     * A provider.
     *
     * @param provider App Builder's JSON
     * @param secrets by slot, such as {@code Client}
     * @param warnings what works and is unwise
     */
    record ProviderShown(
            String name, boolean enabled, JsonNode provider, Map<String, SecretState> secrets, List<String> warnings) {}

    /**
     * What a provider is to be.
     *
     * @param provider App Builder's JSON
     * @param secrets by slot; null for one that goes; those that are not named stay as they are
     */
    record ProviderGiven(
            @Nullable JsonNode provider, @Nullable Map<String, @Nullable String> secrets) {
        /** Without the secrets. */
        @Override
        public String toString() {
            return "ProviderGiven";
        }
    }

    /**
     * A document to import.
     *
     * @param document what App Builder or this server exported
     * @param passphrase opens its encrypted secrets; null leaves them out
     */
    record Document(@Nullable JsonNode document, @Nullable String passphrase) {
        /** Without its secrets. */
        @Override
        public String toString() {
            return "Document";
        }
    }

    /** What became of a document. */
    record Imported(ProviderShown provider, List<String> notes) {}

    /** What encrypts the exported secrets. */
    record Passphrase(@Nullable String passphrase) {
        /** Without the secret. */
        @Override
        public String toString() {
            return "Passphrase";
        }
    }

    /**
     * What became of a token that was to end at the server.
     *
     * @param user whose it was; null for the system's own
     */
    record Ended(
            @Nullable String user, String outcome, @Nullable String detail) {}

    @Needs(Role.VIEWER)
    @GetMapping
    Slice<Summary> list(@RequestParam(defaultValue = "0") int offset, @RequestParam(defaultValue = "100") int limit) {
        return Slice.of(
                catalog.providers().list(),
                offset,
                limit,
                provider -> new Summary(
                        provider.name(), provider.type().label(), provider.authenticationType(), provider.enabled()));
    }

    @Needs(Role.VIEWER)
    @GetMapping("/{name}")
    ResponseEntity<ProviderShown> get(@PathVariable String name) {
        return answer(HttpStatus.OK, catalog.providers().getVersioned(name));
    }

    @Needs(Role.EDITOR)
    @PostMapping
    ResponseEntity<ProviderShown> create(@RequestBody ProviderGiven given) {
        return answer(HttpStatus.CREATED, administration.create(read(given, null)));
    }

    @Needs(Role.EDITOR)
    @PutMapping("/{name}")
    ResponseEntity<ProviderShown> update(
            @PathVariable String name,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
            @RequestBody ProviderGiven given) {
        long version = EntityTag.required(ifMatch, () -> version(name));
        SecurityProvider changed = read(given, catalog.providers().get(name));
        if (!changed.name().equals(name)) {
            throw new ServerException(
                    ServerException.Reason.INVALID,
                    "A provider keeps its name: it is part of the sign-in URL.",
                    "Let the document's name be " + name + ", or create another provider.");
        }
        return answer(HttpStatus.OK, administration.update(changed, version));
    }

    @Needs(Role.EDITOR)
    @DeleteMapping("/{name}")
    List<Ended> delete(
            @PathVariable String name, @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch) {
        return administration.delete(name, EntityTag.optional(ifMatch, () -> version(name))).stream()
                .map(SecurityProvidersApi::ended)
                .toList();
    }

    private long version(String name) {
        return catalog.providers().getVersioned(name).version();
    }

    @Needs(Role.EDITOR)
    @PostMapping("/import")
    ResponseEntity<Imported> importDocument(@RequestBody Document given) {
        ImportedProvider imported = administration.importDocument(
                required(given.document(), "document").toString(), secret(given.passphrase()));
        Versioned<SecurityProvider> stored =
                catalog.providers().getVersioned(imported.provider().name());
        return EntityTag.with(
                HttpStatus.CREATED, stored.version(), new Imported(shown(stored.value()), imported.notes()));
    }

    @Needs(Role.VIEWER)
    @GetMapping(path = "/{name}/export", produces = MediaType.APPLICATION_JSON_VALUE)
    String export(@PathVariable String name) {
        return administration.export(name, null);
    }

    @Needs(Role.ADMINISTRATOR)
    @PostMapping(path = "/{name}/export", produces = MediaType.APPLICATION_JSON_VALUE)
    String exportWithSecrets(@PathVariable String name, @RequestBody Passphrase given) {
        return administration.export(name, secret(given.passphrase()));
    }

    @Needs(Role.EDITOR)
    @PostMapping(path = "/{name}/doctor", produces = MediaType.APPLICATION_JSON_VALUE)
    Examinations.Report examine(@PathVariable String name, Principal whose) {
        return examinations.prepare(name, whose.getName()).run(finding -> {});
    }

    @Needs(Role.EDITOR)
    @PostMapping(path = "/{name}/doctor", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    SseEmitter watchExamination(@PathVariable String name, Principal whose) {
        Examinations.Prepared prepared = examinations.prepare(name, whose.getName());
        return streams.open(progress -> prepared.run(finding -> progress.event("finding", finding)));
    }

    private SecurityProvider read(ProviderGiven given, @Nullable SecurityProvider before) {
        Map<String, Optional<Secret>> secrets = new LinkedHashMap<>();
        if (given.secrets() != null) {
            given.secrets().forEach((slot, text) -> secrets.put(slot, Optional.ofNullable(secret(text))));
        }
        String document = required(given.provider(), "provider").toString();
        return catalog.providers().read(document, secrets, before).provider();
    }

    private ResponseEntity<ProviderShown> answer(HttpStatus status, Versioned<SecurityProvider> stored) {
        return EntityTag.with(status, stored.version(), shown(stored.value()));
    }

    private ProviderShown shown(SecurityProvider provider) {
        Map<String, SecretState> secrets = new LinkedHashMap<>();
        SecurityProviders.secretsOf(provider)
                .forEach((slot, reference) -> secrets.put(
                        slot,
                        new SecretState(
                                true, reference.map(SecretReference::toString).orElse(null))));
        return new ProviderShown(
                provider.name(),
                provider.enabled(),
                json.readTree(catalog.providers().exportDocument(provider.name())),
                secrets,
                provider.warnings());
    }

    private static @Nullable Secret secret(@Nullable String text) {
        return text == null || text.isBlank() ? null : Secret.of(text);
    }

    private static Ended ended(Revocation revocation) {
        return new Ended(revocation.key().user(), revocation.outcome().name(), revocation.detail());
    }

    static <T> T required(@Nullable T value, String property) {
        if (value == null) {
            throw new ServerException(
                    ServerException.Reason.INVALID,
                    "The property " + property + " is missing.",
                    "Add it; the API's description is at /api.");
        }
        return value;
    }
}

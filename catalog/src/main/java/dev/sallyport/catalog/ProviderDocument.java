package dev.sallyport.catalog;

import static dev.sallyport.catalog.CatalogException.Reason.INVALID;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sallyport.auth.Secret;
import dev.sallyport.auth.SecretReference;
import dev.sallyport.auth.SecurityProvider;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A security provider in App Builder's JSON, its secrets apart.
 *
 * @param json the document; a secret that is kept elsewhere stands in it as a reference, such as
 *     <code>${env:SALESFORCE_SECRET}</code>, and one that is kept here not at all
 * @param secrets the secrets that are kept here, by slot
 * @param references the secrets that are kept elsewhere, by slot
 */
record ProviderDocument(
        ObjectNode json, NavigableMap<String, Secret> secrets, NavigableMap<String, SecretReference> references) {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    ProviderDocument {
        secrets = Collections.unmodifiableNavigableMap(new TreeMap<>(secrets));
        references = Collections.unmodifiableNavigableMap(new TreeMap<>(references));
    }

    /** The document of a provider. */
    static ProviderDocument of(SecurityProvider provider) {
        return new ProviderDocumentWriter(MAPPER.createObjectNode()).write(provider);
    }

    /**
     * The provider of a document.
     *
     * @param secrets what is in a slot; null for nothing
     * @throws CatalogException that names the place if the document is malformed
     */
    static ImportedProvider read(ObjectNode json, Function<String, @Nullable Secret> secrets) {
        List<String> notes = new ArrayList<>();
        DocumentObject root = DocumentObject.root(json, notes);
        SecurityProvider provider = new ProviderDocumentReader(root, new DocumentSecrets(secrets)).read();
        return new ImportedProvider(provider, notes);
    }

    /**
     * The JSON object in a text.
     *
     * @throws CatalogException if it is none; its text is not quoted: it may hold secrets
     */
    static ObjectNode parse(String text) {
        try {
            JsonNode node = MAPPER.readTree(text.startsWith("\uFEFF") ? text.substring(1) : text);
            if (node instanceof ObjectNode object) {
                return object;
            }
        } catch (JsonProcessingException e) {
            throw unreadable("It is no JSON" + place(e.getLocation()) + ".");
        }
        throw unreadable("It is no JSON object.");
    }

    private static String place(@Nullable JsonLocation location) {
        return location == null ? "" : " at line " + location.getLineNr() + ", column " + location.getColumnNr();
    }

    private static CatalogException unreadable(String problem) {
        return new CatalogException(
                INVALID,
                "The provider document cannot be read. " + problem,
                "Give the JSON that Export Provider shows, from the first brace to the last.");
    }
}

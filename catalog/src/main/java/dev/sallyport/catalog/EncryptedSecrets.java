package dev.sallyport.catalog;

import static dev.sallyport.catalog.CatalogException.Reason.INVALID;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.PasswordBasedDecrypter;
import com.nimbusds.jose.crypto.PasswordBasedEncrypter;
import dev.sallyport.auth.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.text.ParseException;
import java.util.Base64;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * A document's secrets, encrypted to a passphrase: a JWE (RFC 7516) whose key PBKDF2 makes of the passphrase (RFC 7518,
 * section 4.8). It knows the document that it was made for.
 *
 * @param secrets the secrets by slot
 * @param ofThisDocument whether the document is as it was when they were encrypted
 */
record EncryptedSecrets(NavigableMap<String, Secret> secrets, boolean ofThisDocument) {
    /** The field that holds them. */
    static final String FIELD = "encryptedSecrets";

    private static final int SALT_BYTES = 16;

    /** What OWASP's Password Storage Cheat Sheet asks of the weaker SHA-256; Nimbus reads up to a million. */
    private static final int ITERATIONS = 600_000;

    private static final int SHORTEST_PASSPHRASE = 12;

    /** Adds secrets to a document. */
    static void seal(ObjectNode document, Map<String, Secret> secrets, Secret passphrase) {
        String password = passphrase.reveal();
        if (password.length() < SHORTEST_PASSPHRASE) {
            throw new CatalogException(
                    INVALID,
                    "The passphrase has fewer than " + SHORTEST_PASSPHRASE + " characters.",
                    "Whoever has the file can try passphrases at leisure: use several random words.");
        }
        ObjectNode payload = JsonNodeFactory.instance.objectNode();
        payload.put("document", fingerprint(document));
        ObjectNode bySlot = payload.putObject("secrets");
        secrets.forEach((slot, secret) -> bySlot.put(slot, secret.reveal()));
        JWEObject jwe = new JWEObject(
                new JWEHeader(JWEAlgorithm.PBES2_HS512_A256KW, EncryptionMethod.A256GCM),
                new Payload(payload.toString()));
        try {
            jwe.encrypt(new PasswordBasedEncrypter(password, SALT_BYTES, ITERATIONS));
        } catch (JOSEException e) {
            throw new IllegalStateException("This Java runtime lacks PBKDF2 with HMAC-SHA-512 or AES-GCM.", e);
        }
        document.put(FIELD, jwe.serialize());
    }

    /**
     * Opens a document's secrets.
     *
     * @param document without the field
     * @param field the field's value
     * @throws CatalogException if the passphrase is another, or the field was damaged
     */
    static EncryptedSecrets open(ObjectNode document, JsonNode field, Secret passphrase) {
        JWEObject jwe = parse(field.asText());
        try {
            jwe.decrypt(new PasswordBasedDecrypter(passphrase.reveal()));
        } catch (JOSEException | RuntimeException e) {
            // Without the cause: nothing that a library says of a decryption is for people to read.
            throw new CatalogException(
                    INVALID,
                    "The passphrase does not open the document's secrets, or they were damaged.",
                    "Give the passphrase that the document was exported with; or leave it out, and enter the secrets"
                            + " after the import.");
        }
        return read(document, jwe.getPayload().toString());
    }

    private static JWEObject parse(String text) {
        try {
            JWEObject jwe = JWEObject.parse(text);
            if (JWEAlgorithm.PBES2_HS512_A256KW.equals(jwe.getHeader().getAlgorithm())
                    && EncryptionMethod.A256GCM.equals(jwe.getHeader().getEncryptionMethod())) {
                return jwe;
            }
        } catch (ParseException | RuntimeException e) {
            // Told below.
        }
        throw damaged();
    }

    private static EncryptedSecrets read(ObjectNode document, String payload) {
        ObjectNode opened = ProviderDocument.parse(payload);
        if (!(opened.get("secrets") instanceof ObjectNode bySlot)) {
            throw damaged();
        }
        NavigableMap<String, Secret> secrets = new TreeMap<>();
        bySlot.properties().forEach(slot -> {
            if (slot.getValue().isTextual() && !slot.getValue().asText().isBlank()) {
                secrets.put(slot.getKey(), Secret.of(slot.getValue().asText()));
            }
        });
        return new EncryptedSecrets(
                secrets, fingerprint(document).equals(opened.path("document").asText()));
    }

    private static CatalogException damaged() {
        return new CatalogException(
                INVALID,
                "The provider document is malformed: " + FIELD + " is not what an export writes.",
                "Export it again, or take " + FIELD + " out and enter the secrets after the import.");
    }

    private static String fingerprint(ObjectNode document) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(document.toString().getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java runtime lacks SHA-256.", e);
        }
    }
}

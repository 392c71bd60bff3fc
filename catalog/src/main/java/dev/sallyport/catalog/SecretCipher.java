package dev.sallyport.catalog;

import static dev.sallyport.catalog.CatalogException.Reason.KEY;

import com.google.crypto.tink.AccessesPartialKey;
import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.AesGcmKey;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import com.google.crypto.tink.util.SecretBytes;
import dev.sallyport.auth.Secret;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;

/**
 * Encrypts secrets with AES-256-GCM. Each ciphertext is bound to its owner as associated data: moved to another owner's
 * row it does not decrypt. It begins with an id derived from the key, so that a later key can live beside it.
 */
final class SecretCipher {
    private final Aead aead;

    /**
     * Makes a cipher.
     *
     * @param key 32 bytes
     */
    @AccessesPartialKey
    SecretCipher(byte[] key) {
        try {
            AeadConfig.register();
            int id = ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(key))
                    .getInt();
            AesGcmKey aesKey = AesGcmKey.builder()
                    .setParameters(PredefinedAeadParameters.AES256_GCM)
                    .setKeyBytes(SecretBytes.copyFrom(key, InsecureSecretKeyAccess.get()))
                    .setIdRequirement(id)
                    .build();
            aead = KeysetHandle.newBuilder()
                    .addEntry(KeysetHandle.importKey(aesKey).withFixedId(id).makePrimary())
                    .build()
                    .getPrimitive(RegistryConfiguration.get(), Aead.class);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java runtime lacks AES-GCM.", e);
        }
    }

    byte[] encrypt(Secret secret, String owner) {
        try {
            return aead.encrypt(utf8(secret.reveal()), utf8(owner));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-GCM failed to encrypt.", e);
        }
    }

    /**
     * The secret.
     *
     * @throws CatalogException if it was encrypted with another key, for another owner, or was changed
     */
    Secret decrypt(byte[] ciphertext, String owner) {
        try {
            return Secret.of(new String(aead.decrypt(ciphertext, utf8(owner)), StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new CatalogException(
                    KEY,
                    "A secret in the catalogue does not decrypt: its key is another one, or the database was changed by"
                            + " hand.",
                    "Use the key that the catalogue was made with, from " + CatalogSettings.KEY_VARIABLE + " or "
                            + CatalogSettings.KEY_FILE_VARIABLE + ", or enter the secret anew.",
                    e);
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}

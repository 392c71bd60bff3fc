package dev.sallyport.catalog;

import static dev.sallyport.catalog.CatalogException.Reason.KEY;

import com.google.crypto.tink.AccessesPartialKey;
import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.AesGcmKey;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import com.google.crypto.tink.util.SecretBytes;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;

/** The key that is kept outside of the catalogue. It encrypts the catalogue's keys, and those all else. */
final class MasterKey {
    private static final byte[] KEYSET = "encryption_keyset".getBytes(StandardCharsets.UTF_8);

    private final int id;
    private final AesGcmKey key;
    private final Aead aead;

    private MasterKey(int id, AesGcmKey key, Aead aead) {
        this.id = id;
        this.key = key;
        this.aead = aead;
    }

    /**
     * Makes it of its bytes.
     *
     * @param bytes 32
     */
    @AccessesPartialKey
    static MasterKey of(byte[] bytes) {
        try {
            AeadConfig.register();
            int id = ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(bytes))
                    .getInt();
            AesGcmKey key = AesGcmKey.builder()
                    .setParameters(PredefinedAeadParameters.AES256_GCM)
                    .setKeyBytes(SecretBytes.copyFrom(bytes, InsecureSecretKeyAccess.get()))
                    .setIdRequirement(id)
                    .build();
            Aead aead = KeysetHandle.newBuilder()
                    .addEntry(KeysetHandle.importKey(key).withFixedId(id).makePrimary())
                    .build()
                    .getPrimitive(RegistryConfiguration.get(), Aead.class);
            return new MasterKey(id, key, aead);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java runtime lacks AES-GCM.", e);
        }
    }

    /** Derived from the key, and no secret. */
    int id() {
        return id;
    }

    /** The key itself, as the first version of the catalogue encrypted secrets with it. */
    AesGcmKey asDataKey() {
        return key;
    }

    byte[] wrap(KeysetHandle keyset) {
        try {
            return TinkProtoKeysetFormat.serializeEncryptedKeyset(keyset, aead, KEYSET, RegistryConfiguration.get());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-GCM failed to encrypt.", e);
        }
    }

    /**
     * The keyset.
     *
     * @throws CatalogException if another master key wrapped it
     */
    KeysetHandle unwrap(byte[] wrapped) {
        try {
            return TinkProtoKeysetFormat.parseEncryptedKeyset(wrapped, aead, KEYSET, RegistryConfiguration.get());
        } catch (GeneralSecurityException e) {
            throw another(e);
        }
    }

    static CatalogException another(GeneralSecurityException cause) {
        return new CatalogException(
                KEY,
                "The catalogue's secrets were encrypted with another key than the one that is given.",
                "Use the key that the catalogue was made with, or that sallyport keys rotate --master made: in "
                        + CatalogSettings.KEY_VARIABLE + ", " + CatalogSettings.KEY_FILE_VARIABLE + " or "
                        + CatalogSettings.KEY_STORE_VARIABLE + ", or the file "
                        + CatalogSettings.KEY_FILE_NAME + " in the data folder.",
                cause);
    }
}

package dev.sallyport.catalog;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.LinkedHashSet;
import java.util.OptionalInt;
import java.util.Set;

/**
 * The keys that encrypt the catalogue's secrets, with AES-256-GCM: one that encrypts, and others that only decrypt what
 * was encrypted before. Each ciphertext begins with its key's id and is bound to its owner as associated data: moved to
 * another owner's row it does not decrypt.
 */
final class DataKeys {
    /** Tink's mark, before the key's id. */
    private static final byte MARK = 1;

    private static final int PREFIX_LENGTH = 5;

    private final long version;
    private final KeysetHandle keyset;
    private final Aead aead;

    DataKeys(long version, KeysetHandle keyset) {
        this.version = version;
        this.keyset = keyset;
        try {
            AeadConfig.register();
            this.aead = keyset.getPrimitive(RegistryConfiguration.get(), Aead.class);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java runtime lacks AES-GCM.", e);
        }
    }

    /** A first key. */
    static DataKeys first() {
        return new DataKeys(1, generated());
    }

    /**
     * A first key beside the one that has encrypted everything so far.
     *
     * @param direct a master key that encrypted the secrets itself
     */
    static DataKeys after(MasterKey direct) {
        try {
            KeysetHandle.Builder builder = KeysetHandle.newBuilder(generated());
            builder.addEntry(KeysetHandle.importKey(direct.asDataKey()).withFixedId(direct.id()));
            return new DataKeys(1, builder.build());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Two keys have one id.", e);
        }
    }

    /** A new key alone, to take the place of all of these. */
    DataKeys successor() {
        while (true) {
            DataKeys next = new DataKeys(version + 1, generated());
            if (!ids().contains(next.primaryId())) {
                return next;
            }
        }
    }

    private static KeysetHandle generated() {
        try {
            AeadConfig.register();
            return KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM, RegistryConfiguration.get());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java runtime lacks AES-GCM.", e);
        }
    }

    /** Grows whenever keys are replaced. */
    long version() {
        return version;
    }

    KeysetHandle keyset() {
        return keyset;
    }

    int primaryId() {
        return keyset.getPrimary().getId();
    }

    Set<Integer> ids() {
        Set<Integer> ids = new LinkedHashSet<>();
        for (int i = 0; i < keyset.size(); i++) {
            ids.add(keyset.getAt(i).getId());
        }
        return ids;
    }

    /** Whether the key of a ciphertext is one of these. */
    boolean know(byte[] ciphertext) {
        OptionalInt id = idOf(ciphertext);
        return id.isPresent() && ids().contains(id.getAsInt());
    }

    byte[] encrypt(byte[] plaintext, String owner) {
        try {
            return aead.encrypt(plaintext, utf8(owner));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-GCM failed to encrypt.", e);
        }
    }

    byte[] decrypt(byte[] ciphertext, String owner) throws GeneralSecurityException {
        return aead.decrypt(ciphertext, utf8(owner));
    }

    /** The id of the key that a ciphertext says it is of; empty for what is no ciphertext. */
    static OptionalInt idOf(byte[] ciphertext) {
        return ciphertext.length > PREFIX_LENGTH && ciphertext[0] == MARK
                ? OptionalInt.of(ByteBuffer.wrap(ciphertext, 1, Integer.BYTES).getInt())
                : OptionalInt.empty();
    }

    /** What all ciphertexts of a key begin with. */
    static byte[] prefix(int id) {
        return ByteBuffer.allocate(PREFIX_LENGTH).put(MARK).putInt(id).array();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}

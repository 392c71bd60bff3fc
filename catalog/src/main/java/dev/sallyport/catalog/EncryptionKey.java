package dev.sallyport.catalog;

import static dev.sallyport.catalog.CatalogException.Reason.KEY;

import dev.sallyport.catalog.CatalogSettings.KeySource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.EnumSet;
import java.util.Set;

/** Finds the 256-bit key that encrypts the catalogue's secrets, or makes it. */
final class EncryptionKey {
    private static final int BYTES = 32;
    private static final Set<PosixFilePermission> NOT_THE_OWNER = EnumSet.of(
            PosixFilePermission.GROUP_READ,
            PosixFilePermission.GROUP_WRITE,
            PosixFilePermission.OTHERS_READ,
            PosixFilePermission.OTHERS_WRITE);

    private EncryptionKey() {}

    /**
     * The key's 32 bytes.
     *
     * @param source where it comes from
     * @param secretsExist whether something is encrypted already: then a key that is missing is not made anew
     * @throws CatalogException if there is no key, or not one to be trusted
     */
    static byte[] find(KeySource source, boolean secretsExist) {
        if (source instanceof KeySource.Given given) {
            return decode(given.key().reveal(), CatalogSettings.KEY_VARIABLE);
        }
        if (source instanceof KeySource.InFile inFile) {
            return read(inFile.file());
        }
        Path file = ((KeySource.MadeOnFirstStart) source).file();
        if (!Files.exists(file) && !secretsExist) {
            make(file);
        }
        return read(file);
    }

    private static byte[] read(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new CatalogException(
                    KEY,
                    "The encryption key is not at " + file + ".",
                    "Put the key file back from your backup, or name it in " + CatalogSettings.KEY_FILE_VARIABLE
                            + " or the key itself in " + CatalogSettings.KEY_VARIABLE
                            + ". Without it the stored secrets cannot be read: then start with an empty data folder.");
        }
        try {
            refuseIfOthersMayUse(file);
            return decode(Files.readString(file, StandardCharsets.US_ASCII), file.toString());
        } catch (IOException e) {
            throw new CatalogException(
                    KEY,
                    "The encryption key at " + file + " cannot be read.",
                    "Check that the file belongs to the user that runs this and that it is a text file.",
                    e);
        }
    }

    private static void refuseIfOthersMayUse(Path file) throws IOException {
        if (!OwnerOnly.supported(file)) {
            return;
        }
        Set<PosixFilePermission> granted = EnumSet.copyOf(NOT_THE_OWNER);
        granted.retainAll(Files.getPosixFilePermissions(file));
        if (!granted.isEmpty()) {
            throw new CatalogException(
                    KEY,
                    "The encryption key at " + file + " can be used by others than its owner.",
                    "Run: chmod 600 '" + file + "'. If others may have read it, replace the client secrets in the"
                            + " org as well.");
        }
    }

    /** Makes the file complete and private under another name first: no reader can meet it half-written or open. */
    private static void make(Path file) {
        byte[] key = new byte[BYTES];
        new SecureRandom().nextBytes(key);
        String text = Base64.getEncoder().encodeToString(key) + "\n";
        try {
            Path draft = OwnerOnly.createTemporaryFile(file);
            try {
                Files.writeString(draft, text, StandardCharsets.US_ASCII, StandardOpenOption.SYNC);
                claim(draft, file);
            } finally {
                Files.deleteIfExists(draft);
            }
        } catch (IOException e) {
            throw new CatalogException(
                    KEY, "The encryption key cannot be written to " + file + ".", "Check the folder's permissions.", e);
        }
    }

    /** Gives the draft its final name unless another process was first: then that one's key counts. */
    private static void claim(Path draft, Path file) throws IOException {
        try {
            Files.createLink(file, draft);
        } catch (FileAlreadyExistsException e) {
            return;
        } catch (UnsupportedOperationException e) {
            Files.move(draft, file);
        }
    }

    private static byte[] decode(String text, String origin) {
        try {
            byte[] key = Base64.getDecoder().decode(text.strip());
            if (key.length == BYTES) {
                return key;
            }
        } catch (IllegalArgumentException e) {
            // Told below, without the cause: its message quotes a character of the key.
        }
        throw new CatalogException(
                KEY,
                "The encryption key in " + origin + " is not 32 bytes in Base64.",
                "Make one with: openssl rand -base64 32");
    }
}

package dev.sallyport.catalog;

import static dev.sallyport.catalog.CatalogException.Reason.KEY;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;

/**
 * A master key in a file that its owner alone may use. A key that is to take its place lies beside it, under the same name
 * with {@code .new} behind it, until the catalogue has taken it: whenever the process ends, one of the two files holds the
 * key that is needed.
 */
final class KeyFile {
    private static final Set<PosixFilePermission> NOT_THE_OWNER = EnumSet.of(
            PosixFilePermission.GROUP_READ,
            PosixFilePermission.GROUP_WRITE,
            PosixFilePermission.OTHERS_READ,
            PosixFilePermission.OTHERS_WRITE);

    private final Path file;

    KeyFile(Path file) {
        this.file = file;
    }

    MasterKey read() {
        if (!Files.isRegularFile(file)) {
            throw new CatalogException(
                    KEY,
                    "The encryption key is not at " + file + ".",
                    "Put the key file back from your backup, or name it in " + CatalogSettings.KEY_FILE_VARIABLE
                            + " or the key itself in " + CatalogSettings.KEY_VARIABLE
                            + ". Without it the stored secrets cannot be read: then start with an empty data folder.");
        }
        try {
            refuseIfOthersMayUse();
            return EncryptionKey.decode(Files.readString(file, StandardCharsets.US_ASCII), file.toString());
        } catch (IOException e) {
            throw new CatalogException(
                    KEY,
                    "The encryption key at " + file + " cannot be read.",
                    "Check that the file belongs to the user that runs this and that it is a text file.",
                    e);
        }
    }

    private void refuseIfOthersMayUse() throws IOException {
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
    void makeIfMissing() {
        if (Files.exists(file)) {
            return;
        }
        try {
            Path draft = write(EncryptionKey.make());
            try {
                claim(draft);
            } finally {
                Files.deleteIfExists(draft);
            }
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    /** Gives the draft its final name unless another process was first: then that one's key counts. */
    private void claim(Path draft) throws IOException {
        try {
            Files.createLink(file, draft);
        } catch (FileAlreadyExistsException e) {
            return;
        } catch (UnsupportedOperationException e) {
            Files.move(draft, file);
        }
    }

    /**
     * Makes a key that is to take this one's place. Only while no other process does so, and after
     * {@link #takeSuccessor}: one that waits already is overwritten.
     */
    MasterKey makeSuccessor() {
        try {
            Files.move(
                    write(EncryptionKey.make()),
                    successor(),
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw unwritable(e);
        }
        return new KeyFile(successor()).read();
    }

    /**
     * Puts the new key in the old one's place, if it is the one that is needed. Only while no other process does so.
     *
     * @param needed the id of the master key that the catalogue is wrapped by
     */
    void takeSuccessor(int needed) {
        KeyFile next = new KeyFile(successor());
        if (!Files.isRegularFile(next.file) || next.read().id() != needed) {
            return;
        }
        try {
            Files.move(next.file, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    private Path successor() {
        return file.resolveSibling(file.getFileName() + ".new");
    }

    private Path write(String text) throws IOException {
        Path draft = OwnerOnly.createTemporaryFile(file);
        Files.writeString(draft, text, StandardCharsets.US_ASCII, StandardOpenOption.SYNC);
        return draft;
    }

    private CatalogException unwritable(IOException cause) {
        return new CatalogException(
                KEY, "The encryption key cannot be written to " + file + ".", "Check the folder's permissions.", cause);
    }
}

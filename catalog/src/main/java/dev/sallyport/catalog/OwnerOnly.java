package dev.sallyport.catalog;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;

/** Files and folders that only their owner may use, from the moment they exist; on POSIX file systems. */
final class OwnerOnly {
    private OwnerOnly() {}

    static boolean supported(Path path) throws IOException {
        return Files.getFileStore(path).supportsFileAttributeView("posix");
    }

    /** Makes the folder and those above it that are missing. One that is there stays as it is. */
    static void createFolders(Path folder) throws IOException {
        Path existing = folder.toAbsolutePath();
        while (!Files.exists(existing)) {
            existing = Objects.requireNonNull(existing.getParent(), "a file system has a root");
        }
        Files.createDirectories(folder, permissions(existing, "rwx------"));
    }

    /** An empty file beside another. */
    static Path createTemporaryFile(Path neighbour) throws IOException {
        Path folder = Objects.requireNonNull(neighbour.toAbsolutePath().getParent());
        return Files.createTempFile(folder, neighbour.getFileName() + ".", ".tmp", permissions(folder, "rw-------"));
    }

    /** Writes something. */
    interface Writing<T> {
        T to(OutputStream out) throws IOException;
    }

    /**
     * A file that is not there yet, and is there when all of it is written.
     *
     * @throws FileAlreadyExistsException if it is there
     */
    static <T> T writeNew(Path file, Writing<T> writing) throws IOException {
        if (Files.exists(file)) {
            throw new FileAlreadyExistsException(file.toString());
        }
        Path draft = createTemporaryFile(file);
        try {
            T written;
            try (OutputStream out = Files.newOutputStream(draft)) {
                written = writing.to(out);
            }
            // Refused if another has come meanwhile.
            Files.move(draft, file);
            return written;
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    private static FileAttribute<?>[] permissions(Path existing, String permissions) throws IOException {
        return supported(existing)
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }
}

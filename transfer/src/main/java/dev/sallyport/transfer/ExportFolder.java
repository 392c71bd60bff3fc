package dev.sallyport.transfer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** A folder of exported files and their manifest. */
final class ExportFolder implements AutoCloseable {
    static final String MANIFEST = "manifest.json";

    private static final String PART = "part-\\d{5,}\\.[a-z]+";

    private final Path folder;
    private final WorkFolder work;

    private ExportFolder(Path folder, WorkFolder work) {
        this.folder = folder;
        this.work = work;
    }

    /**
     * Makes the folder if it is not there, and takes it.
     *
     * @throws TransferException if another process has it
     */
    static ExportFolder open(Path folder) {
        return new ExportFolder(folder, WorkFolder.open(folder, "export"));
    }

    /**
     * What the folder holds; empty if there is nothing in it.
     *
     * @throws TransferException if there is something else in it
     */
    Optional<Manifest> manifest() {
        Path file = folder.resolve(MANIFEST);
        try {
            return work.noted(MANIFEST, Manifest.class, Manifest.VERSION);
        } catch (IOException e) {
            throw TransferException.file(
                    file + " cannot be read as an export's manifest.",
                    "If it is one that was damaged, remove the folder and export anew; else name another folder.",
                    e);
        }
    }

    /** Puts a manifest into the place of the one that is there. */
    void keep(Manifest manifest) throws IOException, SQLException {
        work.keep(MANIFEST, manifest);
    }

    /** Removes what was not finished, and every file of an export that its manifest does not name. */
    void removeAllBut(List<Manifest.Part> parts) throws IOException {
        Set<String> named = new HashSet<>();
        parts.forEach(part -> named.add(part.name()));
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                String name = file.getFileName().toString();
                boolean left = name.endsWith(WorkFolder.UNFINISHED) || (name.matches(PART) && !named.contains(name));
                if (left) {
                    Files.delete(file);
                }
            }
        }
    }

    /** Writes a file, which has its name only once it is on the disk as a whole; its length in bytes. */
    long write(String name, WorkFolder.Content content) throws IOException, SQLException {
        return work.write(name, content);
    }

    @Override
    public void close() {
        work.close();
    }
}

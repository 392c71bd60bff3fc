package dev.sallyport.org.bulk;

import dev.sallyport.org.data.SalesforceId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The files of jobs: what was uploaded, and what came out. Beside the data of an org that is kept; of an org in memory
 * in a temporary folder, which goes when the org closes.
 */
public final class Spool {
    private final @Nullable Path kept;
    private @Nullable Path temporary;

    private Spool(@Nullable Path kept) {
        this.kept = kept;
    }

    /**
     * The files in a folder.
     *
     * @param folder where they are kept from one start to the next; null to keep none
     */
    static Spool in(@Nullable Path folder) {
        return new Spool(folder);
    }

    /** The folder of a job's files, made if it is missing. */
    public Path folder(SalesforceId jobId) {
        try {
            return Files.createDirectories(root().resolve(jobId.value()));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot make the folder of job " + jobId, e);
        }
    }

    /** The jobs that have files. */
    List<SalesforceId> jobs() {
        Path root = root();
        if (!Files.exists(root)) {
            return List.of();
        }
        try (Stream<Path> folders = Files.list(root)) {
            return folders.map(folder -> new SalesforceId(folder.getFileName().toString()))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot list " + root, e);
        }
    }

    /** Deletes a job's files. */
    public void delete(SalesforceId jobId) {
        deleteTree(root().resolve(jobId.value()));
    }

    /** Deletes what is not kept. */
    synchronized void close() {
        if (temporary != null) {
            deleteTree(temporary);
            temporary = null;
        }
    }

    private synchronized Path root() {
        if (kept != null) {
            return kept;
        }
        if (temporary == null) {
            try {
                temporary = Files.createTempDirectory("org-bulk");
            } catch (IOException e) {
                throw new UncheckedIOException("Cannot make a temporary folder for the jobs' files", e);
            }
        }
        return temporary;
    }

    private static void deleteTree(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try {
            Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.deleteIfExists(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure)
                        throws IOException {
                    Files.deleteIfExists(directory);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot delete " + folder, e);
        }
    }
}

package dev.sallyport.transfer;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdScalarSerializer;
import java.io.BufferedOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A folder of exported files. A file is there as a whole or not at all: it is written under another name, forced to disk
 * and renamed; so is the manifest. One process at a time has the folder.
 */
final class ExportFolder implements AutoCloseable {
    private static final String MANIFEST = "manifest.json";
    private static final String LOCK = ".lock";
    private static final String UNFINISHED = ".unfinished";
    private static final String PART = "part-\\d{5,}\\.[a-z]+";

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .addModule(new SimpleModule()
                    .addSerializer(Instant.class, new InstantWriter())
                    .addDeserializer(Instant.class, new InstantReader()))
            .build();

    private final Path folder;
    private final FileChannel lock;

    /** Writes what a file holds. */
    interface Content {
        void writeTo(OutputStream target) throws IOException, SQLException;
    }

    private static final class InstantWriter extends StdScalarSerializer<Instant> {
        InstantWriter() {
            super(Instant.class);
        }

        @Override
        public void serialize(Instant value, JsonGenerator json, SerializerProvider provider) throws IOException {
            json.writeString(value.toString());
        }
    }

    private static final class InstantReader extends StdScalarDeserializer<Instant> {
        InstantReader() {
            super(Instant.class);
        }

        @Override
        public Instant deserialize(JsonParser json, DeserializationContext context) throws IOException {
            try {
                return Instant.parse(json.getValueAsString(""));
            } catch (DateTimeException e) {
                throw new IOException("This is no point in time.", e);
            }
        }
    }

    private ExportFolder(Path folder, FileChannel lock) {
        this.folder = folder;
        this.lock = lock;
    }

    /**
     * Makes the folder if it is not there, and takes it.
     *
     * @throws TransferException if another process has it
     */
    static ExportFolder open(Path folder) {
        FileChannel lock = null;
        try {
            Files.createDirectories(folder);
            lock = FileChannel.open(folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (lock.tryLock() != null) {
                return new ExportFolder(folder, lock);
            }
            lock.close();
        } catch (OverlappingFileLockException e) {
            close(lock);
        } catch (IOException e) {
            close(lock);
            throw TransferException.file(
                    "The folder " + folder + " cannot be used: " + e.getMessage(),
                    "Name one by --to that you may write to.",
                    e);
        }
        throw TransferException.invalid(
                "Another export is writing to " + folder + ".", "Wait for it to end, or name another folder by --to.");
    }

    /**
     * What the folder holds; empty if there is nothing in it.
     *
     * @throws TransferException if there is something else in it
     */
    Optional<Manifest> manifest() {
        Path file = folder.resolve(MANIFEST);
        try {
            if (Files.exists(file)) {
                Manifest manifest = JSON.readValue(file.toFile(), Manifest.class);
                if (manifest.version() == Manifest.VERSION) {
                    return Optional.of(manifest);
                }
                throw TransferException.invalid(
                        file + " is of a version of Sallyport that this one does not know.",
                        "Use that version, or name another folder by --to.");
            }
            try (Stream<Path> files = Files.list(folder)) {
                if (files.anyMatch(other -> !other.getFileName().toString().startsWith("."))) {
                    throw TransferException.invalid(
                            "The folder " + folder + " has files that no export has written.",
                            "Name an empty or a new folder by --to.");
                }
            }
            return Optional.empty();
        } catch (IOException e) {
            throw TransferException.file(
                    file + " cannot be read as an export's manifest.",
                    "If it is one that was damaged, remove the folder and export anew; else name another folder.",
                    e);
        }
    }

    /** Puts a manifest into the place of the one that is there. */
    void keep(Manifest manifest) throws IOException, SQLException {
        write(MANIFEST, target -> target.write(JSON.writeValueAsBytes(manifest)));
    }

    /** Removes what was not finished, and every file of an export that its manifest does not name. */
    void removeAllBut(List<Manifest.Part> parts) throws IOException {
        Set<String> named = new HashSet<>();
        parts.forEach(part -> named.add(part.name()));
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                String name = file.getFileName().toString();
                boolean left = name.endsWith(UNFINISHED) || (name.matches(PART) && !named.contains(name));
                if (left) {
                    Files.delete(file);
                }
            }
        }
    }

    /** Writes a file, which has its name only once it is on the disk as a whole; its length in bytes. */
    long write(String name, Content content) throws IOException, SQLException {
        Path unfinished = folder.resolve("." + name + UNFINISHED);
        try (FileOutputStream file = new FileOutputStream(unfinished.toFile());
                OutputStream target = new BufferedOutputStream(file, 1 << 16)) {
            content.writeTo(target);
            target.flush();
            file.getFD().sync();
        }
        long bytes = Files.size(unfinished);
        Files.move(
                unfinished, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        forceNames();
        return bytes;
    }

    /** Has the new name reach the disk, where a folder can be forced there: on Windows it cannot and need not. */
    private void forceNames() {
        try (FileChannel names = FileChannel.open(folder, StandardOpenOption.READ)) {
            names.force(true);
        } catch (IOException e) {
            // Then the file system sees to it.
        }
    }

    @Override
    public void close() {
        close(lock);
    }

    private static void close(@Nullable FileChannel lock) {
        try {
            if (lock != null) {
                lock.close();
            }
        } catch (IOException e) {
            // The system gives it back when the process ends.
        }
    }
}

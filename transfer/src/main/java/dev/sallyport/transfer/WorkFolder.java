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
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A folder in which a transfer keeps its files and what it notes of itself. A file is there as a whole or not at all: it is
 * written under another name, forced to disk and renamed. One process at a time has the folder.
 */
final class WorkFolder implements AutoCloseable {
    /** How a file's name ends that is not there yet. */
    static final String UNFINISHED = ".unfinished";

    private static final String LOCK = ".lock";

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .addModule(new SimpleModule()
                    .addSerializer(Instant.class, new InstantWriter())
                    .addDeserializer(Instant.class, new InstantReader()))
            .build();

    private final Path folder;
    private final String kind;
    private final FileChannel lock;

    /** What a transfer notes of itself, in a form that has a version. */
    interface Noted {
        int version();
    }

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

    private WorkFolder(Path folder, String kind, FileChannel lock) {
        this.folder = folder;
        this.kind = kind;
        this.lock = lock;
    }

    /**
     * Makes the folder if it is not there, and takes it.
     *
     * @param kind what it is for, {@code export} or {@code load}
     * @throws TransferException if another process has it
     */
    static WorkFolder open(Path folder, String kind) {
        FileChannel lock = null;
        try {
            Files.createDirectories(folder);
            lock = FileChannel.open(folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (lock.tryLock() != null) {
                return new WorkFolder(folder, kind, lock);
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
        throw TransferException.inUse(
                "Another " + kind + " is writing to " + folder + ".",
                "Wait for it to end, or name another folder by --to.");
    }

    /** Where a file of a name is. */
    Path file(String name) {
        return folder.resolve(name);
    }

    /** Whether there is nothing in it that people see. */
    private boolean isEmpty() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.allMatch(file -> file.getFileName().toString().startsWith("."));
        }
    }

    /**
     * What was noted here; empty if nothing was.
     *
     * @param version of its form
     * @throws TransferException if it is of another version, or if there are files and nothing was noted
     * @throws IOException if it cannot be read
     */
    <T extends Noted> Optional<T> noted(String name, Class<T> type, int version) throws IOException {
        if (!Files.exists(file(name))) {
            if (isEmpty()) {
                return Optional.empty();
            }
            throw TransferException.invalid(
                    "The folder " + folder + " has files that no " + kind + " has written.",
                    "Name an empty or a new folder by --to.");
        }
        T noted = read(file(name), type);
        if (noted.version() != version) {
            throw TransferException.invalid(
                    file(name) + " is of a version of Sallyport that this one does not know.",
                    "Use that version, or name another folder by --to.");
        }
        return Optional.of(noted);
    }

    /** Reads what was kept in a folder that nobody has. */
    static <T> T read(Path file, Class<T> type) throws IOException {
        return JSON.readValue(file.toFile(), type);
    }

    /** Keeps something as JSON, in the place of what is there under the name. */
    void keep(String name, Object value) throws IOException, SQLException {
        write(name, target -> target.write(JSON.writeValueAsBytes(value)));
    }

    /** Writes a file, which has its name only once it is on the disk as a whole; its length in bytes. */
    long write(String name, Content content) throws IOException, SQLException {
        Path unfinished = folder.resolve("." + name + UNFINISHED);
        try (FileOutputStream file = new FileOutputStream(unfinished.toFile());
                OutputStream target = new BufferedOutputStream(file, 1 << 16)) {
            try {
                content.writeTo(target);
                target.flush();
                file.getFD().sync();
            } catch (IOException | SQLException | RuntimeException e) {
                remove(unfinished, e);
                throw e;
            }
        }
        long bytes = Files.size(unfinished);
        Files.move(
                unfinished, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        forceNames();
        return bytes;
    }

    /** Half a file is of no use, and a disk that was full is not to stay so. */
    private static void remove(Path unfinished, Exception failure) {
        try {
            Files.delete(unfinished);
        } catch (IOException e) {
            // The next run does.
            failure.addSuppressed(e);
        }
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

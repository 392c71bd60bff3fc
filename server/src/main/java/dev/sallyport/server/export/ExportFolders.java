package dev.sallyport.server.export;

import dev.sallyport.server.ServerOptions;
import dev.sallyport.server.export.Exports.ExportedFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Where exported files are: a folder for each export, in one that nodes may share. */
@Component
class ExportFolders {
    private static final Logger LOG = LoggerFactory.getLogger(ExportFolders.class);

    private final Path all;

    ExportFolders(ServerOptions options) {
        Path given = options.jobs().exports();
        all = given == null ? options.catalog().folder().resolve("exports") : given;
    }

    /** An export's folder, which may not be there. */
    Path of(String id) {
        return all.resolve("export-" + id);
    }

    /** The files of an export that is done, in their order. */
    List<ExportedFile> files(String id) throws IOException {
        try (Stream<Path> files = Files.list(of(id))) {
            return files.map(Path::toFile)
                    .filter(file -> file.getName().startsWith("part-"))
                    .map(file -> new ExportedFile(file.getName(), file.length()))
                    .sorted(Comparator.comparing(ExportedFile::name))
                    .toList();
        }
    }

    /** Removes what is there of an export. Whatever cannot be removed now is tried again later. */
    void remove(String id) {
        Path folder = of(id);
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.deleteIfExists(file);
            }
            Files.deleteIfExists(folder);
        } catch (IOException e) {
            LOG.warn("The exported files in {} cannot be removed; it is tried again", folder, e);
        }
    }
}

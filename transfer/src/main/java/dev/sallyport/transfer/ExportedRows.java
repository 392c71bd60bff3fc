package dev.sallyport.transfer;

import dev.sallyport.transfer.LoadSource.SourceFile;
import dev.sallyport.transfer.format.Delimiter;
import dev.sallyport.transfer.format.RowsFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Finds the files of an export. */
final class ExportedRows {
    private ExportedRows() {}

    /**
     * The files of a complete export, in their order.
     *
     * @throws TransferException if the folder holds none, or one that is not complete or has changes in it
     */
    static List<SourceFile> files(Path folder) {
        if (!Files.exists(folder.resolve(ExportFolder.MANIFEST))) {
            throw TransferException.invalid(
                    "The folder " + folder + " holds no export: there is no " + ExportFolder.MANIFEST
                            + " in it, nor the " + SparkFolder.MARK + " of a folder that Spark has written.",
                    "Name its files.");
        }
        Manifest manifest;
        try {
            manifest = WorkFolder.read(folder.resolve(ExportFolder.MANIFEST), Manifest.class);
        } catch (IOException e) {
            throw LoadSource.unreadable(folder.resolve(ExportFolder.MANIFEST), e);
        }
        if (manifest.state() != Manifest.State.COMPLETE) {
            throw TransferException.invalid(
                    "The export in " + folder + " is not complete.", "Run it again: it goes on where it was.");
        }
        if (manifest.runs().size() > 1) {
            throw TransferException.invalid(
                    "The export in " + folder + " has changes in it, deleted records among them.",
                    "Name the files of the runs that are to be loaded; manifest.json says which these are.");
        }
        RowsFormat format = RowsFormat.ofEnding(manifest.format())
                .orElseThrow(() -> TransferException.invalid(
                        "The export in " + folder + " is of a format that this version does not know: "
                                + manifest.format() + ".",
                        "Use the version that has written it."));
        Delimiter delimiter = delimiter(folder, manifest);
        return manifest.files().stream()
                .map(part -> new SourceFile(folder.resolve(part.name()), format, delimiter))
                .toList();
    }

    private static Delimiter delimiter(Path folder, Manifest manifest) {
        if (manifest.delimiter() == null) {
            return Delimiter.COMMA;
        }
        return Delimiter.of(manifest.delimiter())
                .orElseThrow(() -> TransferException.invalid(
                        "The export in " + folder + " has a delimiter that this version does not know: "
                                + manifest.delimiter() + ".",
                        "Use the version that has written it."));
    }
}

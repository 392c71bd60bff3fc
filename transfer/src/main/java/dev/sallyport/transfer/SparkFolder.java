package dev.sallyport.transfer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Finds the files that Spark has written into a folder, which has a mark once all are there. */
final class SparkFolder {
    static final String MARK = "_SUCCESS";

    private SparkFolder() {}

    static boolean isOne(Path folder) {
        return Files.exists(folder.resolve(MARK));
    }

    /**
     * The files with rows, in their order.
     *
     * @throws TransferException if rows are in folders of their own, whose names are values
     */
    static List<Path> files(Path folder) {
        List<Path> files = new ArrayList<>();
        try (Stream<Path> inside = Files.list(folder)) {
            inside.filter(SparkFolder::isVisible).sorted().forEach(files::add);
        } catch (IOException e) {
            throw LoadSource.unreadable(folder, e);
        }
        for (Path file : files) {
            if (Files.isDirectory(file)) {
                String name = String.valueOf(file.getFileName());
                throw TransferException.invalid(
                        "The folder " + folder + " is partitioned: what " + name + " says, its files do not.",
                        "Load the files of one folder after the other, and give each its value: --map"
                                + " '\"VALUE\"=COLUMN'.");
            }
        }
        return files;
    }

    /** Checksums and marks are hidden. */
    private static boolean isVisible(Path file) {
        String name = String.valueOf(file.getFileName());
        return !name.startsWith("_") && !name.startsWith(".");
    }
}

package dev.sallyport.transfer;

import dev.sallyport.transfer.format.Delimiter;
import dev.sallyport.transfer.format.RowsFormat;
import dev.sallyport.transfer.format.RowsReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.ClosedByInterruptException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The files of a load, as one row after the other.
 *
 * @param columns that all of them have
 */
record LoadSource(List<SourceFile> files, List<String> columns) {
    /**
     * A file and how it is read.
     *
     * @param delimiter of CSV
     */
    record SourceFile(Path path, RowsFormat format, Delimiter delimiter) {
        List<String> columns() throws IOException {
            return format.columns(path, delimiter);
        }

        /** Begins to read it; its rows have some columns. */
        RowsReader read(List<String> columns) throws IOException {
            return format.read(path, delimiter, columns);
        }
    }

    LoadSource {
        files = List.copyOf(files);
        columns = List.copyOf(columns);
    }

    /**
     * Finds the files and reads their columns.
     *
     * @param format of all; null for what their names say
     * @param delimiter of those that are CSV; null for the comma, and for what a folder of an export says
     * @throws TransferException if one cannot be read, is of no known format, or has other columns than the first
     */
    static LoadSource of(List<Path> named, @Nullable RowsFormat format, @Nullable Delimiter delimiter) {
        List<SourceFile> files = new ArrayList<>();
        for (Path path : named) {
            if (!Files.isDirectory(path)) {
                files.add(file(path, format, delimiter));
            } else if (SparkFolder.isOne(path)) {
                SparkFolder.files(path).forEach(part -> files.add(file(part, format, delimiter)));
            } else {
                files.addAll(ExportedRows.files(path));
            }
        }
        if (delimiter != null && files.stream().noneMatch(file -> file.format().isDelimited())) {
            throw TransferException.invalid(
                    "A delimiter is of CSV, and none of the files is CSV.", "Leave out --delimiter.");
        }
        if (files.isEmpty()) {
            throw TransferException.invalid("There is nothing to load.", "Name a file, or a folder of an export.");
        }
        return new LoadSource(files, columns(files));
    }

    private static SourceFile file(Path path, @Nullable RowsFormat format, @Nullable Delimiter delimiter) {
        return new SourceFile(
                path, format == null ? formatOf(path) : format, delimiter == null ? Delimiter.COMMA : delimiter);
    }

    private static RowsFormat formatOf(Path path) {
        String name = String.valueOf(path.getFileName());
        return RowsFormat.ofEnding(name.substring(name.lastIndexOf('.') + 1))
                .orElseThrow(() -> TransferException.invalid(
                        "The name of " + path + " does not say what it holds.",
                        "Say it: --format csv, jsonl or parquet."));
    }

    private static List<String> columns(List<SourceFile> files) {
        Set<String> columns = new LinkedHashSet<>();
        List<List<String>> ofFiles = new ArrayList<>();
        for (SourceFile file : files) {
            try {
                ofFiles.add(file.columns());
            } catch (IOException e) {
                throw unreadable(file.path(), e);
            }
            columns.addAll(ofFiles.get(ofFiles.size() - 1));
        }
        List<String> all = List.copyOf(columns);
        for (int file = 0; file < files.size(); file++) {
            refuseTwice(files.get(file).path(), ofFiles.get(file));
            // A line of JSON has what it has; of other files every row has all columns.
            boolean alike = files.get(file).format() == RowsFormat.JSON_LINES
                    || ofFiles.get(file).equals(all);
            if (!alike) {
                throw TransferException.invalid(
                        files.get(file).path() + " has other columns than the files beside it: "
                                + String.join(", ", ofFiles.get(file)) + " of " + String.join(", ", all) + ".",
                        "Load files of other columns, or of another order, on their own.");
            }
        }
        if (all.isEmpty()) {
            throw TransferException.invalid(
                    files.get(0).path() + " has no columns.", "The first row of a CSV file has their names.");
        }
        return all;
    }

    private static void refuseTwice(Path path, List<String> columns) {
        Set<String> seen = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        for (String column : columns) {
            if (!seen.add(column)) {
                throw TransferException.invalid(
                        path + " has two columns called " + column + ".", "Give each a name of its own.");
            }
        }
    }

    static TransferException unreadable(Path path, IOException e) {
        if (e instanceof ClosedByInterruptException) {
            return TransferException.interrupted();
        }
        String why = String.valueOf(e.getMessage());
        if (e instanceof NoSuchFileException) {
            why = "there is no such file";
        } else if (e instanceof CharacterCodingException) {
            why = "it is not encoded in UTF-8";
        }
        return TransferException.file(
                path + " cannot be read: " + why + ".",
                "Nothing has been sent because of it. Check the file, its format if its name does not say it, and of CSV"
                        + " what stands between values: --delimiter, if it is no comma.",
                e);
    }

    /** What stands between values in the first file that is CSV; the comma if none is. */
    Delimiter delimiter() {
        return files.stream()
                .filter(file -> file.format().isDelimited())
                .map(SourceFile::delimiter)
                .findFirst()
                .orElse(Delimiter.COMMA);
    }

    /** How many rows there are. All are read, so that a file that breaks off somewhere is told before anything is sent. */
    long count() {
        long rows = 0;
        for (SourceFile file : files) {
            try (RowsReader reader = file.read(columns)) {
                while (reader.next() != null) {
                    rows++;
                    if (Thread.currentThread().isInterrupted()) {
                        throw TransferException.interrupted();
                    }
                }
            } catch (IOException e) {
                throw unreadable(file.path(), e);
            }
        }
        return rows;
    }

    /** By what a later run knows that the files are the same. */
    List<LoadManifest.File> fingerprints() {
        List<LoadManifest.File> fingerprints = new ArrayList<>();
        for (SourceFile file : files) {
            try (InputStream bytes = Files.newInputStream(file.path());
                    DigestInputStream digested = new DigestInputStream(bytes, MessageDigest.getInstance("SHA-256"))) {
                long length = digested.transferTo(OutputStream.nullOutputStream());
                fingerprints.add(new LoadManifest.File(
                        String.valueOf(file.path().getFileName()),
                        length,
                        HexFormat.of().formatHex(digested.getMessageDigest().digest())));
            } catch (IOException e) {
                throw unreadable(file.path(), e);
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("Every Java has SHA-256.", e);
            }
        }
        return fingerprints;
    }
}

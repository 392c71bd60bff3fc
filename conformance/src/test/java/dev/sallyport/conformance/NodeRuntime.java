package dev.sallyport.conformance;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Node.js with the npm packages that the checks in {@code src/test/js} need. What is on the {@code PATH} is used; what is
 * not there comes from Debian's packages, where this runs as root, and from npm's.
 */
final class NodeRuntime {
    /** What jsforce's HTTP client asks for; the Salesforce CLI asks for less. */
    private static final int OLDEST_MAJOR = 22;

    private static final int OLDEST_MINOR = 19;
    private static final Pattern VERSION = Pattern.compile("v(\\d+)\\.(\\d+)\\..*");
    private static final String LOCK = "package-lock.json";

    private final Path node;
    private final Path folder;

    private NodeRuntime(Path node, Path folder) {
        this.node = node;
        this.folder = folder;
    }

    /** What a program printed and how it ended. */
    record Outcome(int exitCode, String output, String errors) {}

    /**
     * Finds or installs all that is needed, below Maven's {@code target}.
     *
     * @param folderOfPackages where {@code package.json} is, from {@code src/test/js}; empty for that folder itself
     * @throws IllegalStateException with one line that says what is missing
     */
    static NodeRuntime prepare(String folderOfPackages) {
        Path npm = onPath("npm")
                .or(NodeRuntime::npmOfDebian)
                .orElseThrow(
                        () -> new IllegalStateException(
                                "The conformance checks need Node.js and npm: put node and npm on the PATH, or build as root on Debian."));
        Path all = Path.of("target", "js");
        copy(Path.of("src", "test", "js"), all);
        Path folder = all.resolve(folderOfPackages);
        installPackages(npm, folder);
        return new NodeRuntime(recentNode(npm, all.resolve("node")), folder);
    }

    /** The files with checks, by their names. */
    List<String> checkFiles() {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".test.mjs"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs one file of checks to its end. */
    Outcome runChecks(String file, Map<String, String> environment) {
        return run(folder, environment, List.of(node.toString(), "--test", "--test-reporter=./reporter.mjs", file));
    }

    /** Runs a program of this folder in another to its end; what it reads is one empty line. */
    Outcome runProgram(String file, Path workFolder, Map<String, String> environment, List<String> arguments) {
        List<String> command = new ArrayList<>(
                List.of(node.toString(), folder.resolve(file).toAbsolutePath().toString()));
        command.addAll(arguments);
        return run(workFolder, environment, command);
    }

    /** A command that runs a program of this folder, for a shell. */
    String shellCommand(String file) {
        return "'" + node + "' '" + folder.resolve(file).toAbsolutePath() + "'";
    }

    private static Optional<Path> npmOfDebian() {
        if (onPath("apt-get").isEmpty() || !"root".equals(System.getProperty("user.name"))) {
            return Optional.empty();
        }
        Map<String, String> quietly = Map.of("DEBIAN_FRONTEND", "noninteractive");
        Path here = Path.of(".");
        run(here, quietly, List.of("apt-get", "-q", "update"));
        run(here, quietly, List.of("apt-get", "-q", "-y", "--no-install-recommends", "install", "nodejs", "npm"));
        return onPath("npm");
    }

    /** Installs what the lock file names, unless that was done already. */
    private static void installPackages(Path npm, Path folder) {
        Path installed = folder.resolve("installed.json");
        try {
            if (Files.exists(installed) && Files.mismatch(installed, folder.resolve(LOCK)) < 0) {
                return;
            }
            Outcome outcome = run(
                    folder,
                    Map.of(),
                    List.of(npm.toString(), "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline"));
            if (outcome.exitCode() != 0) {
                throw new IllegalStateException("npm could not install the packages of the conformance checks: "
                        + outcome.errors().strip());
            }
            Files.copy(folder.resolve(LOCK), installed, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The Node.js on the path where it is young enough, else the one that npm has as a package. */
    private static Path recentNode(Path npm, Path packagedNode) {
        return onPath("node").filter(NodeRuntime::isRecent).orElseGet(() -> {
            installPackages(npm, packagedNode);
            Path node = packagedNode
                    .resolve(Path.of("node_modules", ".bin", "node"))
                    .toAbsolutePath();
            if (!Files.isExecutable(node)) {
                throw new IllegalStateException("The conformance checks need Node.js " + OLDEST_MAJOR + "."
                        + OLDEST_MINOR + " or newer on the PATH: npm has no package of it for this machine.");
            }
            return node;
        });
    }

    private static boolean isRecent(Path node) {
        Matcher version = VERSION.matcher(run(Path.of("."), Map.of(), List.of(node.toString(), "--version"))
                .output()
                .strip());
        if (!version.matches()) {
            return false;
        }
        int major = Integer.parseInt(version.group(1));
        int minor = Integer.parseInt(version.group(2));
        return major > OLDEST_MAJOR || (major == OLDEST_MAJOR && minor >= OLDEST_MINOR);
    }

    private static Optional<Path> onPath(String program) {
        return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static Outcome run(Path folder, Map<String, String> environment, List<String> command) {
        try {
            Path output = Files.createTempFile(Path.of("target"), "output", ".txt");
            Path errors = Files.createTempFile(Path.of("target"), "errors", ".txt");
            try {
                ProcessBuilder builder = new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .redirectOutput(output.toFile())
                        .redirectError(errors.toFile());
                builder.environment().putAll(environment);
                Process process = builder.start();
                try (OutputStream input = process.getOutputStream()) {
                    input.write('\n');
                } catch (IOException e) {
                    // It has ended without reading.
                }
                int exitCode = process.waitFor();
                return new Outcome(exitCode, Files.readString(output), Files.readString(errors));
            } finally {
                Files.delete(output);
                Files.delete(errors);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void copy(Path from, Path to) {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path target = to.resolve(from.relativize(file));
                Files.createDirectories(target.getParent());
                Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package dev.sallyport.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sallyport.conformance.NodeRuntime.Outcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The Salesforce CLI, {@code sf}, at the desk of somebody: with a home and a project of its own. */
final class SalesforceCli {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final NodeRuntime node;
    private final Path project;
    private final Map<String, String> environment = new HashMap<>();

    /** Somebody at a new desk, below a folder that is there. */
    SalesforceCli(NodeRuntime node, Path desk, int callbackPort) {
        this.node = node;
        this.project = desk.resolve("project");
        environment.putAll(Map.of(
                "HOME", desk.toString(),
                "BROWSER", desk.resolve("browser").toString(),
                "SF_DISABLE_TELEMETRY", "true",
                "SF_DISABLE_LOG_FILE", "true",
                "SF_AUTOUPDATE_DISABLE", "true",
                "SF_USE_GENERIC_UNIX_KEYCHAIN", "true"));
        try {
            Files.createDirectories(project.resolve("force-app"));
            Files.writeString(project.resolve("sfdx-project.json"), """
                    {"packageDirectories": [{"path": "force-app", "default": true}], "oauthLocalPort": %d}
                    """.formatted(callbackPort));
            // As browsers do, it leaves the command that started it: the CLI listens only then.
            Files.writeString(
                    desk.resolve("browser"),
                    "#!/bin/sh\n" + node.shellCommand("person.mjs") + " \"$1\" > /dev/null 2>&1 &\n");
            Files.setPosixFilePermissions(desk.resolve("browser"), PosixFilePermissions.fromString("rwx------"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sets a variable of the environment for the commands to come. */
    SalesforceCli with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    /** Puts a file into the project. */
    void write(String name, String text) {
        try {
            Files.writeString(project.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A file of the project. */
    String read(String name) {
        try {
            return Files.readString(project.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a command that succeeds prints for people. */
    String print(String command, String... arguments) {
        Outcome outcome = run(command, arguments);
        assertThat(outcome.exitCode()).as(outcome.output() + outcome.errors()).isZero();
        return outcome.output();
    }

    /** The result of a command that succeeds. */
    JsonNode result(String command, String... arguments) {
        JsonNode answer = json(command, arguments);
        assertThat(answer.path("status").asInt(-1)).as(answer.toPrettyString()).isZero();
        return answer.path("result");
    }

    /** The message of a command that does not. */
    String refusal(String command, String... arguments) {
        JsonNode answer = json(command, arguments);
        assertThat(answer.path("status").asInt()).as(answer.toPrettyString()).isPositive();
        return answer.path("message").asText();
    }

    /** What a command prints with {@code --json}; a prompt may stand before it. */
    private JsonNode json(String command, String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.add("--json");
        Outcome outcome = run(command, all.toArray(String[]::new));
        try {
            return MAPPER.readTree(
                    outcome.output().substring(Math.max(0, outcome.output().indexOf("{\n"))));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(outcome.output() + outcome.errors(), e);
        }
    }

    private Outcome run(String command, String... arguments) {
        List<String> all = new ArrayList<>(List.of(command.split(" ", -1)));
        all.addAll(List.of(arguments));
        return node.runProgram("sf.mjs", project, environment, all);
    }
}

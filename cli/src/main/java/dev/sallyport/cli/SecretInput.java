package dev.sallyport.cli;

import dev.sallyport.auth.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/**
 * Reads a secret from where it was put for a command to find.
 *
 * @param label what people call it, such as {@code client secret}
 * @param surroundings the environment and standard input
 */
record SecretInput(String label, Surroundings surroundings) {
    Secret ofFile(String file) {
        try {
            return secret(Files.readString(Path.of(file)));
        } catch (IOException | InvalidPathException e) {
            throw unreadable(file);
        }
    }

    Secret ofVariable(String variable) {
        String value = surroundings.environment().get(variable);
        if (value == null) {
            throw new CommandException(
                    "The environment has no variable " + variable + ".",
                    "Set and export it, or put the " + label + " into a file or on standard input.");
        }
        return secret(value);
    }

    Secret ofStandardInput() {
        try {
            return secret(new String(surroundings.input().readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw unreadable("standard input");
        }
    }

    /** A secret by a place like {@code env:NAME} or {@code file:PATH}, read now. */
    Secret ofPlace(String place) {
        if (place.startsWith("env:")) {
            return ofVariable(place.substring("env:".length()));
        }
        if (place.startsWith("file:")) {
            return ofFile(place.substring("file:".length()));
        }
        // Not quoted: it may be the secret itself.
        throw new CommandException(
                "The " + label + " is given by the place where it is, never itself.",
                "Write file:PATH or env:VARIABLE in its place.");
    }

    private Secret secret(String text) {
        if (text.isBlank()) {
            throw new CommandException(
                    "The " + label + " is empty.",
                    label.equals("client secret")
                            ? "It is the Consumer Secret: in Setup open App Manager, choose View on the app, then Manage"
                                    + " Consumer Details."
                            : "Put it there, and nothing else.");
        }
        return Secret.of(text.strip());
    }

    private CommandException unreadable(String place) {
        return new CommandException(
                "The " + label + " cannot be read from " + place + ".",
                "Check that it is there, that it is text, and that you may read it.");
    }
}

package dev.sallyport.cli;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.Map;

/**
 * What a command finds around it.
 *
 * @param environment the environment variables
 * @param home the user's home folder
 * @param input standard input
 * @param terminal whether somebody sits at the other end: neither input nor output is a file or another program
 */
record Surroundings(Map<String, String> environment, Path home, InputStream input, boolean terminal) {
    static Surroundings ofProcess() {
        return new Surroundings(
                System.getenv(), Path.of(System.getProperty("user.home")), System.in, Keyboard.isThere());
    }
}

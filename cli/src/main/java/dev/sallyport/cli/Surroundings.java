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
 */
record Surroundings(Map<String, String> environment, Path home, InputStream input) {
    static Surroundings ofProcess() {
        return new Surroundings(System.getenv(), Path.of(System.getProperty("user.home")), System.in);
    }
}

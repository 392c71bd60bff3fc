package dev.sallyport.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A process that a test starts to kill. What it works with comes by standard input, a line each; how far it is goes to standard
 * output.
 */
final class Child {
    private static final int KILLED = 128;

    private final Process process;

    private Child(Process process) {
        this.process = process;
    }

    /** Starts one over an org. */
    static Child start(Class<?> main, FilledOrg filled, String... lines) throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        main.getName())
                .redirectErrorStream(true)
                .start();
        List<String> input = new ArrayList<>(List.of(
                filled.org().instanceUrl().toString(),
                filled.org().readyApp().consumerKey(),
                filled.org().readyApp().consumerSecret()));
        input.addAll(List.of(lines));
        try (BufferedWriter to = process.outputWriter(StandardCharsets.UTF_8)) {
            to.write(String.join("\n", input) + "\n");
        }
        return new Child(process);
    }

    Process process() {
        return process;
    }

    /** Kills it (SIGKILL) a little later: somewhere between a step and the next. */
    void kill(Random random, int mostTurns) {
        for (int turns = random.nextInt(mostTurns); turns > 0 && process.isAlive(); turns--) {
            Thread.onSpinWait();
        }
        process.destroyForcibly();
    }

    /** Whether it was still at work when it was killed; it fails if it ended in another way. */
    boolean wasKilled(List<String> said) throws InterruptedException {
        int exitCode = process.waitFor();
        assertThat(exitCode == 0 || exitCode > KILLED)
                .as("it is killed or done; it said " + said)
                .isTrue();
        return exitCode != 0;
    }
}

package dev.sallyport.conformance.browser;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A way in which the guide's set-up goes wrong, and what a person then does.
 *
 * @param name what is wrong
 * @param cause brings it about
 * @param probe what the person does who does not know of it yet
 * @param check where it shows
 * @param outcome how the check ends: {@code failed}, or {@code warning} where the rest goes on
 * @param says words of what is told
 * @param cure what the person does then, by the names that are in the advice
 */
record Failure(
        String name,
        Consumer<Scene> cause,
        Function<Scene, List<Scene.Check>> probe,
        String check,
        String outcome,
        String says,
        Consumer<Advised> cure) {
    static Failure ofTestConnection(
            String name, Consumer<Scene> cause, String check, String says, Consumer<Advised> cure) {
        return new Failure(name, cause, Scene::testConnection, check, Scene.FAILED, says, cure);
    }

    static Failure ofRows(String name, Consumer<Scene> cause, String table, String says, Consumer<Advised> cure) {
        return new Failure(name, cause, scene -> scene.rowsOf(table), "Rows of " + table, Scene.FAILED, says, cure);
    }

    @Override
    public String toString() {
        return name;
    }
}

package dev.sallyport.cli;

import java.io.Console;
import java.util.Optional;

/** Whoever sits at the terminal; nobody, where there is none. */
final class Keyboard {
    private Keyboard() {}

    /** What is typed unseen after a prompt; empty where nobody is there to type. */
    static Optional<String> askHidden(String prompt) {
        return console()
                .flatMap(console -> Optional.ofNullable(console.readPassword(prompt)))
                .map(String::new);
    }

    /** Whether the answer to a question is yes; nobody's answer is no. */
    static boolean confirms(String question) {
        return console()
                .flatMap(console -> Optional.ofNullable(console.readLine(question)))
                .filter(answer -> answer.strip().regionMatches(true, 0, "y", 0, 1))
                .isPresent();
    }

    /** Whether there is a terminal at both ends: neither input nor output is a file or another program. */
    static boolean isThere() {
        return console().filter(Keyboard::isTerminal).isPresent();
    }

    /** Since Java 22 there is a console even where there is no terminal, and it says so itself. */
    private static boolean isTerminal(Console console) {
        try {
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (NoSuchMethodException e) {
            return true;
        } catch (ReflectiveOperationException e) {
            return false;
        }
    }

    private static Optional<Console> console() {
        return Optional.ofNullable(System.console());
    }
}

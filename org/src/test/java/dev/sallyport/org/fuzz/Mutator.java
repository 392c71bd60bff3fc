package dev.sallyport.org.fuzz;

import java.util.List;
import java.util.Random;

/** Spoils a query's text. */
final class Mutator {
    private static final List<String> PIECES = List.of(
            "SELECT",
            "FROM",
            "WHERE",
            "AND",
            "OR",
            "NOT",
            "IN",
            "LIKE",
            "(",
            ")",
            ",",
            "'",
            "\\",
            "\"",
            ".",
            ":",
            "=",
            "<",
            "null",
            "NULLS",
            "LIMIT",
            "OFFSET",
            "GROUP BY",
            "ORDER BY",
            "HAVING",
            "COUNT(",
            "TYPEOF",
            "END",
            "0",
            "-1",
            "1e308",
            "99999999999",
            "2024-02-30",
            "2024-01-01T25:00:00Z",
            "TODAY",
            "LAST_N_DAYS:",
            "é",
            "\u0000",
            "💥",
            "/*",
            "--",
            "ROLLUP(",
            "DISTANCE(",
            "FIELDS(ALL)",
            "toLabel(",
            "FORMAT(",
            "Owner.",
            "Id",
            "USING SCOPE");

    private final Random random;

    Mutator(Random random) {
        this.random = random;
    }

    String mutated(String soql) {
        StringBuilder text = new StringBuilder(soql);
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            int at = random.nextInt(text.length() + 1);
            int length = Math.min(random.nextInt(12), text.length() - at);
            switch (random.nextInt(4)) {
                case 0 -> text.delete(at, at + length);
                case 1 -> text.insert(at, PIECES.get(random.nextInt(PIECES.size())));
                case 2 -> text.insert(at, text.substring(at, at + length));
                default -> text.replace(at, at + length, " " + PIECES.get(random.nextInt(PIECES.size())) + " ");
            }
        }
        return text.toString();
    }
}

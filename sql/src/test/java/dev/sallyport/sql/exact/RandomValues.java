package dev.sallyport.sql.exact;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Random;

/** Awkward values: mixed case, accents, wildcards, quotes, fractions, the ends of months and years, leap days. */
final class RandomValues {
    static final List<String> TEXTS = List.of(
            "Acme",
            "ACME",
            "acme",
            "aCmE",
            "Ácme",
            "Zürich",
            "ZÜRICH",
            "zürich",
            "O'Brien",
            "o'BRIEN",
            "50% off",
            "50x OFF",
            "under_score",
            "underXscore",
            "back\\slash",
            "\\",
            "%",
            "_",
            "_a",
            "[a]",
            "^a",
            "`a",
            "a",
            "A",
            "b",
            "B c",
            "b  C",
            "a\nb",
            "Tab\there",
            "\"quoted\"",
            "42",
            "042",
            "null",
            "Émile",
            "émile",
            "Straße",
            "ñandú",
            "日本",
            "x💥y",
            "x.y",
            "(x|y)*");

    private static final List<String> DAYS = List.of(
            "2023-12-31",
            "2024-01-01",
            "2024-01-31",
            "2024-02-28",
            "2024-02-29",
            "2024-03-01",
            "2024-06-30",
            "2024-12-31",
            "2025-01-01",
            "2025-02-28",
            "2025-03-31",
            "2020-02-29",
            "1999-12-31",
            "2000-02-29",
            "1969-12-31",
            "1970-01-01");

    private final Random random;

    RandomValues(Random random) {
        this.random = random;
    }

    String text() {
        return any(TEXTS);
    }

    BigDecimal decimal(int scale) {
        return switch (random.nextInt(6)) {
            case 0 -> BigDecimal.ZERO;
            case 1 -> BigDecimal.valueOf(random.nextInt(7) - 3L);
            case 2 -> BigDecimal.valueOf(random.nextInt(2_000_000) - 1_000_000L, scale);
            default -> BigDecimal.valueOf((random.nextInt(21) - 10L) * 5, Math.min(scale, 1));
        };
    }

    int integer() {
        return random.nextInt(4) == 0 ? random.nextInt(5_000) : random.nextInt(12) - 3;
    }

    LocalDate date() {
        LocalDate day = LocalDate.parse(any(DAYS));
        return random.nextInt(3) == 0 ? day.plusDays(random.nextInt(400) - 200L) : day;
    }

    Instant instant() {
        Instant day = Instant.parse(date() + "T00:00:00Z");
        int hour = any(List.of(0, 0, 7, 8, 12, 16, 23, random.nextInt(24)));
        return day.plus(hour, ChronoUnit.HOURS).plusSeconds(any(List.of(0, 0, 1, 59 * 60 + 59)));
    }

    LocalTime time() {
        return LocalTime.of(random.nextInt(24), random.nextInt(4) * 15, any(List.of(0, 0, 59)));
    }

    <T> T any(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }

    boolean oneIn(int n) {
        return random.nextInt(n) == 0;
    }

    int below(int n) {
        return random.nextInt(n);
    }
}

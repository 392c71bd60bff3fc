package dev.sallyport.org.data;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The random choices that records are made of: the same for the same seed, in the same order. */
final class SeedChoices {
    /** The number of records that the shares make. */
    private static final int WHOLE = 10_000;

    private static final int CREATED_WITHIN_DAYS = 3 * 365;

    private final int records;
    private final RowWriter writer;
    private final SplittableRandom random;
    private final NameMaker names;
    private final List<String> owners;
    private final LocalDate today;
    private final Instant midnight;

    SeedChoices(SeedData seed, RowWriter writer, Clock clock, List<String> owners) {
        this.records = seed.records();
        this.writer = writer;
        this.owners = owners;
        this.random = new SplittableRandom(seed.seed());
        this.names = new NameMaker(random);
        this.today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        this.midnight = today.atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    SplittableRandom random() {
        return random;
    }

    NameMaker names() {
        return names;
    }

    /** The beginning of the present day. */
    Instant midnight() {
        return midnight;
    }

    /** How many of a type there are, where there are so many among 10,000 records. */
    int share(int ofWhole) {
        return (int) Math.max(1, (long) ofWhole * records / WHOLE);
    }

    String owner() {
        return names.pick(owners);
    }

    /** A value of a picklist. */
    String choose(String type, String field) {
        return names.pick(writer.type(type).requireField(field).picklistValues())
                .value();
    }

    BigDecimal price(int below) {
        return BigDecimal.valueOf(random.nextLong(100, below * 100L), 2);
    }

    String phone() {
        return String.format("(555) 01%02d-%04d", random.nextInt(100), random.nextInt(10_000));
    }

    /** A day so far from today. */
    LocalDate day(int from, int to) {
        return today.plusDays(random.nextInt(from, to));
    }

    Instant created() {
        return midnight.minus(random.nextInt(CREATED_WITHIN_DAYS * 86_400), ChronoUnit.SECONDS);
    }

    /** A value in so many cases of a hundred, and none in the others. */
    <T> @Nullable T some(int percent, Supplier<T> value) {
        return random.nextInt(100) < percent ? value.get() : null;
    }
}

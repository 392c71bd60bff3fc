package dev.sallyport.org.data;

import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/** Makes names of companies, people and places that exist nowhere. */
final class NameMaker {
    /** Names that clients get wrong: they differ in case alone, or hold quotes, wildcards or characters beyond ASCII. */
    private static final List<String> DIFFICULT = List.of(
            "acme",
            "Acme",
            "ACME",
            "O'Hara & Søn",
            "100% \"Quoted\"",
            "Back\\slash_and_under",
            "株式会社テスト",
            "Zebra 🦓 Parts",
            "Émile et Fils");

    private static final List<String> FIRST = List.of(
            "Bel", "Cor", "Dan", "Fen", "Gal", "Hal", "Jor", "Kel", "Lum", "Mar", "Nor", "Oro", "Pel", "Quin", "Ros",
            "Sol", "Tal", "Ulm", "Ver", "Wes", "Yar", "Zel");
    private static final List<String> LAST = List.of(
            "bano", "dor", "finia", "gate", "holm", "ista", "kko", "linde", "mere", "nova", "quist", "ran", "stad",
            "tuna", "via");
    private static final List<String> BUSINESS =
            List.of("Works", "Supply", "Energy", "Foods", "Logistics", "Systems", "Partners", "Mills", "Labs", "Group");
    private static final List<String> GIVEN = List.of(
            "Alva", "Bo", "Chidi", "Dagny", "Elif", "Farid", "Gwen", "Hana", "Inés", "Joon", "Kaya", "Léo", "Mira",
            "Nils", "Ona", "Petra", "Rafi", "Søren", "Tala", "Uma", "Vera", "Wim", "Ximena", "Zoë");

    private final SplittableRandom random;

    NameMaker(SplittableRandom random) {
        this.random = random;
    }

    /** A company's name; the first ones are the difficult ones. */
    String company(int index) {
        return index < DIFFICULT.size() ? DIFFICULT.get(index) : place() + " " + pick(BUSINESS);
    }

    String place() {
        return pick(FIRST) + pick(LAST);
    }

    String givenName() {
        return pick(GIVEN);
    }

    String familyName() {
        return random.nextInt(40) == 0 ? "O'" + place() : place();
    }

    /** An address under the domain that is reserved for examples, different for each index. */
    static String email(String familyName, int index) {
        return familyName.toLowerCase(Locale.ROOT).replace("'", "") + index + "@mail.example";
    }

    <T> T pick(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}

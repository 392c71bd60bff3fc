package dev.sallyport.server.console;

/** A number with what is counted, as it is said of one and of more. */
public final class Counted {
    private Counted() {}

    /**
     * Such as {@code 1 row} and {@code 2 rows}.
     *
     * @param one what it is called where there is one
     */
    public static String of(long number, String one) {
        return number + " " + one + (number == 1 ? "" : "s");
    }
}

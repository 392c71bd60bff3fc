package dev.sallyport.cli.output;

/** The marks in front of checks, with picocli's colour markup. */
enum Mark {
    WELL("@|green ✓|@"),
    WARNING("@|yellow !|@"),
    WRONG("@|red ✗|@"),
    SKIPPED("@|faint -|@");

    private final String markup;

    Mark(String markup) {
        this.markup = markup;
    }

    String markup() {
        return markup;
    }
}

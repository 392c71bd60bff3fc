package dev.sallyport.sql.write;

import dev.sallyport.auth.SallyportException;

/** A statement that writes what cannot be written; it is refused before a call is made. */
public final class WriteRefusedException extends SallyportException {
    private final String sqlState;

    WriteRefusedException(String message, String advice) {
        this(message, advice, "42808");
    }

    private WriteRefusedException(String message, String advice, String sqlState) {
        super(message, advice, null);
        this.sqlState = sqlState;
    }

    /** A text that its column does not take. */
    static WriteRefusedException tooLong(String column, String text, int most) {
        String head = text.substring(0, Math.min(text.length(), 20));
        return new WriteRefusedException(
                "The text '" + head + "…' has " + text.length() + " characters, and the column " + column + " takes "
                        + most + ".",
                "Shorten it, or write CAST('…' AS VARCHAR(" + most + ")) to have it cut off.",
                "22001");
    }

    /** The SQLState of the refusal. */
    public String sqlState() {
        return sqlState;
    }
}

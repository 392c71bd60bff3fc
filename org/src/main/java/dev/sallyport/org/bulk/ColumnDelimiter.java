package dev.sallyport.org.bulk;

/** What stands between the values of a row. */
public enum ColumnDelimiter {
    BACKQUOTE('`'),
    CARET('^'),
    COMMA(','),
    PIPE('|'),
    SEMICOLON(';'),
    TAB('\t');

    private final char character;

    ColumnDelimiter(char character) {
        this.character = character;
    }

    public char character() {
        return character;
    }
}

package dev.sallyport.org.soql;

/**
 * Shows where in a query something is wrong, as Salesforce does: the piece of the query around it, a caret under it, and
 * its row and column, both from 1.
 */
final class Excerpt {
    private static final int AROUND = 37;

    private final String soql;

    Excerpt(String soql) {
        this.soql = soql;
    }

    /** A refusal that points at a place. */
    SoqlException refusal(String errorCode, int offset, String message) {
        return new SoqlException(errorCode, at(offset) + message);
    }

    private String at(int offset) {
        int position = Math.min(Math.max(offset, 0), soql.length());
        int lineStart = soql.lastIndexOf('\n', position - 1) + 1;
        int lineEnd = soql.indexOf('\n', position);
        int from = Math.max(lineStart, position - AROUND);
        int to = Math.min(lineEnd < 0 ? soql.length() : lineEnd, position + AROUND);
        long row = soql.substring(0, lineStart).chars().filter(c -> c == '\n').count() + 1;
        return "\n" + soql.substring(from, to) + "\n" + " ".repeat(position - from) + "^\nERROR at Row:" + row
                + ":Column:" + (position - lineStart + 1) + "\n";
    }
}

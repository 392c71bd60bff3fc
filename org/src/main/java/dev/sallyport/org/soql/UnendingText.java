package dev.sallyport.org.soql;

import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.misc.Interval;

/** Says why a quotation mark begins no text: an escape that SOQL does not have, or the end of the query. */
final class UnendingText {
    private static final String ESCAPED = "nrtbf\"'\\_%u";

    private UnendingText() {}

    /** The message for a quotation mark, with the line, from 1, and the column, from 0, where reading failed. */
    static String message(Token quotationMark) {
        int start = quotationMark.getStartIndex();
        String text = quotationMark
                .getInputStream()
                .getText(Interval.of(start, quotationMark.getInputStream().size() - 1));
        int end = text.length();
        String wrong = "";
        for (int i = 1; i + 1 < text.length() && wrong.isEmpty(); i++) {
            if (text.charAt(i) == '\\') {
                i++;
                boolean known = ESCAPED.indexOf(Character.toLowerCase(text.charAt(i))) >= 0;
                wrong = known ? "" : text.substring(i, i + 1);
                end = known ? end : i;
            }
        }
        int lineStart = text.lastIndexOf('\n', end - 1);
        long line = quotationMark.getLine()
                + text.substring(0, end).chars().filter(c -> c == '\n').count();
        int column = lineStart < 0 ? quotationMark.getCharPositionInLine() + end : end - lineStart - 1;
        return "line " + line + ":" + column
                + (wrong.isEmpty()
                        ? " mismatched character '<EOF>' expecting '''"
                        : " no viable alternative at character '" + wrong + "'");
    }
}

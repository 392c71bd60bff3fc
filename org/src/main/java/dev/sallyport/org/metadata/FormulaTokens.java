package dev.sallyport.org.metadata;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A formula, cut into tokens, with a place that moves along them. */
final class FormulaTokens {
    private static final Pattern TOKEN = Pattern.compile(
            "\\s*(?:/\\*.*?\\*/\\s*)*("
                    + "\"(?:[^\"\\\\]|\\\\.)*\"|'(?:[^'\\\\]|\\\\.)*'|\\d+(?:\\.\\d+)?|\\.\\d+"
                    + "|[A-Za-z_$][\\w$.]*|<=|>=|<>|!=|==|&&|\\|\\||[-+*/^&()<>=,!])\\s*",
            Pattern.DOTALL);

    private final List<String> tokens = new ArrayList<>();
    private int place;

    FormulaTokens(String formula) {
        Matcher matcher = TOKEN.matcher(formula);
        int end = 0;
        while (end < formula.length() && matcher.find(end) && matcher.start() == end) {
            tokens.add(matcher.group(1));
            end = matcher.end();
        }
        if (end < formula.length() && !formula.substring(end).isBlank()) {
            throw refused("Syntax error. Found '" + formula.charAt(end) + "'");
        }
    }

    /** The token at the place; empty at the end. */
    String peek() {
        return place < tokens.size() ? tokens.get(place) : "";
    }

    /** The token at the place, past which the place moves. */
    String next() {
        if (place == tokens.size()) {
            throw refused("Syntax error");
        }
        return tokens.get(place++);
    }

    /** Moves on if one of these is there. */
    boolean take(String... wanted) {
        for (String token : wanted) {
            if (peek().toLowerCase(Locale.ROOT).equals(token)) {
                place++;
                return true;
            }
        }
        return false;
    }

    void require(String token) {
        if (!take(token)) {
            throw refused("Syntax error. Missing '" + token + "'");
        }
    }

    static MetadataException refused(String message) {
        return new MetadataException("FIELD_INTEGRITY_EXCEPTION", message, "formula");
    }
}

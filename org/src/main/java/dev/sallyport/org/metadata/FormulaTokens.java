package dev.sallyport.org.metadata;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A formula, cut into tokens, with a place that moves along them. */
final class FormulaTokens {
    private static final Pattern TOKEN =
            Pattern.compile("\\d++(?:\\.\\d++)?|\\.\\d++|[A-Za-z_$][\\w$.]*+|<=|>=|<>|!=|==|&&|\\|\\||[-+*/^&()<>=,!]");

    /** Salesforce's own limits of a formula's length, and roughly of how deep it may be nested. */
    private static final int LONGEST = 3_900;

    private static final int DEEPEST = 100;

    private final List<String> tokens = new ArrayList<>();
    private int place;
    private int depth;

    FormulaTokens(String formula) {
        if (formula.length() > LONGEST) {
            throw refused(
                    "Formula is too long (" + formula.length() + " characters). Maximum length is 3,900 characters.");
        }
        Matcher matcher = TOKEN.matcher(formula);
        int at = afterBlanks(formula, 0);
        while (at < formula.length()) {
            char first = formula.charAt(at);
            int end;
            if (first == '"' || first == '\'') {
                end = afterText(formula, at);
            } else if (matcher.region(at, formula.length()).lookingAt()) {
                end = matcher.end();
            } else {
                throw refused("Syntax error. Found '" + first + "'");
            }
            tokens.add(formula.substring(at, end));
            at = afterBlanks(formula, end);
        }
    }

    /** Blanks and comments have no meaning. */
    private static int afterBlanks(String formula, int start) {
        int at = start;
        while (at < formula.length()) {
            if (formula.startsWith("/*", at)) {
                int end = formula.indexOf("*/", at + 2);
                if (end < 0) {
                    throw refused("Syntax error. Missing '*/'");
                }
                at = end + 2;
            } else if (Character.isWhitespace(formula.charAt(at))) {
                at++;
            } else {
                return at;
            }
        }
        return at;
    }

    private static int afterText(String formula, int start) {
        for (int at = start + 1; at < formula.length(); at++) {
            char character = formula.charAt(at);
            if (character == '\\') {
                at++;
            } else if (character == formula.charAt(start)) {
                return at + 1;
            }
        }
        throw refused("Syntax error. Missing '" + formula.charAt(start) + "'");
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

    /** Goes into a part of an expression; {@link #leave} comes out of it. */
    void enter() {
        if (++depth > DEEPEST) {
            throw refused("Formula is too complex: it is nested too deeply");
        }
    }

    void leave() {
        depth--;
    }

    static MetadataException refused(String message) {
        return new MetadataException("FIELD_INTEGRITY_EXCEPTION", message, "formula");
    }
}

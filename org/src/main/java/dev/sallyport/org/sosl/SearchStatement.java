package dev.sallyport.org.sosl;

import dev.sallyport.org.soql.SoqlException;
import java.util.List;
import java.util.Locale;
import org.antlr.v4.runtime.BaseErrorListener;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Recognizer;
import org.antlr.v4.runtime.Token;
import org.jspecify.annotations.Nullable;

/**
 * A SOSL statement.
 *
 * @param returned what is wanted of each type; empty where all types are searched
 * @param limit most records of all types together
 */
record SearchStatement(SearchTerms terms, SearchGroup group, List<Returned> returned, int limit) {
    private static final int MAX_LENGTH = 100_000;
    private static final int MAX_DEPTH = 200;
    private static final int MAX_LIMIT = 2_000;

    /**
     * A type in RETURNING.
     *
     * @param start where it begins in the statement's text
     * @param end behind its last character
     */
    record Returned(String type, int start, int end) {}

    /**
     * Reads a statement.
     *
     * @throws SoqlException {@code MALFORMED_SEARCH} if it is none
     */
    static SearchStatement parse(String sosl) {
        if (sosl.length() > MAX_LENGTH) {
            throw new SoqlException("MALFORMED_SEARCH", "SOSL statements cannot be longer than 100000 characters.");
        }
        SoslLexer lexer = new SoslLexer(CharStreams.fromString(sosl));
        lexer.removeErrorListeners();
        CommonTokenStream tokens = new CommonTokenStream(lexer);
        tokens.fill();
        checkShape(tokens.getTokens());
        SoslParser parser = new SoslParser(tokens);
        parser.removeErrorListeners();
        parser.addErrorListener(new Refusing());
        SoslParser.StatementContext statement = parser.statement();
        String braces = statement.SEARCH().getText();
        return new SearchStatement(
                SearchTermsReader.read(braces.substring(1, braces.length() - 1)),
                statement.group() == null
                        ? SearchGroup.ALL
                        : SearchGroup.valueOf(statement.group().getText().toUpperCase(Locale.ROOT)),
                statement.returned().stream().map(SearchStatement::returned).toList(),
                statement.LIMIT() == null
                        ? MAX_LIMIT
                        : limit(statement.INTEGER().getText()));
    }

    private static Returned returned(SoslParser.ReturnedContext context) {
        return new Returned(
                context.name().getText(),
                context.getStart().getStartIndex(),
                context.getStop().getStopIndex() + 1);
    }

    private static int limit(String digits) {
        if (digits.length() > 4 || Integer.parseInt(digits) > MAX_LIMIT || Integer.parseInt(digits) == 0) {
            throw new SoqlException(
                    "MALFORMED_SEARCH", "Invalid SOSL LIMIT: " + digits + ". It must be between 1 and 2000");
        }
        return Integer.parseInt(digits);
    }

    private static void checkShape(List<Token> tokens) {
        boolean find = tokens.get(0).getType() == SoslLexer.FIND;
        if (find && tokens.get(1).getType() != SoslLexer.SEARCH) {
            throw new SoqlException(
                    "MALFORMED_SEARCH", "No search term found. The search term must be enclosed in braces.");
        }
        int depth = 0;
        for (Token token : tokens) {
            depth += token.getType() == SoslLexer.LPAREN ? 1 : 0;
            depth -= token.getType() == SoslLexer.RPAREN ? 1 : 0;
            if (depth > MAX_DEPTH) {
                throw unexpected(token);
            }
        }
    }

    private static SoqlException unexpected(Token token) {
        return new SoqlException("MALFORMED_SEARCH", "unexpected token: " + token.getText());
    }

    /** Turns the first syntax error into Salesforce's refusal. */
    private static final class Refusing extends BaseErrorListener {
        @Override
        public void syntaxError(
                Recognizer<?, ?> recognizer,
                Object offendingSymbol,
                int line,
                int charPositionInLine,
                String message,
                @Nullable RecognitionException cause) {
            throw unexpected((Token) offendingSymbol);
        }
    }
}

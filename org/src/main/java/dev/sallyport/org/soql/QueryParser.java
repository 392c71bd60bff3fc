package dev.sallyport.org.soql;

import java.util.List;
import org.antlr.v4.runtime.BaseErrorListener;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Recognizer;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.atn.PredictionMode;
import org.jspecify.annotations.Nullable;

/** From a query's text to a {@link Query}. */
final class QueryParser {
    /** The longest query (SOQL and SOSL Reference, "SOQL Limits"). */
    private static final int MAX_LENGTH = 100_000;

    /** Nested deeper than any sensible query, and not so deep that the parser's own stack is in danger. */
    private static final int MAX_DEPTH = 200;

    private QueryParser() {}

    /**
     * Reads a query.
     *
     * @throws SoqlException {@code MALFORMED_QUERY} if it is none
     */
    static Query parse(String soql) {
        if (soql.length() > MAX_LENGTH) {
            throw new SoqlException("MALFORMED_QUERY", "SOQL statements cannot be longer than 100000 characters.");
        }
        Excerpt excerpt = new Excerpt(soql);
        return new QueryBuilder(excerpt).query(parser(soql, excerpt).statement().query());
    }

    /**
     * Reads what SOSL's RETURNING says of one sObject.
     *
     * @param start where it begins in the statement
     * @param end behind its last character
     * @throws SoqlException {@code MALFORMED_QUERY} if it is none
     */
    static Query parseReturned(String sosl, int start, int end) {
        Excerpt excerpt = new Excerpt(sosl);
        // Blanks for what stands before, so that places are those in the whole statement.
        String alone = sosl.substring(0, start).replaceAll("\\S", " ") + sosl.substring(start, end);
        return new QueryBuilder(excerpt).returned(parser(alone, excerpt).returned());
    }

    private static SoqlParser parser(String soql, Excerpt excerpt) {
        SoqlLexer lexer = new SoqlLexer(CharStreams.fromString(soql));
        lexer.removeErrorListeners();
        CommonTokenStream tokens = new CommonTokenStream(lexer);
        tokens.fill();
        checkDepth(tokens.getTokens(), excerpt);
        SoqlParser parser = new SoqlParser(tokens);
        parser.removeErrorListeners();
        parser.addErrorListener(new Refusing(excerpt));
        parser.getInterpreter().setPredictionMode(PredictionMode.LL);
        return parser;
    }

    private static void checkDepth(List<Token> tokens, Excerpt excerpt) {
        int depth = 0;
        for (Token token : tokens) {
            depth += token.getType() == SoqlLexer.LPAREN || token.getType() == SoqlLexer.NOT ? 1 : 0;
            depth -= token.getType() == SoqlLexer.RPAREN ? 1 : 0;
            if (depth > MAX_DEPTH) {
                throw excerpt.refusal("MALFORMED_QUERY", token.getStartIndex(), "query is too complicated");
            }
        }
    }

    /** Turns the first syntax error into Salesforce's refusal. */
    private static final class Refusing extends BaseErrorListener {
        private final Excerpt excerpt;

        Refusing(Excerpt excerpt) {
            this.excerpt = excerpt;
        }

        @Override
        public void syntaxError(
                Recognizer<?, ?> recognizer,
                Object offendingSymbol,
                int line,
                int charPositionInLine,
                String message,
                @Nullable RecognitionException cause) {
            Token token = cause != null && cause.getOffendingToken() != null
                    ? cause.getOffendingToken()
                    : (Token) offendingSymbol;
            throw token.getType() == SoqlLexer.UNKNOWN ? unknown(token) : unexpected(token);
        }

        private SoqlException unexpected(Token token) {
            return excerpt.refusal(
                    "MALFORMED_QUERY", token.getStartIndex(), "unexpected token: '" + token.getText() + "'");
        }

        /** What begins no token: a character that SOQL does not have, or a text that does not end. */
        private static SoqlException unknown(Token token) {
            return new SoqlException(
                    "MALFORMED_QUERY",
                    token.getText().equals("'")
                            ? UnendingText.message(token)
                            : "line " + token.getLine() + ":" + token.getCharPositionInLine()
                                    + " no viable alternative at character '" + token.getText() + "'");
        }
    }
}

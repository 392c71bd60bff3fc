package dev.sallyport.org.sosl;

import dev.sallyport.org.soql.SoqlException;
import dev.sallyport.org.sosl.SearchTerms.AllOf;
import dev.sallyport.org.sosl.SearchTerms.AnyOf;
import dev.sallyport.org.sosl.SearchTerms.Without;
import dev.sallyport.org.sosl.SearchTerms.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.antlr.v4.runtime.BaseErrorListener;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Recognizer;
import org.antlr.v4.runtime.Token;
import org.jspecify.annotations.Nullable;

/**
 * Reads what stands in the braces of FIND. Text is cut into words at everything that is neither letter nor digit, both
 * here and in the records; a word with wildcards stands for all words like it.
 */
final class SearchTermsReader {
    private static final int MAX_LENGTH = 10_000;
    private static final int MAX_DEPTH = 50;
    private static final String LETTER = "[\\p{L}\\p{N}\\p{M}_]";
    private static final String BETWEEN = "[^\\p{L}\\p{N}\\p{M}_\\n]+";

    private SearchTermsReader() {}

    /**
     * Reads a search.
     *
     * @throws SoqlException {@code MALFORMED_SEARCH} if it is none
     */
    static SearchTerms read(String search) {
        if (search.isBlank()) {
            throw new SoqlException(
                    "MALFORMED_SEARCH", "No search term found. The search term must be enclosed in braces.");
        }
        if (search.length() > MAX_LENGTH) {
            throw malformed("search term is too long");
        }
        CommonTokenStream tokens = new CommonTokenStream(lexer(search));
        tokens.fill();
        checkDepth(tokens.getTokens());
        SearchQueryParser parser = new SearchQueryParser(tokens);
        parser.removeErrorListeners();
        parser.addErrorListener(new Refusing());
        return alternatives(parser.search().alternatives());
    }

    private static SearchQueryLexer lexer(String search) {
        SearchQueryLexer lexer = new SearchQueryLexer(CharStreams.fromString(search));
        lexer.removeErrorListeners();
        return lexer;
    }

    private static void checkDepth(List<Token> tokens) {
        int depth = 0;
        for (Token token : tokens) {
            depth += token.getType() == SearchQueryLexer.LPAREN ? 1 : 0;
            depth -= token.getType() == SearchQueryLexer.RPAREN ? 1 : 0;
            if (depth > MAX_DEPTH) {
                throw malformed("search is too complicated");
            }
        }
    }

    private static SearchTerms alternatives(SearchQueryParser.AlternativesContext context) {
        List<SearchTerms> all = context.conjunction().stream()
                .map(SearchTermsReader::conjunction)
                .toList();
        return all.size() == 1 ? all.get(0) : new AnyOf(all);
    }

    private static SearchTerms conjunction(SearchQueryParser.ConjunctionContext context) {
        List<SearchTerms> all = new ArrayList<>();
        boolean negated = false;
        for (int i = 0; i < context.getChildCount(); i++) {
            if (context.getChild(i) instanceof SearchQueryParser.TermContext term) {
                SearchTerms read = term(term);
                all.add(negated ? new Without(read) : read);
                negated = false;
            } else {
                negated = context.getChild(i).getText().equalsIgnoreCase("not");
            }
        }
        return all.size() == 1 ? all.get(0) : new AllOf(all);
    }

    private static SearchTerms term(SearchQueryParser.TermContext context) {
        if (context instanceof SearchQueryParser.ParenthesisedContext parenthesised) {
            return alternatives(parenthesised.alternatives());
        }
        String text = context.getText();
        return context instanceof SearchQueryParser.PhraseContext
                ? words(text.substring(1, text.length() - 1))
                : words(text);
    }

    private static SearchTerms words(String text) {
        StringBuilder expression = new StringBuilder("(?iu)(?<!" + LETTER + ")");
        int letters = 0;
        boolean wordEnded = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean wildcard = c == '*' || c == '?';
            boolean escaped = c == '\\' && i + 1 < text.length();
            char meant = escaped ? text.charAt(++i) : c;
            if (!wildcard && !isOfWord(meant)) {
                wordEnded = letters > 0;
                continue;
            }
            if (wildcard && letters == 0) {
                throw tooShort(text);
            }
            expression.append(wordEnded ? BETWEEN : "");
            wordEnded = false;
            letters += wildcard ? 0 : 1;
            boolean repeated = c == '*' && i > 0 && text.charAt(i - 1) == '*';
            expression.append(repeated ? "" : matched(meant, wildcard));
        }
        if (letters < 2) {
            throw tooShort(text);
        }
        return new Words(expression + "(?!" + LETTER + ")");
    }

    private static String matched(char c, boolean wildcard) {
        if (!wildcard) {
            return Pattern.quote(String.valueOf(c));
        }
        return c == '*' ? LETTER + "*" : LETTER;
    }

    private static boolean isOfWord(char c) {
        return Character.isLetterOrDigit(c)
                || c == '_'
                || Character.isSurrogate(c)
                || Character.getType(c) == Character.NON_SPACING_MARK;
    }

    private static SoqlException tooShort(String term) {
        return malformed("search term must be longer than one character: " + term);
    }

    private static SoqlException malformed(String message) {
        return new SoqlException("MALFORMED_SEARCH", message);
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
            throw malformed("unexpected token: " + ((Token) offendingSymbol).getText());
        }
    }
}

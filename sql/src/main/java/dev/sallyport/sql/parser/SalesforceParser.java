package dev.sallyport.sql.parser;

import java.io.Reader;
import java.util.Locale;
import java.util.Objects;
import org.apache.calcite.avatica.util.Casing;
import org.apache.calcite.sql.SqlCharStringLiteral;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlAbstractParserImpl;
import org.apache.calcite.sql.parser.SqlParser;
import org.apache.calcite.sql.parser.SqlParserImplFactory;
import org.apache.calcite.sql.parser.impl.SimpleCharStream;
import org.apache.calcite.sql.parser.impl.SqlParserImpl;
import org.apache.calcite.sql.util.SqlShuttle;
import org.apache.calcite.sql.validate.SqlConformanceEnum;
import org.apache.calcite.util.NlsString;

/**
 * Calcite's parser, to which {@code Case}, {@code Order} and other SQL words are names where they can be nothing else
 * ({@link NamesAmongWords}). Calcite finds it by {@link #INSTANCE}.
 */
public final class SalesforceParser implements SqlParserImplFactory {
    /** The one that Calcite takes for a connection. */
    public static final SalesforceParser INSTANCE = new SalesforceParser();

    /** How every statement is read. */
    public static final SqlParser.Config CONFIG = SqlParser.config()
            .withParserFactory(INSTANCE)
            .withUnquotedCasing(Casing.UNCHANGED)
            .withConformance(SqlConformanceEnum.LENIENT);

    private static final SqlAbstractParserImpl.Metadata WORDS =
            SqlParserImpl.FACTORY.getParser(Reader.nullReader()).getMetadata();

    /** {@code U&'\\00e4'} is a text like all others, where Calcite has it in a character set of its own. */
    private static final SqlShuttle UNICODE_CONSTANTS = new SqlShuttle() {
        @Override
        public SqlNode visit(SqlLiteral literal) {
            return literal instanceof SqlCharStringLiteral text
                            && text.getValue() instanceof NlsString value
                            && value.getCharsetName() != null
                    ? SqlLiteral.createCharString(value.getValue(), text.getParserPosition())
                    : literal;
        }
    };

    private SalesforceParser() {}

    @Override
    public SqlAbstractParserImpl getParser(Reader text) {
        SqlParserImpl parser = new SqlParserImpl(text) {
            @Override
            public SqlNode parseSqlStmtEof() throws Exception {
                SqlNode statement = super.parseSqlStmtEof();
                return Objects.requireNonNull(statement.accept(UNICODE_CONSTANTS));
            }
        };
        parser.token_source = new NamesAmongWords(new Characters(text));
        return parser;
    }

    /** Whether SQL keeps a word for itself, so that it is a name between double quotes alone. */
    public static boolean isReserved(String word) {
        return WORDS.isReservedWord(word.toUpperCase(Locale.ROOT));
    }

    /** A text in which a tab is one column wide, as failures count them. */
    private static final class Characters extends SimpleCharStream {
        Characters(Reader text) {
            super(text, 1, 1);
            setTabSize(1);
        }
    }
}

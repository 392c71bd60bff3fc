package dev.sallyport.sql.parser;

import java.io.Reader;
import java.util.Locale;
import org.apache.calcite.avatica.util.Casing;
import org.apache.calcite.sql.parser.SqlAbstractParserImpl;
import org.apache.calcite.sql.parser.SqlParser;
import org.apache.calcite.sql.parser.SqlParserImplFactory;
import org.apache.calcite.sql.parser.impl.SimpleCharStream;
import org.apache.calcite.sql.parser.impl.SqlParserImpl;
import org.apache.calcite.sql.validate.SqlConformanceEnum;

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

    private SalesforceParser() {}

    @Override
    public SqlAbstractParserImpl getParser(Reader text) {
        SqlParserImpl parser = new SqlParserImpl(text);
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

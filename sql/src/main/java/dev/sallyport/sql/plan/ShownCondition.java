package dev.sallyport.sql.plan;

import dev.sallyport.sql.soql.SoqlField;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.calcite.rex.RexNode;

/** A condition for people to read: with the fields' names in it, and not too long. */
final class ShownCondition {
    /** Texts, behind the name of their character set, which tells nobody anything; and columns. */
    private static final Pattern TEXT_OR_COLUMN = Pattern.compile("_UTF-8('(?:[^']|'')*')|\\$(\\d+)");

    private static final int LONGEST = 100;

    private ShownCondition() {}

    /** A condition over records of some fields. */
    static String of(RexNode condition, List<SoqlField> fields) {
        String shown = TEXT_OR_COLUMN
                .matcher(condition.toString())
                .replaceAll(found -> Matcher.quoteReplacement(
                        found.group(1) != null
                                ? found.group(1)
                                : fields.get(Integer.parseInt(found.group(2))).soql()));
        return shown.length() > LONGEST ? shown.substring(0, LONGEST) + "…" : shown;
    }
}

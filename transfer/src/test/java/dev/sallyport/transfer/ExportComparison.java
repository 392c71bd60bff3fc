package dev.sallyport.transfer;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows by what their values mean: formats write moments and decimals each in their own way. */
final class ExportComparison {
    private ExportComparison() {}

    static int compare(List<@Nullable String> one, List<@Nullable String> other) {
        return one.stream()
                .map(ExportComparison::plain)
                .toList()
                .toString()
                .compareTo(other.stream().map(ExportComparison::plain).toList().toString());
    }

    private static String plain(@Nullable String text) {
        if (text == null) {
            return "";
        }
        if (text.matches("-?\\d{1,20}(\\.\\d+)?")) {
            return new BigDecimal(text).stripTrailingZeros().toPlainString();
        }
        if (text.matches("\\d{4}-\\d\\d-\\d\\dT.*Z")) {
            // As SQL shows it: the wall clock of UTC.
            return Instant.parse(text).toString().replace('T', ' ').replace("Z", "");
        }
        return text.replace("\r\n", "\n");
    }
}

package dev.sallyport.cli;

import dev.sallyport.transfer.format.Delimiter;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What stands between the values of CSV. */
final class DelimiterOption {
    @Option(
            names = "--delimiter",
            paramLabel = "DELIMITER",
            description = "What stands between the values of CSV: comma, semicolon, tab, pipe, caret, backquote, or the"
                    + " character itself. Default: comma.")
    private @Nullable String text;

    /** The one that was named; empty if none was. */
    Optional<Delimiter> chosen() {
        return Optional.ofNullable(text).map(given -> Delimiter.of(given)
                .orElseThrow(() -> new CommandException(
                        "--delimiter cannot be \"" + given + "\".",
                        "Choose: " + String.join(", ", Delimiter.labels()) + ", or the character itself.")));
    }
}

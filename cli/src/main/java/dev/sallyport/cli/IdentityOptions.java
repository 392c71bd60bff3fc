package dev.sallyport.cli;

import dev.sallyport.auth.ClaimType;
import dev.sallyport.auth.IdentityMapping;
import dev.sallyport.auth.ProviderGroup;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What a provider's claims mean. Each option, given once or more, replaces all that there were; an empty text leaves none. */
final class IdentityOptions {
    @Option(
            names = "--claim-type",
            paramLabel = "CLAIM=USAGE[,PRIORITY]",
            description =
                    "What a claim is used for: Name, NameIdentifier, EmailAddress, FullName, DisplayName, PhoneNumber"
                            + " or Group. Of several for one usage the lowest priority wins.")
    private @Nullable List<String> claimTypes;

    @Option(
            names = "--ignore-claim-type",
            paramLabel = "CLAIM=USAGE",
            description = "A claim that is not used so, though it is by default.")
    private @Nullable List<String> ignoredClaimTypes;

    @Option(
            names = "--group",
            paramLabel = "NAME=VALUE",
            description = "A security group, and its value in the claim of usage Group.")
    private @Nullable List<String> groups;

    @Option(
            names = "--default-group",
            paramLabel = "NAME=VALUE",
            description = "The same, for a group that everyone is put into at the first sign-in.")
    private @Nullable List<String> defaultGroups;

    /** The mapping with what the options change. */
    IdentityMapping apply(IdentityMapping before) {
        List<ClaimType> used =
                before.claimTypes().stream().filter(claim -> !claim.ignore()).toList();
        List<ClaimType> ignored =
                before.claimTypes().stream().filter(ClaimType::ignore).toList();
        List<ProviderGroup> asked = before.groups().stream()
                .filter(group -> !group.grantOnIdentityCreate())
                .toList();
        List<ProviderGroup> granted = before.groups().stream()
                .filter(ProviderGroup::grantOnIdentityCreate)
                .toList();
        return new IdentityMapping(
                concat(
                        replaced(claimTypes, used, text -> claimType("--claim-type", text, false)),
                        replaced(ignoredClaimTypes, ignored, text -> claimType("--ignore-claim-type", text, true))),
                concat(
                        replaced(groups, asked, text -> group("--group", text, false)),
                        replaced(defaultGroups, granted, text -> group("--default-group", text, true))));
    }

    private static <T> List<T> replaced(@Nullable List<String> given, List<T> before, Function<String, T> read) {
        return given == null
                ? before
                : given.stream().filter(text -> !text.isBlank()).map(read).toList();
    }

    private static <T> List<T> concat(List<T> first, List<T> second) {
        return Stream.concat(first.stream(), second.stream()).toList();
    }

    private static ClaimType claimType(String option, String text, boolean ignore) {
        // A claim may be an address, with = and commas in it.
        int equals = split(option, text, text.lastIndexOf('='));
        String use = text.substring(equals + 1);
        int comma = use.indexOf(',');
        return new ClaimType(
                text.substring(0, equals).strip(),
                Choices.choose(
                        option,
                        ClaimType.Usage.values(),
                        ClaimType.Usage::label,
                        comma < 0 ? use : use.substring(0, comma)),
                comma < 0 ? 0 : number(option, use.substring(comma + 1)),
                ignore);
    }

    private static ProviderGroup group(String option, String text, boolean granted) {
        int equals = split(option, text, text.indexOf('='));
        return new ProviderGroup(
                text.substring(0, equals).strip(), text.substring(equals + 1).strip(), null, granted);
    }

    private static int split(String option, String text, int equals) {
        if (equals < 1 || equals == text.length() - 1) {
            throw new CommandException(option + " cannot be \"" + text + "\".", "Write a name, = and a value.");
        }
        return equals;
    }

    private static int number(String option, String text) {
        try {
            return Integer.parseInt(text.strip());
        } catch (NumberFormatException e) {
            throw new CommandException(
                    option + " has a priority that is no whole number.", "Write it like email=Name,2.");
        }
    }
}

package dev.sallyport.auth.oauth;

import dev.sallyport.auth.ClaimType;
import dev.sallyport.auth.ClaimType.Usage;
import dev.sallyport.auth.IdentityMapping;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Who a person is, as the authorization server tells (OpenID Connect Core, sections 2 and 5.1), and what that means here.
 *
 * @param values the claims by name, as the server wrote them
 * @param mapping what each is used for
 */
public record Claims(Map<String, Object> values, IdentityMapping mapping) {
    /** The standard's names for what Sallyport wants to know; a provider's own mapping goes before. */
    private static final List<ClaimType> DEFAULTS = List.of(
            new ClaimType("preferred_username", Usage.NAME, Integer.MAX_VALUE, false),
            new ClaimType("sub", Usage.NAME_IDENTIFIER, Integer.MAX_VALUE, false),
            new ClaimType("email", Usage.EMAIL_ADDRESS, Integer.MAX_VALUE, false),
            new ClaimType("name", Usage.FULL_NAME, Integer.MAX_VALUE, false),
            new ClaimType("nickname", Usage.DISPLAY_NAME, Integer.MAX_VALUE, false),
            new ClaimType("phone_number", Usage.PHONE_NUMBER, Integer.MAX_VALUE, false),
            new ClaimType("groups", Usage.GROUP, Integer.MAX_VALUE, false));

    public Claims {
        values = Map.copyOf(values);
    }

    /** The first claim of a usage that the person has; empty if there is none. */
    public Optional<String> first(Usage usage) {
        return all(usage).stream().findFirst();
    }

    /** All that the claims of a usage say, the most wanted claim's values first. */
    public List<String> all(Usage usage) {
        return Stream.concat(mapping.claimTypes().stream(), DEFAULTS.stream())
                .filter(claim -> claim.usage() == usage && !claim.ignore() && !isIgnored(claim))
                .sorted(Comparator.comparingInt(ClaimType::priority))
                .flatMap(claim -> texts(values.get(claim.identifier())).stream())
                .distinct()
                .toList();
    }

    /** The names of the provider's groups that the person is in. */
    public List<String> groups() {
        List<String> told = all(Usage.GROUP);
        return mapping.groups().stream()
                .filter(group -> told.contains(group.identifier()))
                .map(group -> group.name())
                .toList();
    }

    /** A default is left out where the provider says so of the same claim for the same usage. */
    private boolean isIgnored(ClaimType claim) {
        return mapping.claimTypes().stream()
                .anyMatch(other -> other.ignore()
                        && other.usage() == claim.usage()
                        && other.identifier().equals(claim.identifier()));
    }

    private static List<String> texts(@Nullable Object value) {
        List<String> texts = new ArrayList<>();
        if (value instanceof Collection<?> several) {
            several.forEach(each -> texts.add(String.valueOf(each)));
        } else if (value != null && !(value instanceof Map)) {
            texts.add(value.toString());
        }
        texts.removeIf(String::isBlank);
        return texts;
    }

    /** The person's name alone: the rest is nobody's business. */
    @Override
    public String toString() {
        return "Claims[" + values.keySet() + "]";
    }
}

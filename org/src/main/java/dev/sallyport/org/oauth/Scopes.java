package dev.sallyport.org.oauth;

import dev.sallyport.org.setup.Scope;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Sets of scopes as they stand in requests, answers and tables. */
final class Scopes {
    private Scopes() {}

    /** As an answer says them: values separated by blanks. */
    static String value(Set<Scope> scopes) {
        return scopes.stream().sorted().map(Scope::value).collect(Collectors.joining(" "));
    }

    static String store(Set<Scope> scopes) {
        return scopes.stream().sorted().map(Scope::name).collect(Collectors.joining(" "));
    }

    static Set<Scope> restore(String stored) {
        return words(stored).stream()
                .map(Scope::valueOf)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Scope.class)));
    }

    /**
     * The scopes that a request asks for.
     *
     * @param parameter without it the request asks for all that the app has
     * @param ofApp what the app has; scopes that Setup lists in one line go together, and {@code full} holds all but the
     *     one for refresh tokens
     * @throws dev.sallyport.org.http.ApiException {@code invalid_scope} if one is unknown or not the app's
     */
    static Set<Scope> requested(Optional<String> parameter, Set<Scope> ofApp) {
        if (parameter.isEmpty()) {
            return ofApp;
        }
        Set<Scope> requested = EnumSet.noneOf(Scope.class);
        for (String word : words(parameter.get())) {
            requested.add(Scope.of(word)
                    .filter(scope -> isAllowed(scope, ofApp))
                    .orElseThrow(() -> OAuthErrors.refused("invalid_scope", "the requested scope is not allowed")));
        }
        return requested;
    }

    /** Whether tokens with these scopes come with a refresh token. */
    static boolean allowRefresh(Set<Scope> scopes) {
        return scopes.contains(Scope.REFRESH_TOKEN) || scopes.contains(Scope.OFFLINE_ACCESS);
    }

    /** What is left for a flow that gives no refresh token. */
    static Set<Scope> withoutRefresh(Set<Scope> scopes) {
        Set<Scope> rest = EnumSet.noneOf(Scope.class);
        rest.addAll(scopes);
        rest.remove(Scope.REFRESH_TOKEN);
        rest.remove(Scope.OFFLINE_ACCESS);
        return rest;
    }

    private static boolean isAllowed(Scope scope, Set<Scope> ofApp) {
        boolean forRefresh = scope == Scope.REFRESH_TOKEN || scope == Scope.OFFLINE_ACCESS;
        return (ofApp.contains(Scope.FULL) && !forRefresh)
                || ofApp.stream().anyMatch(other -> other.label().equals(scope.label()));
    }

    private static List<String> words(String text) {
        return Arrays.stream(text.strip().split("\\s+", -1))
                .filter(word -> !word.isEmpty())
                .toList();
    }
}

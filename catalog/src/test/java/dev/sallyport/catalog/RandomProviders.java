package dev.sallyport.catalog;

import dev.sallyport.auth.ClaimType;
import dev.sallyport.auth.ClientAuthentication;
import dev.sallyport.auth.ClientCredential;
import dev.sallyport.auth.Credentials;
import dev.sallyport.auth.Endpoints;
import dev.sallyport.auth.Grant;
import dev.sallyport.auth.HttpAuthentication;
import dev.sallyport.auth.HttpProvider;
import dev.sallyport.auth.IdentityMapping;
import dev.sallyport.auth.OAuthProvider;
import dev.sallyport.auth.ProviderGroup;
import dev.sallyport.auth.ProviderParameters;
import dev.sallyport.auth.ProviderType;
import dev.sallyport.auth.ResourceAuthentication;
import dev.sallyport.auth.ResourceOwnerCredential;
import dev.sallyport.auth.Secret;
import dev.sallyport.auth.SecretReference;
import dev.sallyport.auth.SecurityProvider;
import dev.sallyport.auth.SigningKey;
import dev.sallyport.auth.TokenOwner;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Providers with any values in any combination, wise or not; the same for the same seed. */
final class RandomProviders {
    private static final String CHARACTERS = "abcXYZ019 -_.:/\\\"'{}[]$&=%+;,<>\n\täß€𝄞";

    private final Random random;

    RandomProviders(long seed) {
        random = new Random(seed);
    }

    SecurityProvider next() {
        return random.nextInt(4) == 0 ? http() : oauth();
    }

    private OAuthProvider oauth() {
        return new OAuthProvider(
                word(),
                random.nextBoolean() ? ProviderType.OAUTH : ProviderType.OPENID_CONNECT,
                random.nextBoolean(),
                grant(),
                one(ClientAuthentication.values()),
                resourceAuthentication(),
                one(TokenOwner.values()),
                random.nextBoolean(),
                random.nextBoolean(),
                new Endpoints(
                        maybe(this::address),
                        maybe(this::address),
                        maybe(this::address),
                        maybe(this::address),
                        maybe(this::address),
                        maybe(this::address)),
                new Credentials(
                        new ClientCredential(random.nextInt(5) == 0 ? "" : text(), maybe(this::secret)),
                        maybe(() -> new ResourceOwnerCredential(text(), maybe(this::secret))),
                        maybe(() -> new SigningKey(one(SigningKey.Format.values()), secret(), maybe(this::secret)))),
                parameters(),
                new IdentityMapping(
                        several(() -> new ClaimType(
                                text(), one(ClaimType.Usage.values()), random.nextInt(), random.nextBoolean())),
                        several(() -> new ProviderGroup(text(), text(), maybe(this::text), random.nextBoolean()))));
    }

    private HttpProvider http() {
        HttpAuthentication authentication =
                switch (random.nextInt(4)) {
                    case 0 -> new HttpAuthentication.Anonymous();
                    case 1 -> new HttpAuthentication.Basic(text(), maybe(this::secret));
                    case 2 ->
                        new HttpAuthentication.ApiKey(
                                one(HttpAuthentication.ApiKey.Location.values()), text(), maybe(this::secret));
                    default -> new HttpAuthentication.BearerToken(maybe(this::secret));
                };
        return new HttpProvider(word(), random.nextBoolean(), authentication, parameters());
    }

    private Grant grant() {
        List<String> scopes = several(this::word);
        return switch (random.nextInt(5)) {
            case 0 -> new Grant.ClientCredentials(scopes, maybe(this::text));
            case 1 -> new Grant.AuthorizationCode(scopes, maybe(this::text));
            case 2 -> new Grant.ResourceOwnerPassword(scopes, maybe(this::text));
            case 3 -> new Grant.JwtBearer(scopes, text(), maybe(this::text), maybe(this::text));
            default -> new Grant.SamlBearer(scopes, text(), maybe(this::text), maybe(this::text), maybe(this::text));
        };
    }

    private ResourceAuthentication resourceAuthentication() {
        return switch (random.nextInt(4)) {
            case 0 -> ResourceAuthentication.BEARER;
            case 1 -> new ResourceAuthentication.Header(text(), random.nextBoolean() ? "" : text());
            case 2 -> new ResourceAuthentication.Query(text());
            default -> new ResourceAuthentication.Form(text());
        };
    }

    private ProviderParameters parameters() {
        return new ProviderParameters(
                maybe(() -> Duration.ofSeconds(random.nextLong())),
                random.nextBoolean(),
                random.nextBoolean(),
                map(() -> "X-" + word() + random.nextInt(), this::secret),
                random.nextBoolean(),
                map(this::text, this::text),
                map(this::text, this::text));
    }

    private Secret secret() {
        return random.nextInt(4) == 0
                ? Secret.at(new SecretReference("env", text().replaceAll("\\s", "x")))
                : Secret.of(random.nextInt(4) == 0 ? "${env:" + word() + "}" : text());
    }

    private URI address() {
        return URI.create("https://" + word() + ".example/" + random.nextInt());
    }

    private String word() {
        return random.ints(1 + random.nextInt(12), 'a', 'z' + 1)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    /** Any text that is not blank. */
    private String text() {
        int[] characters = CHARACTERS.codePoints().toArray();
        return word()
                + random.ints(random.nextInt(20), 0, characters.length)
                        .map(index -> characters[index])
                        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append);
    }

    private <T> @Nullable T maybe(Supplier<T> value) {
        return random.nextBoolean() ? value.get() : null;
    }

    private <T> List<T> several(Supplier<T> value) {
        return IntStream.range(0, random.nextInt(4))
                .mapToObj(index -> value.get())
                .toList();
    }

    private <V> Map<String, V> map(Supplier<String> key, Supplier<V> value) {
        Map<String, V> map = new TreeMap<>();
        for (int index = random.nextInt(3); index > 0; index--) {
            map.put(key.get(), value.get());
        }
        return map;
    }

    private <T> T one(T[] choices) {
        return choices[random.nextInt(choices.length)];
    }
}

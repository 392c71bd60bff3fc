package dev.sallyport.org.oauth;

import java.security.SecureRandom;

/** Makes codes and tokens that nobody can guess. */
final class RandomText {
    private static final String TOKEN_CHARACTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._";

    /** Without letters that people mistake for digits, and without vowels, so that no words come up. */
    private static final String USER_CODE_CHARACTERS = "BCDFGHJKMNPQRSTVWXYZ23456789";

    private static final int USER_CODE_LENGTH = 8;

    private final SecureRandom random;

    RandomText(SecureRandom random) {
        this.random = random;
    }

    /** Characters that need no escape in a URL. */
    String token(int length) {
        return of(TOKEN_CHARACTERS, length);
    }

    /** A code that a person types in. */
    String userCode() {
        return of(USER_CODE_CHARACTERS, USER_CODE_LENGTH);
    }

    private String of(String characters, int length) {
        StringBuilder text = new StringBuilder(length);
        while (text.length() < length) {
            text.append(characters.charAt(random.nextInt(characters.length())));
        }
        return text.toString();
    }
}

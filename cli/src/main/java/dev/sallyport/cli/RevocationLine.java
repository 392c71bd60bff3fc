package dev.sallyport.cli;

import dev.sallyport.catalog.Revocation;

/** What became of a token that was to end, in a line. */
final class RevocationLine {
    private static final String BY_HAND =
            " It is forgotten here; to end it there, open Setup > Session Management, or Connected Apps OAuth Usage.";

    private RevocationLine() {}

    static String of(Revocation revocation) {
        String token = "The token of " + revocation.key();
        return switch (revocation.outcome()) {
            case ENDED -> token + " has ended.";
            case NOTHING_TO_END -> token + " was not there; that it was refused is forgotten.";
            case NO_ENDPOINT ->
                token + " goes on at the server, for the provider has no Revocation Endpoint." + BY_HAND;
            case FAILED -> token + " may go on at the server: " + revocation.detail() + BY_HAND;
        };
    }
}

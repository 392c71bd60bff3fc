package dev.sallyport.org.setup.pages;

import java.util.Arrays;
import java.util.Locale;

/** What a page says of what was just done, on the way to it. */
enum Notice {
    PASSWORD_RESET("The new password has been mailed to the user. This org's mail is in the mailbox."),
    UNLOCKED("The user can log in again."),
    FROZEN("The user is frozen, and can't log in."),
    UNFROZEN("The user is unfrozen."),
    ASSIGNED("The permission set is assigned."),
    UNASSIGNED("The assignment is removed."),
    CODE_SENT("A new verification code is in the mailbox."),
    ROTATED("The app has a new key and secret. The old ones are refused from now on."),
    SAVED("Your changes are saved."),
    DELETED("Deleted.");

    private final String text;

    Notice(String text) {
        this.text = text;
    }

    /** A page's address, with this notice on it. */
    String on(String path) {
        return path + "?done=" + word();
    }

    /** The text of the notice that an address has; empty where it has none. */
    static String of(String word) {
        return Arrays.stream(values())
                .filter(notice -> notice.word().equals(word))
                .map(notice -> notice.text)
                .findFirst()
                .orElse("");
    }

    private String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}

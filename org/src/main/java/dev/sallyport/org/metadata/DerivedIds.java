package dev.sallyport.org.metadata;

import dev.sallyport.org.data.SalesforceId;

/** Ids of what came with the org and so was never given one: always the same for the same name. */
final class DerivedIds {
    private static final String DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final int NUMBER_LENGTH = 9;

    private DerivedIds() {}

    static SalesforceId of(String keyPrefix, String name) {
        long hash = 1_125_899_906_842_597L;
        for (int i = 0; i < name.length(); i++) {
            hash = 31 * hash + name.charAt(i);
        }
        StringBuilder id = new StringBuilder(keyPrefix).append("Lo0");
        long rest = mixed(hash) & Long.MAX_VALUE;
        for (int i = 0; i < NUMBER_LENGTH; i++) {
            id.append(DIGITS.charAt((int) (rest % DIGITS.length())));
            rest /= DIGITS.length();
        }
        return SalesforceId.parse(id.toString()).orElseThrow();
    }

    /**
     * Makes each bit depend on all (MurmurHash3's last step): the digits of the id count by 62, which has 31 as a factor, so
     * that of a sum of powers of 31 they would show the last letters of a name and hardly any other.
     */
    private static long mixed(long hash) {
        long mixed = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
        mixed = (mixed ^ (mixed >>> 33)) * 0xc4ceb9fe1a85ec53L;
        return mixed ^ (mixed >>> 33);
    }
}

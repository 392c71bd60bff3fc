package dev.sallyport.org.setup;

/**
 * The credentials of a connected app.
 *
 * @param consumerKey the OAuth client id
 * @param consumerSecret the OAuth client secret
 */
public record ConsumerDetails(String consumerKey, String consumerSecret) {
    @Override
    public String toString() {
        return "ConsumerDetails[consumerKey=" + consumerKey + ", consumerSecret=hidden]";
    }
}

package dev.sallyport.org.bulk;

/** What data of a job is written in, as {@code ContentType} names it. */
public enum ContentType {
    CSV("text/csv"),
    XML("application/xml"),
    JSON("application/json");

    private final String mediaType;

    ContentType(String mediaType) {
        this.mediaType = mediaType;
    }

    public String mediaType() {
        return mediaType;
    }
}

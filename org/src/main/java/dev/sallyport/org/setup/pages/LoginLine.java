package dev.sallyport.org.setup.pages;

/** A line of the login history. */
public record LoginLine(
        String time,
        String username,
        String sourceIp,
        String type,
        String status,
        String application,
        String loginUrl) {}

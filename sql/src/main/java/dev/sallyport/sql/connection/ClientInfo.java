package dev.sallyport.sql.connection;

import java.util.List;

/** What a program may tell of itself by {@code setClientInfo}. */
final class ClientInfo {
    /** Travels to Salesforce as the client of {@code Sforce-Call-Options} (REST API Developer Guide, "Call Options Header"). */
    static final String APPLICATION_NAME = "ApplicationName";

    static final List<String> NAMES = List.of(APPLICATION_NAME);

    private ClientInfo() {}
}

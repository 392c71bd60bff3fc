package dev.sallyport.org;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** An org for the tests of a class, and a token that its REST API takes. */
final class RestOrg implements BeforeAllCallback, AfterAllCallback {
    private final int records;
    private @Nullable LocalOrg org;
    private @Nullable OrgClient client;
    private String token = "";

    /** One that has so many records when the tests begin. */
    RestOrg(int records) {
        this.records = records;
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        org = LocalOrg.builder().records(records).start();
        client = new OrgClient(org);
        token = client.token(org.readyApp());
    }

    @Override
    public void afterAll(ExtensionContext context) {
        org().close();
    }

    LocalOrg org() {
        return Objects.requireNonNull(org);
    }

    OrgClient client() {
        return Objects.requireNonNull(client);
    }

    String token() {
        return token;
    }
}

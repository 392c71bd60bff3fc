package dev.sallyport.org;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** An org of its own for each test, and a token that its APIs take. {@link RestOrg} is one for all tests of a class. */
abstract class OrgForEachTest {
    private final int records;

    LocalOrg org;
    OrgClient client;
    String token;

    /** One that has so many records when a test begins. */
    OrgForEachTest(int records) {
        this.records = records;
    }

    @BeforeEach
    void start() {
        use(LocalOrg.builder().records(records).start());
    }

    @AfterEach
    void stop() {
        org.close();
    }

    /** Goes on with another; the one before it is the test's to close. */
    final void use(LocalOrg started) {
        org = started;
        client = new OrgClient(org);
        token = client.token(org.readyApp());
    }
}

package dev.sallyport.salesforce;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sallyport.salesforce.PlayedOrg.Played;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;

/** An org for each test that answers as the test says, a client of it, and answers that many tests play. */
abstract class PlayedOrgForEachTest {
    static final String REST = "/services/data/v55.0";
    static final String QUERY = REST + "/query";
    static final String SOAP = "/services/Soap/c/55.0";
    static final List<QueryColumn> NAME = List.of(column(FieldType.STRING, "Name"));

    final PlayedOrg org = new PlayedOrg();
    final SalesforceClient client = org.client(true);

    @AfterEach
    void close() {
        client.close();
        org.close();
    }

    static String userInfo(String organizationId) {
        return "<soapenv:Envelope xmlns:soapenv=\"http://schemas.xmlsoap.org/soap/envelope/\""
                + " xmlns=\"urn:enterprise.soap.sforce.com\"><soapenv:Body><getUserInfoResponse><result>"
                + "<userId>005000000000001AAA</userId><userName>ada@acme.example</userName>"
                + "<userFullName>Ada &amp; Co</userFullName><profileId>00e000000000001AAA</profileId>"
                + "<organizationId>" + organizationId + "</organizationId>"
                + "<organizationName>Acme</organizationName>"
                + "</result></getUserInfoResponse></soapenv:Body></soapenv:Envelope>";
    }

    static String fault(String code, String text) {
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?><soapenv:Envelope"
                + " xmlns:soapenv=\"http://schemas.xmlsoap.org/soap/envelope/\""
                + " xmlns:sf=\"urn:fault.enterprise.soap.sforce.com\"><soapenv:Body><soapenv:Fault><faultcode>" + code
                + "</faultcode><faultstring>" + text
                + "</faultstring></soapenv:Fault></soapenv:Body></soapenv:Envelope>";
    }

    static Played page(int totalSize, @Nullable String next, String records) {
        return Played.json(
                200,
                "{\"totalSize\":" + totalSize + ",\"done\":" + (next == null)
                        + (next == null ? "" : ",\"nextRecordsUrl\":\"" + next + "\"") + ",\"records\":[" + records
                        + "]}");
    }

    static Played invalidSession() {
        return Played.error(401, "INVALID_SESSION_ID", "Session expired or invalid");
    }

    List<List<@Nullable Object>> rows(String soql, List<QueryColumn> columns) {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        try (QueryCursor cursor = client.query(soql, columns)) {
            while (cursor.next()) {
                rows.add(row(cursor, columns.size()));
            }
        }
        return rows;
    }

    static List<@Nullable Object> row(QueryCursor cursor, int width) {
        List<@Nullable Object> row = new ArrayList<>();
        for (int column = 0; column < width; column++) {
            row.add(cursor.value(column));
        }
        return row;
    }

    static QueryColumn column(FieldType type, String... path) {
        return new QueryColumn(List.of(path), type);
    }

    static SalesforceException refused(ThrowingCallable call) {
        return catchThrowableOfType(SalesforceException.class, call);
    }
}

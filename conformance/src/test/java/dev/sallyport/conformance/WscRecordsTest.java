package dev.sallyport.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sforce.soap.partner.DeleteResult;
import com.sforce.soap.partner.PartnerConnection;
import com.sforce.soap.partner.SaveResult;
import com.sforce.soap.partner.StatusCode;
import com.sforce.soap.partner.UpsertResult;
import com.sforce.soap.partner.fault.ExceptionCode;
import com.sforce.soap.partner.fault.InvalidSObjectFault;
import com.sforce.soap.partner.fault.UnexpectedErrorFault;
import com.sforce.soap.partner.sobject.SObject;
import com.sforce.ws.ConnectionException;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** Salesforce's own SOAP client for Java, with the partner API's classes: writing. */
@TestInstance(Lifecycle.PER_CLASS)
class WscRecordsTest {
    @AutoClose
    private final OrgUnderTest org = new OrgUnderTest();

    private final WscConnections connections = new WscConnections(org);

    @Test
    void a_record_goes_its_whole_way() throws ConnectionException {
        PartnerConnection connection = connections.partner();
        SaveResult created = connection
                .create(new SObject[] {record("Account", Map.of("Name", "Glass Works", "NumberOfEmployees", 7))})[0];
        assertThat(created.isSuccess()).isTrue();
        String id = created.getId();
        assertThat(id).startsWith("001").hasSize(18);

        SObject change = record("Account", Map.of("Name", "Glass and Mirror Works"));
        change.setId(id);
        change.setFieldsToNull(new String[] {"NumberOfEmployees"});
        assertThat(connection.update(new SObject[] {change})[0].isSuccess()).isTrue();
        SObject read = connection.retrieve("Name, NumberOfEmployees", "Account", new String[] {id})[0];
        assertThat(read.getField("Name")).isEqualTo("Glass and Mirror Works");
        assertThat(read.getField("NumberOfEmployees")).isNull();

        assertThat(connection.delete(new String[] {id})[0].isSuccess()).isTrue();
        assertThat(count(connection, id)).isZero();
        assertThat(connection
                        .queryAll("SELECT Id FROM Account WHERE IsDeleted = true AND Id = '" + id + "'")
                        .getSize())
                .isEqualTo(1);
        assertThat(connection.undelete(new String[] {id})[0].isSuccess()).isTrue();
        assertThat(count(connection, id)).isEqualTo(1);
    }

    @Test
    void two_hundred_records_are_one_call_and_one_more_is_too_many() throws ConnectionException {
        PartnerConnection connection = connections.partner();

        SaveResult[] created = connection.create(accounts(200));

        assertThat(created).hasSize(200).allMatch(SaveResult::isSuccess);
        String[] ids = Arrays.stream(created).map(SaveResult::getId).toArray(String[]::new);
        assertThat(connection.delete(ids)).allMatch(DeleteResult::isSuccess);
        assertThatExceptionOfType(UnexpectedErrorFault.class)
                .isThrownBy(() -> connection.create(accounts(201)))
                .satisfies(fault -> {
                    assertThat(fault.getExceptionCode()).isEqualTo(ExceptionCode.EXCEEDED_ID_LIMIT);
                    assertThat(fault.getExceptionMessage())
                            .isEqualTo("record limit reached. cannot submit more than 200 records into this call");
                });
    }

    @Test
    void what_is_wrong_with_a_record_is_told_beside_those_that_went_well() throws ConnectionException {
        SaveResult[] results = connections.partner().create(new SObject[] {
            record("Account", Map.of("Name", "Pottery")), record("Contact", Map.of("FirstName", "Nameless"))
        });

        assertThat(results[0].isSuccess()).isTrue();
        assertThat(results[1].isSuccess()).isFalse();
        assertThat(results[1].getErrors()).singleElement().satisfies(error -> {
            assertThat(error.getStatusCode()).isEqualTo(StatusCode.REQUIRED_FIELD_MISSING);
            assertThat(error.getMessage()).isEqualTo("Required fields are missing: [LastName]");
            assertThat(error.getFields()).containsExactly("LastName");
        });
    }

    @Test
    void all_or_none_leaves_nothing_behind() throws ConnectionException {
        PartnerConnection connection = connections.partner();
        connection.setAllOrNoneHeader(true);

        SaveResult[] results = connection.create(new SObject[] {
            record("Account", Map.of("Name", "Tannery of none")), record("Contact", Map.of("FirstName", "Nameless"))
        });

        assertThat(results[0].getErrors()).singleElement().satisfies(error -> assertThat(error.getStatusCode())
                .isEqualTo(StatusCode.ALL_OR_NONE_OPERATION_ROLLED_BACK));
        assertThat(connection
                        .query("SELECT count() FROM Account WHERE Name = 'Tannery of none'")
                        .getSize())
                .isZero();
    }

    @Test
    void upsert_creates_then_changes() throws ConnectionException {
        PartnerConnection connection = connections.partner();
        SObject visit = record("Site_Visit__c", Map.of("Reference__c", "WSC-1", "Visitors__c", 3));

        UpsertResult first = connection.upsert("Reference__c", new SObject[] {visit})[0];
        UpsertResult second = connection.upsert("Reference__c", new SObject[] {visit})[0];

        assertThat(first.isCreated()).isTrue();
        assertThat(second.isCreated()).isFalse();
        assertThat(second.getId()).isEqualTo(first.getId());
    }

    @Test
    void an_id_that_is_nobodys_is_told_by_its_result() throws ConnectionException {
        PartnerConnection connection = connections.partner();

        assertThat(connection.delete(new String[] {"001000000000000AAA"})[0].getErrors())
                .singleElement()
                .satisfies(
                        error -> assertThat(error.getStatusCode()).isEqualTo(StatusCode.INVALID_CROSS_REFERENCE_KEY));
        assertThat(connection.undelete(new String[] {"nonsense"})[0].getErrors())
                .singleElement()
                .satisfies(error -> assertThat(error.getStatusCode()).isEqualTo(StatusCode.MALFORMED_ID));
    }

    @Test
    void an_object_that_is_not_there_is_a_fault() throws ConnectionException {
        PartnerConnection connection = connections.partner();

        assertThatExceptionOfType(InvalidSObjectFault.class)
                .isThrownBy(() -> connection.create(new SObject[] {record("Nope__c", Map.of("Name", "x"))}))
                .satisfies(fault -> assertThat(fault.getExceptionCode()).isEqualTo(ExceptionCode.INVALID_TYPE));
    }

    private static int count(PartnerConnection connection, String id) throws ConnectionException {
        return connection
                .query("SELECT count() FROM Account WHERE Id = '" + id + "'")
                .getSize();
    }

    private static SObject[] accounts(int number) {
        return IntStream.range(0, number)
                .mapToObj(index -> record("Account", Map.of("Name", "Works " + index)))
                .toArray(SObject[]::new);
    }

    private static SObject record(String type, Map<String, Object> fields) {
        SObject record = new SObject(type);
        fields.forEach(record::setField);
        return record;
    }
}

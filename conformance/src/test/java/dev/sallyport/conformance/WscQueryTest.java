package dev.sallyport.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sforce.soap.partner.DescribeGlobalResult;
import com.sforce.soap.partner.DescribeGlobalSObjectResult;
import com.sforce.soap.partner.DescribeSObjectResult;
import com.sforce.soap.partner.Field;
import com.sforce.soap.partner.FieldType;
import com.sforce.soap.partner.PartnerConnection;
import com.sforce.soap.partner.QueryResult;
import com.sforce.soap.partner.SearchResult;
import com.sforce.soap.partner.fault.ExceptionCode;
import com.sforce.soap.partner.fault.InvalidFieldFault;
import com.sforce.soap.partner.fault.InvalidQueryLocatorFault;
import com.sforce.soap.partner.fault.InvalidSObjectFault;
import com.sforce.soap.partner.fault.MalformedQueryFault;
import com.sforce.soap.partner.sobject.SObject;
import com.sforce.ws.ConnectionException;
import com.sforce.ws.bind.XmlObject;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** Salesforce's own SOAP client for Java, with the partner API's classes: describing and reading. */
@TestInstance(Lifecycle.PER_CLASS)
class WscQueryTest {
    @AutoClose
    private final OrgUnderTest org = new OrgUnderTest();

    private final WscConnections connections = new WscConnections(org);

    @Test
    void describe_global_lists_the_objects() throws ConnectionException {
        DescribeGlobalResult global = connections.partner().describeGlobal();

        assertThat(global.getEncoding()).isEqualTo("UTF-8");
        assertThat(global.getMaxBatchSize()).isEqualTo(200);
        DescribeGlobalSObjectResult account = Arrays.stream(global.getSobjects())
                .filter(object -> object.getName().equals("Account"))
                .findFirst()
                .orElseThrow();
        assertThat(account.getKeyPrefix()).isEqualTo("001");
        assertThat(account.isQueryable()).isTrue();
    }

    @Test
    void describe_has_fields_picklists_and_children() throws ConnectionException {
        DescribeSObjectResult account = connections.partner().describeSObject("Account");

        assertThat(field(account, "Id").getType()).isEqualTo(FieldType.id);
        assertThat(field(account, "Name").getNillable()).isFalse();
        assertThat(field(account, "OwnerId").getReferenceTo()).containsExactly("User");
        assertThat(field(account, "Industry").getPicklistValues())
                .anySatisfy(value -> assertThat(value.getValue()).isEqualTo("Energy"));
        assertThat(account.getChildRelationships())
                .anySatisfy(child -> assertThat(child.getRelationshipName()).isEqualTo("Contacts"));
    }

    @Test
    void several_objects_are_described_in_one_call() throws ConnectionException {
        DescribeSObjectResult[] described =
                connections.partner().describeSObjects(new String[] {"Contact", "Site_Visit__c"});

        assertThat(described).extracting(DescribeSObjectResult::getName).containsExactly("Contact", "Site_Visit__c");
        assertThat(field(described[1], "Topics__c").getType()).isEqualTo(FieldType.multipicklist);
        assertThat(field(described[1], "Reference__c").getExternalId()).isTrue();
    }

    @Test
    void an_object_that_is_not_there_is_a_fault() throws ConnectionException {
        PartnerConnection connection = connections.partner();

        assertThatExceptionOfType(InvalidSObjectFault.class)
                .isThrownBy(() -> connection.describeSObject("Nope__c"))
                .satisfies(fault -> {
                    assertThat(fault.getExceptionCode()).isEqualTo(ExceptionCode.INVALID_TYPE);
                    assertThat(fault.getExceptionMessage()).startsWith("sObject type 'Nope__c' is not supported.");
                });
    }

    @Test
    void a_query_gives_rows_with_their_parents_and_children() throws ConnectionException {
        QueryResult result = connections
                .partner()
                .query("SELECT Id, Name, Owner.Name, (SELECT LastName FROM Contacts LIMIT 2) FROM Account"
                        + " WHERE Id IN (SELECT AccountId FROM Contact) ORDER BY Name LIMIT 3");

        assertThat(result.isDone()).isTrue();
        assertThat(result.getSize()).isEqualTo(3);
        SObject account = result.getRecords()[0];
        assertThat(account.getType()).isEqualTo("Account");
        assertThat(account.getId()).startsWith("001").hasSize(18);
        assertThat(account.getField("Name")).isInstanceOf(String.class);
        XmlObject owner = Objects.requireNonNull(account.getChild("Owner"));
        assertThat(owner.getField("Name")).isInstanceOf(String.class);
        XmlObject contacts = Objects.requireNonNull(account.getChild("Contacts"));
        assertThat(contacts.getField("size")).isNotNull();
        assertThat(contacts.getChildren("records")).hasNext();
    }

    @Test
    void query_more_walks_through_all_rows() throws ConnectionException {
        PartnerConnection connection = connections.partner();
        connection.setQueryOptions(200);

        QueryResult page = connection.query("SELECT Id FROM Contact");
        int size = page.getSize();
        Set<String> ids = new HashSet<>();
        int pages = 1;
        Arrays.stream(page.getRecords()).forEach(row -> ids.add(row.getId()));
        while (!page.isDone()) {
            page = connection.queryMore(page.getQueryLocator());
            Arrays.stream(page.getRecords()).forEach(row -> ids.add(row.getId()));
            pages++;
        }

        assertThat(pages).isEqualTo((size + 199) / 200).isGreaterThan(1);
        assertThat(ids).hasSize(size);
    }

    @Test
    void a_count_has_a_size_and_no_rows() throws ConnectionException {
        QueryResult count = connections.partner().query("SELECT count() FROM Account");

        assertThat(count.getSize()).isPositive();
        assertThat(count.getRecords()).isEmpty();
    }

    @Test
    void an_aggregate_gives_its_columns_names() throws ConnectionException {
        QueryResult result = connections
                .partner()
                .query(
                        "SELECT Industry, COUNT(Id) total FROM Account WHERE Industry != null GROUP BY Industry LIMIT 1");

        SObject group = result.getRecords()[0];
        assertThat(group.getType()).isEqualTo("AggregateResult");
        assertThat(group.getField("Industry")).isInstanceOf(String.class);
        assertThat(Integer.parseInt(String.valueOf(group.getField("total")))).isPositive();
    }

    @Test
    void what_is_wrong_with_a_query_is_told_by_a_fault_of_its_own() throws ConnectionException {
        PartnerConnection connection = connections.partner();

        assertThatExceptionOfType(MalformedQueryFault.class)
                .isThrownBy(() -> connection.query("SELECT FROM"))
                .satisfies(fault -> assertThat(fault.getExceptionCode()).isEqualTo(ExceptionCode.MALFORMED_QUERY));
        assertThatExceptionOfType(InvalidFieldFault.class)
                .isThrownBy(() -> connection.query("SELECT Nope FROM Account"))
                .satisfies(fault -> {
                    assertThat(fault.getRow()).isEqualTo(1);
                    assertThat(fault.getColumn()).isEqualTo(8);
                    assertThat(fault.getExceptionMessage()).contains("No such column 'Nope' on entity 'Account'.");
                });
        assertThatExceptionOfType(InvalidQueryLocatorFault.class)
                .isThrownBy(() -> connection.queryMore("01gxx0000000001AAA-2000"))
                .satisfies(
                        fault -> assertThat(fault.getExceptionCode()).isEqualTo(ExceptionCode.INVALID_QUERY_LOCATOR));
    }

    @Test
    void retrieve_keeps_the_order_of_the_ids() throws ConnectionException {
        PartnerConnection connection = connections.partner();
        SObject[] rows = connection
                .query("SELECT Id, Name FROM Account ORDER BY Name DESC LIMIT 2")
                .getRecords();

        SObject[] retrieved =
                connection.retrieve("Id, Name", "Account", new String[] {rows[1].getId(), rows[0].getId()});

        assertThat(retrieved)
                .extracting(row -> row.getField("Name"))
                .containsExactly(rows[1].getField("Name"), rows[0].getField("Name"));
    }

    @Test
    void search_finds_by_a_word() throws ConnectionException {
        PartnerConnection connection = connections.partner();
        String name = String.valueOf(connection
                .query("SELECT LastName FROM Contact LIMIT 1")
                .getRecords()[0]
                .getField("LastName"));

        SearchResult result = connection.search("FIND {" + name + "} IN NAME FIELDS RETURNING Contact(Id, LastName)");

        assertThat(result.getSearchRecords())
                .isNotEmpty()
                .allSatisfy(found -> assertThat(found.getRecord().getType()).isEqualTo("Contact"));
    }

    private static Field field(DescribeSObjectResult object, String name) {
        return Arrays.stream(object.getFields())
                .filter(field -> field.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }
}

package dev.sallyport.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sallyport.salesforce.WriteOperation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Parents that are found by their external ids. */
class ParentColumnsTest extends LoadedOrg {
    private static final String OWNER = "noa.lindqvist@local-org.example";

    @BeforeEach
    void parents() throws SQLException {
        filled.write("INSERT INTO Account (Name, External_Id__c) VALUES ('First', 'p-1'), ('Second', 'p-2')");
        filled.write("INSERT INTO Contact (LastName, Email) VALUES ('Parent', 'parent@loaded.example')");
    }

    private static Load into(String table, WriteOperation operation, boolean bulk, Path file) {
        return sending(Load.of(filled.org().instanceUrl(), table, operation, List.of(file)), bulk, false, null);
    }

    private static Load emptying(Load load) {
        return load.with(new Load.Values(Load.Empty.NULL, ZoneId.of("UTC"), false));
    }

    private void loaded(Load load, String folderName) throws SQLException, IOException {
        LoadResult result = filled.loader().run(load, folder.resolve(folderName));
        assertThat(result.failed()).as(folderName).isZero();
    }

    /** The last names of loaded contacts, each with the name of its account. */
    private static String contacts() throws SQLException {
        return filled.rows("SELECT c.LastName, a.Name FROM Contact c LEFT JOIN Account a ON c.AccountId = a.Id"
                        + " WHERE c.LastName LIKE 'Loaded%' ORDER BY c.LastName")
                .toString();
    }

    /** The references of loaded visits, each with the name of its account. */
    private static String visits() throws SQLException {
        return filled.rows(
                        "SELECT v.Reference__c, a.Name FROM Site_Visit__c v LEFT JOIN Account a ON v.Account__c = a.Id"
                                + " WHERE v.Reference__c LIKE 'l-%' ORDER BY v.Reference__c")
                .toString();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void a_new_record_has_the_parent_of_an_external_id_and_a_row_without_such_a_parent_is_in_the_error_file(
            boolean bulk) throws Exception {
        Path file = file("contacts.csv", """
                LastName,account.external_id__c,Owner.Username
                Loaded 1,p-1,%1$s
                Loaded 2,p-9,%1$s
                Loaded 3,,
                Loaded 4,P-2,nobody
                """.formatted(OWNER));

        LoadResult result = run(into("Contact", WriteOperation.INSERT, bulk, file));

        assertThat(result).isEqualTo(new LoadResult(4, 2, 2, false));
        assertThat(contacts()).isEqualTo("[[Loaded 1, First], [Loaded 3, null]]");
        assertThat(value("SELECT u.Username FROM Contact c JOIN \"User\" u ON c.OwnerId = u.Id"
                        + " WHERE c.LastName = 'Loaded 1'"))
                .isEqualTo(OWNER);
        assertThat(success())
                .startsWith("\"ID\",\"LastName\",\"account.external_id__c\",\"Owner.Username\",\"STATUS\"\n")
                .contains("\"Loaded 1\",\"p-1\",\"" + OWNER + "\",\"Item Created\"\n");
        assertThat(error())
                .isEqualTo("\"LastName\",\"account.external_id__c\",\"Owner.Username\",\"ERROR\"\n"
                        + "\"Loaded 2\",\"p-9\",\"" + OWNER
                        + "\",\"INVALID_FIELD:Foreign key external ID: p-9 not found"
                        + " for field External_Id__c in entity Account\"\n"
                        + "\"Loaded 4\",\"P-2\",\"nobody\",\"INVALID_FIELD:Foreign key external ID: nobody not found"
                        + " for field Username in entity User\"\n");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void an_update_and_an_upsert_change_parents_and_an_empty_value_is_as_in_other_columns(boolean bulk)
            throws Exception {
        Load visits = into(
                        "Site_Visit__c",
                        WriteOperation.UPSERT,
                        bulk,
                        file("visits.csv", "Reference__c,Account__r.External_Id__c\nl-1,p-1\nl-2,p-1\nl-3,p-1\n"))
                .by("Reference__c");
        loaded(visits, "new");
        file("visits.csv", "Reference__c,Account__r.External_Id__c\nl-1,p-2\nl-2,\nl-3,#N/A\n");
        loaded(visits, "changed");
        assertThat(visits()).isEqualTo("[[l-1, Second], [l-2, First], [l-3, null]]");
        loaded(emptying(visits), "emptied");
        assertThat(visits()).isEqualTo("[[l-1, Second], [l-2, null], [l-3, null]]");

        String id = value("SELECT Id FROM Contact WHERE LastName = 'Parent'");
        Load update = into(
                "Contact",
                WriteOperation.UPDATE,
                bulk,
                file("update.csv", "Id,LastName,Account.External_Id__c\n" + id + ",Loaded,p-2\n"));
        loaded(update, "updated");
        assertThat(contacts()).isEqualTo("[[Loaded, Second]]");
        file("update.csv", "Id,LastName,Account.External_Id__c\n" + id + ",Loaded,\n");
        loaded(update, "left");
        assertThat(contacts()).isEqualTo("[[Loaded, Second]]");
        loaded(emptying(update), "cleared");
        assertThat(contacts()).isEqualTo("[[Loaded, null]]");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void of_several_sobjects_the_column_says_which(boolean bulk) throws Exception {
        Path file = file("tasks.csv", """
                Subject,contact:who.email,Account:What.External_Id__c
                Loaded 1,parent@loaded.example,p-2
                Loaded 2,,#N/A
                Loaded 3,nobody@loaded.example,p-2
                """);

        assertThat(run(into("Task", WriteOperation.INSERT, bulk, file))).isEqualTo(new LoadResult(3, 2, 1, false));

        assertThat(filled.rows("SELECT t.Subject, c.LastName, a.Name FROM Task t LEFT JOIN Contact c ON t.WhoId = c.Id"
                                + " LEFT JOIN Account a ON t.WhatId = a.Id WHERE t.Subject LIKE 'Loaded %'"
                                + " ORDER BY t.Subject")
                        .toString())
                .isEqualTo("[[Loaded 1, Parent, Second], [Loaded 2, null, null]]");
        assertThat(error())
                .contains("INVALID_FIELD:Foreign key external ID: nobody@loaded.example not found for field Email in"
                        + " entity Contact");
    }

    @ParameterizedTest
    @CsvSource({"Who:Contact-Email, What:Account-External_Id__c", "Contact:Who.Email, Account:What.External_Id__c"})
    void a_mapping_file_names_parents_as_data_loader_does_or_as_salesforce(String who, String what) throws Exception {
        Path sdl = file("map.sdl", "TITLE=Subject\nEMAIL=" + who + "\n\"p-1\"=" + what + "\n");
        Path file = file("tasks.csv", "Title,Email,Other\nLoaded,parent@loaded.example,x\n");

        assertThat(run(into("Task", WriteOperation.INSERT, false, file).with(ColumnMapping.BY_NAME.with(sdl)))
                        .written())
                .isEqualTo(1);
        assertThat(filled.rows("SELECT c.LastName, a.Name FROM Task t JOIN Contact c ON t.WhoId = c.Id"
                                + " JOIN Account a ON t.WhatId = a.Id WHERE t.Subject = 'Loaded'")
                        .toString())
                .isEqualTo("[[Parent, First]]");
    }

    @Test
    void data_loader_names_the_one_parent_without_its_sobject() throws Exception {
        Load load = into("Contact", WriteOperation.INSERT, false, file("new.csv", "Name,Company\nLoaded,p-1\n"))
                .with(ColumnMapping.BY_NAME.with("Name=LastName").with("Company=Account:External_Id__c"));

        assertThat(run(load).written()).isEqualTo(1);
        assertThat(contacts()).isEqualTo("[[Loaded, First]]");
    }

    @Test
    void a_parents_id_is_what_the_field_that_leads_to_it_has() throws Exception {
        String id = value("SELECT Id FROM Account WHERE Name = 'First'");
        Path file = file("new.csv", "LastName,Account.Id\nLoaded 1," + id + "\nLoaded 2,p-1\n");

        assertThat(run(into("Contact", WriteOperation.INSERT, false, file))).isEqualTo(new LoadResult(2, 1, 1, false));
        assertThat(contacts()).isEqualTo("[[Loaded 1, First]]");
        assertThat(error()).contains("MALFORMED_ID:Account ID: id value of incorrect type: p-1");
    }

    @Test
    void what_columns_of_parents_cannot_be_is_told_at_once_and_before_any_call() throws Exception {
        Path file = file(
                "new.csv",
                "Acount.External_Id__c,AccountId.External_Id__c,Account.Owner.Username,Account:Account.External_Id__c,"
                        + "Account.Name,Account.Extrnal_Id__c,CreatedBy.Username,Account:User.Username,Amount (incl. tax)\n"
                        + "a,b,c,d,e,f,g,h,i\n");
        long before = calls();

        TransferException refusal = catchThrowableOfType(
                TransferException.class, () -> run(into("Contact", WriteOperation.INSERT, false, file)));

        assertThat(refusal.getMessage())
                .startsWith("9 columns cannot be loaded into Contact. ")
                .contains(
                        "Acount.External_Id__c: Contact has no relationship Acount to a parent. Did you mean Account?",
                        "AccountId.External_Id__c: the relationship of AccountId is called Account: write"
                                + " Account.External_Id__c.",
                        "Account.Owner.Username: Salesforce finds a parent by a field of its own, and not by one of the"
                                + " parent's parent.",
                        "Account:Account.External_Id__c: Account leads to Account alone, and Salesforce takes no sObject"
                                + " there: write Account.External_Id__c.",
                        "Account.Name: Account.Name is no external id. Those of Account: External_Id__c; one that Setup"
                                + " has since must be imported.",
                        "Account.Extrnal_Id__c: the table Account has no column Extrnal_Id__c that the run-as user may"
                                + " see. Did you mean External_Id__c?",
                        "CreatedBy.Username: it is filled by Salesforce, or the run-as user may not write it.",
                        "Account:User.Username: the sObject comes first: write User:Account.Username.",
                        "Amount (incl. tax): there is none that the run-as user may see.");
        assertThat(refusal.advice()).contains("--skip Acount.External_Id__c,AccountId.External_Id__c,");
        assertThat(calls()).isEqualTo(before);
        assertThat(results).doesNotExist();
    }

    @Test
    void which_of_several_sobjects_is_meant_has_to_be_said_and_each_has_to_be_imported() throws Exception {
        Path file = file("new.csv", "Who.Email,User:Who.Email,Campaign:What.Name,Who:Lead.Email\na,b,c,d\n");

        assertThatThrownBy(() -> run(into("Task", WriteOperation.INSERT, false, file)))
                .hasMessageContaining(
                        "Who.Email: Who leads to one of Contact, Lead: say to which, as in Contact:Who.Email.")
                .hasMessageContaining(
                        "User:Who.Email: Who leads to one of Contact, Lead, and to no User, as in Contact:Who.Email.")
                .hasMessageContaining("Campaign:What.Name: the table Campaign is not imported, so that its external ids"
                        + " are not known: import it too.")
                .hasMessageContaining("Who:Lead.Email: the sObject comes first: write Lead:Who.Email.");
    }

    @Test
    void a_parent_is_set_by_one_column() throws Exception {
        assertThatThrownBy(() -> run(into(
                        "Contact",
                        WriteOperation.INSERT,
                        false,
                        file("a.csv", "LastName,AccountId,Account.External_Id__c\na,,p-1\n"))))
                .hasMessage("Two columns go into Contact.AccountId: AccountId and Account.External_Id__c.");
        assertThatThrownBy(() -> run(into(
                        "Task", WriteOperation.INSERT, false, file("b.csv", "Contact:Who.Email,Lead:Who.Email\na,\n"))))
                .hasMessage("Two columns go into Task.WhoId: Contact:Who.Email and Lead:Who.Email.");
    }

    @Test
    void a_delete_takes_no_parents() throws Exception {
        String id = value("SELECT Id FROM Contact WHERE LastName = 'Parent'");
        Path file = file("gone.csv", "Id,Account.External_Id__c\n" + id + ",p-1\n");

        assertThat(run(into("Contact", WriteOperation.DELETE, false, file)).written())
                .isEqualTo(1);
    }

    @Test
    void a_load_with_parents_that_was_cut_off_goes_on_with_its_jobs() throws Exception {
        Path file = file(
                "contacts.csv",
                IntStream.range(0, 3_000)
                        .mapToObj(row -> "Loaded,p-" + (1 + row % 3) + "\n")
                        .collect(Collectors.joining("", "LastName,Account.External_Id__c\n", "")));
        Load load = sending(into("Contact", WriteOperation.INSERT, true, file), true, false, 700);
        Loader loader = filled.loader();
        filled.atNextProgress(loader::cancel);
        assertThat(catchThrowable(() -> loader.run(load, results))).isInstanceOf(RuntimeException.class);
        assertThat(Thread.interrupted()).isTrue();

        assertThat(run(load)).isEqualTo(new LoadResult(3_000, 2_000, 1_000, false));
        assertThat(filled.remarks()).anyMatch(remark -> remark.startsWith("Goes on with job 750"));
        assertThat(filled.rows("SELECT a.Name, COUNT(*) FROM Contact c JOIN Account a ON c.AccountId = a.Id"
                                + " WHERE c.LastName = 'Loaded' GROUP BY a.Name ORDER BY a.Name")
                        .toString())
                .isEqualTo("[[First, 1000], [Second, 1000]]");
        assertThat(success().lines().skip(1).map(line -> line.split(",", -1)[2]).distinct())
                .containsExactlyInAnyOrder("\"p-1\"", "\"p-2\"");
        assertThat(error().lines().skip(1)).hasSize(1_000).allMatch(line -> line.startsWith("\"Loaded\",\"p-3\","));
        assertThat(success().lines().skip(1).map(line -> line.split(",", -1)[0]).sorted())
                .containsExactlyElementsOf(filled.rows("SELECT Id FROM Contact WHERE LastName = 'Loaded'").stream()
                        .map(row -> "\"" + row.get(0) + "\"")
                        .sorted()
                        .toList());
        assertThat(Files.readString(results.resolve("load.json"))).contains("-> Account.External_Id__c string(");
    }
}

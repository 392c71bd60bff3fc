package dev.sallyport.bench.sql;

import dev.sallyport.salesforce.FieldType;
import dev.sallyport.salesforce.QueryColumn;
import dev.sallyport.salesforce.SObjectDescribe;
import java.util.List;

/** Twenty columns of contacts: ids, texts, a picklist, a date, points in time, a flag. */
final class ContactColumns {
    static final List<String> NAMES = List.of(
            "Id",
            "AccountId",
            "LastName",
            "FirstName",
            "Salutation",
            "Name",
            "MailingStreet",
            "MailingCity",
            "MailingPostalCode",
            "MailingCountry",
            "Phone",
            "MobilePhone",
            "Email",
            "Title",
            "Department",
            "Birthdate",
            "OwnerId",
            "CreatedDate",
            "LastModifiedDate",
            "IsDeleted");

    private ContactColumns() {}

    /** The SOQL and the SQL alike. */
    static String query() {
        return "SELECT " + String.join(", ", NAMES) + " FROM Contact";
    }

    /** How the client is to read them. */
    static List<QueryColumn> columns(SObjectDescribe contact) {
        return NAMES.stream()
                .map(name -> new QueryColumn(
                        List.of(name),
                        contact.field(name).map(field -> field.type()).orElse(FieldType.STRING)))
                .toList();
    }
}

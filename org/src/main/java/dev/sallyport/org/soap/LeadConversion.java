package dev.sallyport.org.soap;

import dev.sallyport.org.data.PicklistValue;
import dev.sallyport.org.data.SObjectType;
import dev.sallyport.org.data.SalesforceId;
import dev.sallyport.org.records.Actor;
import dev.sallyport.org.records.Draft;
import dev.sallyport.org.setup.User;
import dev.sallyport.org.soap.SystemRecords.RefusedException;
import dev.sallyport.org.soql.Row;
import java.time.LocalDate;
import java.time.temporal.IsoFields;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes an account, a contact and an opportunity of a lead (SOAP API Developer Guide, "convertLead()"). Fields go over as
 * a new org maps them.
 */
final class LeadConversion {
    /** The only status that a new org counts as converted. */
    private static final String CONVERTED = "Closed - Converted";

    private static final Map<String, String> TO_ACCOUNT = Map.ofEntries(
            Map.entry("Company", "Name"),
            Map.entry("Phone", "Phone"),
            Map.entry("Fax", "Fax"),
            Map.entry("Website", "Website"),
            Map.entry("Industry", "Industry"),
            Map.entry("Rating", "Rating"),
            Map.entry("AnnualRevenue", "AnnualRevenue"),
            Map.entry("NumberOfEmployees", "NumberOfEmployees"),
            Map.entry("Street", "BillingStreet"),
            Map.entry("City", "BillingCity"),
            Map.entry("State", "BillingState"),
            Map.entry("PostalCode", "BillingPostalCode"),
            Map.entry("Country", "BillingCountry"));
    private static final Map<String, String> TO_CONTACT = Map.ofEntries(
            Map.entry("Salutation", "Salutation"),
            Map.entry("FirstName", "FirstName"),
            Map.entry("LastName", "LastName"),
            Map.entry("Title", "Title"),
            Map.entry("Email", "Email"),
            Map.entry("Phone", "Phone"),
            Map.entry("MobilePhone", "MobilePhone"),
            Map.entry("Fax", "Fax"),
            Map.entry("LeadSource", "LeadSource"),
            Map.entry("Description", "Description"),
            Map.entry("Street", "MailingStreet"),
            Map.entry("City", "MailingCity"),
            Map.entry("State", "MailingState"),
            Map.entry("PostalCode", "MailingPostalCode"),
            Map.entry("Country", "MailingCountry"));

    private final SystemRecords records;

    LeadConversion(SystemRecords records) {
        this.records = records;
    }

    /**
     * What to convert, and into what.
     *
     * @param accountId null for a new account
     * @param contactId null for a new contact
     * @param opportunityName null for one after the company
     * @param ownerId of the new records; null for the lead's owner
     */
    record Order(
            String leadId,
            @Nullable String accountId,
            @Nullable String contactId,
            String convertedStatus,
            boolean createsOpportunity,
            @Nullable String opportunityName,
            @Nullable String ownerId) {}

    /** What a lead has become. */
    record Converted(
            String leadId,
            String accountId,
            String contactId,
            @Nullable String opportunityId) {}

    /**
     * Converts a lead, all or nothing.
     *
     * @throws RefusedException if the lead, or one of the records that are made, is refused
     */
    Converted convert(Order order, User user, Actor actor) {
        return records.inOneTransaction(() -> {
            String leadId = SalesforceId.parse(order.leadId())
                    .orElseThrow(() -> new RefusedException("MALFORMED_ID", "malformed id " + order.leadId()))
                    .value();
            SObjectType leads = records.schema().requireType("Lead");
            Row lead = records.find("Lead", leadId, readable(leads), user)
                    .orElseThrow(
                            () -> new RefusedException("INVALID_CROSS_REFERENCE_KEY", "invalid cross reference id"));
            requireConvertible(order, lead);
            String owner = Optional.ofNullable(order.ownerId()).orElseGet(() -> String.valueOf(lead.get("OwnerId")));
            String account = order.accountId() != null
                    ? existing("Account", order.accountId(), user)
                    : create("Account", mapped(lead, TO_ACCOUNT, owner), actor);
            String contact = order.contactId() != null
                    ? existing("Contact", order.contactId(), user)
                    : contact(lead, owner, account, actor);
            @Nullable
            String opportunity =
                    order.createsOpportunity() ? opportunity(order, lead, owner, account, user, actor) : null;
            Map<String, @Nullable Object> changes = new LinkedHashMap<>();
            changes.put("IsConverted", true);
            changes.put("ConvertedDate", today(user));
            changes.put("ConvertedAccountId", account);
            changes.put("ConvertedContactId", contact);
            changes.put("ConvertedOpportunityId", opportunity);
            changes.put("Status", CONVERTED);
            records.set(leads, leadId, changes, actor);
            return new Converted(leadId, account, contact, opportunity);
        });
    }

    private static List<String> readable(SObjectType leads) {
        return leads.fields().stream()
                .filter(field -> TO_ACCOUNT.containsKey(field.name())
                        || TO_CONTACT.containsKey(field.name())
                        || List.of("OwnerId", "IsConverted").contains(field.name()))
                .map(field -> field.name())
                .toList();
    }

    private static void requireConvertible(Order order, Row lead) {
        if (Boolean.TRUE.equals(lead.get("IsConverted"))) {
            throw new RefusedException("CANNOT_UPDATE_CONVERTED_LEAD", "cannot reference converted lead");
        }
        if (!order.convertedStatus().equals(CONVERTED)) {
            throw new RefusedException("INVALID_STATUS", "invalid convertedStatus: " + order.convertedStatus());
        }
    }

    private String contact(Row lead, String owner, String account, Actor actor) {
        Map<String, @Nullable Object> values = mapped(lead, TO_CONTACT, owner);
        values.put("AccountId", account);
        return create("Contact", values, actor);
    }

    private String opportunity(Order order, Row lead, String owner, String account, User user, Actor actor) {
        LocalDate today = today(user);
        LocalDate quarterEnds =
                today.with(IsoFields.DAY_OF_QUARTER, 1L).plusMonths(3).minusDays(1);
        String stage = records.schema().requireType("Opportunity").requireField("StageName").picklistValues().stream()
                .filter(PicklistValue::active)
                .map(PicklistValue::value)
                .findFirst()
                .orElseThrow();
        @Nullable String name = order.opportunityName();
        Map<String, @Nullable Object> values = mapped(lead, Map.of("LeadSource", "LeadSource"), owner);
        values.put("Name", name == null ? lead.get("Company") + "-" : name);
        values.put("AccountId", account);
        values.put("StageName", stage);
        values.put("CloseDate", quarterEnds);
        return create("Opportunity", values, actor);
    }

    private static Map<String, @Nullable Object> mapped(Row lead, Map<String, String> mapping, String owner) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        mapping.forEach((from, to) -> {
            boolean read = lead.type().columns().stream()
                    .anyMatch(column -> column.name().equals(from));
            Object value = read ? lead.get(from) : null;
            if (value != null) {
                values.put(to, value);
            }
        });
        values.put("OwnerId", owner);
        return values;
    }

    private String create(String type, Map<String, @Nullable Object> values, Actor actor) {
        return SystemRecords.require(records.store().create(actor, List.of(new Draft(type, null, values)), true));
    }

    private String existing(String type, String id, User user) {
        String parsed = SalesforceId.parse(id)
                .orElseThrow(() -> new RefusedException("MALFORMED_ID", "malformed id " + id))
                .value();
        return records.find(type, parsed, List.of("Id"), user)
                .flatMap(Row::id)
                .orElseThrow(() -> new RefusedException("INVALID_CROSS_REFERENCE_KEY", "invalid cross reference id"));
    }

    private LocalDate today(User user) {
        return LocalDate.ofInstant(records.clock().instant(), user.timeZone());
    }
}

package dev.sallyport.org.data;

import java.time.Clock;
import java.util.List;

/** CRM records with believable proportions, gaps and oddities. Parents are found by arithmetic, not remembered. */
final class CrmSeed {
    private final PartySeed parties;
    private final SalesSeed sales;
    private final ServiceSeed service;

    CrmSeed(SeedData seed, RowWriter writer, Clock clock, List<String> owners) {
        SeedChoices choices = new SeedChoices(seed, writer, clock, owners);
        CrmIds ids = CrmIds.reserve(writer, choices);
        this.parties = new PartySeed(writer, ids, choices);
        this.sales = new SalesSeed(writer, ids, choices);
        this.service = new ServiceSeed(writer, ids, choices);
    }

    /** The order is part of the data: each choice depends on those before it. */
    void write() {
        parties.writeAccounts();
        parties.writeContacts();
        parties.writeLeads();
        sales.writeProducts();
        sales.writeCampaigns();
        sales.writeOpportunities();
        sales.writeLineItems();
        service.writeCases();
        service.writeTasks();
        service.writeEvents();
        sales.writeMembers();
        service.writeSiteVisits();
    }
}

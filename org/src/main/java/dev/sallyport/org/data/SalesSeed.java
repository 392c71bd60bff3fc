package dev.sallyport.org.data;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.SplittableRandom;

/** What is sold: products and prices, campaigns and their members, opportunities and their line items. */
final class SalesSeed {
    private final RowWriter writer;
    private final CrmIds ids;
    private final SeedChoices choices;
    private final SplittableRandom random;
    private final NameMaker names;

    SalesSeed(RowWriter writer, CrmIds ids, SeedChoices choices) {
        this.writer = writer;
        this.ids = ids;
        this.choices = choices;
        this.random = choices.random();
        this.names = choices.names();
    }

    void writeProducts() {
        String priceBook = writer.reserve("Pricebook2", 1).get(0);
        writer.batch("Pricebook2", "Name", "IsActive", "IsStandard")
                .add(priceBook, choices.created(), "Standard Price Book", true, true);
        for (int i = 0; i < ids.products().count(); i++) {
            String name = names.place() + " " + names.pick(List.of("Pump", "Valve", "Sensor", "Contract", "Turbine"));
            String code = String.format("P-%05d", i);
            boolean active = random.nextInt(10) > 0;
            writer.batch("Product2", "Name", "ProductCode", "Description", "IsActive", "Family")
                    .add(
                            ids.products().get(i),
                            choices.created(),
                            name,
                            code,
                            choices.some(50, () -> "A " + name),
                            active,
                            choices.some(80, () -> choices.choose("Product2", "Family")));
            writer.batch("PricebookEntry", "Name", "Pricebook2Id", "Product2Id", "UnitPrice", "IsActive", "ProductCode")
                    .add(
                            ids.entries().get(i),
                            choices.created(),
                            name,
                            priceBook,
                            ids.products().get(i),
                            choices.price(50_000),
                            active,
                            code);
        }
    }

    void writeCampaigns() {
        for (int i = 0; i < ids.campaigns().count(); i++) {
            LocalDate start = choices.day(-500, 200);
            writer.batch(
                            "Campaign",
                            "Name",
                            "Type",
                            "Status",
                            "StartDate",
                            "EndDate",
                            "BudgetedCost",
                            "IsActive",
                            "OwnerId")
                    .add(
                            ids.campaigns().get(i),
                            choices.created(),
                            names.place() + " " + start.getYear(),
                            choices.choose("Campaign", "Type"),
                            choices.choose("Campaign", "Status"),
                            start,
                            choices.some(80, () -> start.plusDays(random.nextInt(90))),
                            choices.some(80, () -> BigDecimal.valueOf(random.nextInt(100_000))),
                            random.nextBoolean(),
                            choices.owner());
        }
    }

    void writeOpportunities() {
        RowWriter.Batch batch = writer.batch(
                "Opportunity",
                "AccountId",
                "Name",
                "StageName",
                "Amount",
                "Probability",
                "CloseDate",
                "Type",
                "NextStep",
                "LeadSource",
                "CampaignId",
                "HasOpportunityLineItem",
                "OwnerId");
        for (int i = 0; i < ids.opportunities().count(); i++) {
            int index = i;
            String stage = choices.choose("Opportunity", "StageName");
            batch.add(
                    ids.opportunities().get(i),
                    choices.created(),
                    choices.some(95, ids::account),
                    names.place() + " " + names.pick(List.of("renewal", "expansion", "new site", "pilot")),
                    stage,
                    choices.some(
                            90, () -> index % 40 == 11 ? choices.price(20_000).negate() : choices.price(2_000_000)),
                    probability(stage),
                    index % 200 == 29 ? LocalDate.of(2024, 2, 29) : choices.day(-700, 250),
                    choices.some(80, () -> choices.choose("Opportunity", "Type")),
                    choices.some(30, () -> "Call back"),
                    choices.some(70, () -> choices.choose("Opportunity", "LeadSource")),
                    choices.some(30, () -> ids.campaigns()
                            .get(random.nextInt(ids.campaigns().count()))),
                    true,
                    choices.owner());
        }
    }

    private static int probability(String stage) {
        return SalesStage.of(stage).orElseThrow().probability();
    }

    void writeLineItems() {
        RowWriter.Ids made = writer.reserve("OpportunityLineItem", choices.share(2_000));
        RowWriter.Batch batch = writer.batch(
                "OpportunityLineItem",
                "OpportunityId",
                "PricebookEntryId",
                "Product2Id",
                "ProductCode",
                "Name",
                "Quantity",
                "UnitPrice",
                "ServiceDate",
                "SortOrder");
        for (int i = 0; i < made.count(); i++) {
            int product = random.nextInt(ids.products().count());
            batch.add(
                    made.get(i),
                    choices.created(),
                    ids.opportunities().get(i % ids.opportunities().count()),
                    ids.entries().get(product),
                    ids.products().get(product),
                    String.format("P-%05d", product),
                    "Item " + i,
                    BigDecimal.valueOf(random.nextInt(1, 4_000), 2),
                    choices.price(50_000),
                    choices.some(40, () -> choices.day(-100, 300)),
                    i / ids.opportunities().count() + 1);
        }
    }

    void writeMembers() {
        RowWriter.Ids made = writer.reserve("CampaignMember", choices.share(620));
        for (int i = 0; i < made.count(); i++) {
            boolean lead = random.nextBoolean();
            writer.batch("CampaignMember", "CampaignId", "LeadId", "ContactId", "Status")
                    .add(
                            made.get(i),
                            choices.created(),
                            ids.campaigns().get(i % ids.campaigns().count()),
                            lead ? ids.leads().get(i % ids.leads().count()) : null,
                            lead ? null : ids.contacts().get(i % ids.contacts().count()),
                            choices.choose("CampaignMember", "Status"));
        }
    }
}

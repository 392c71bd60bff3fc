package dev.sallyport.org.data;

import java.util.SplittableRandom;

/** The ids of the records that others point to, reserved before any of them is written. */
record CrmIds(
        SplittableRandom random,
        RowWriter.Ids accounts,
        RowWriter.Ids contacts,
        RowWriter.Ids leads,
        RowWriter.Ids opportunities,
        RowWriter.Ids campaigns,
        RowWriter.Ids products,
        RowWriter.Ids entries) {

    static CrmIds reserve(RowWriter writer, SeedChoices choices) {
        return new CrmIds(
                choices.random(),
                writer.reserve("Account", choices.share(520)),
                writer.reserve("Contact", choices.share(1_550)),
                writer.reserve("Lead", choices.share(830)),
                writer.reserve("Opportunity", choices.share(1_250)),
                writer.reserve("Campaign", choices.share(25)),
                writer.reserve("Product2", choices.share(60)),
                writer.reserve("PricebookEntry", choices.share(60)));
    }

    String account() {
        return any(accounts);
    }

    String contact() {
        return any(contacts);
    }

    String opportunity() {
        return any(opportunities);
    }

    private String any(RowWriter.Ids ids) {
        return ids.get(random.nextInt(ids.count()));
    }
}

package dev.sallyport.org.records;

import java.time.ZoneOffset;

/** A campaign has each lead or contact once. */
final class CampaignMemberRule implements TypeRule {
    private final Rows rows;

    CampaignMemberRule(Rows rows) {
        this.rows = rows;
    }

    @Override
    public void beforeSave(Change change) {
        if (change.isNew()) {
            requireMember(change);
        }
        if (change.changes("Status")
                && change.text("Status").filter("Responded"::equals).isPresent()) {
            change.set(
                    "FirstRespondedDate", change.now().atOffset(ZoneOffset.UTC).toLocalDate());
        }
    }

    private void requireMember(Change change) {
        String reference = change.get("ContactId") != null ? "ContactId" : "LeadId";
        String member = change.text(reference)
                .orElseThrow(() -> new RecordException(
                        "REQUIRED_FIELD_MISSING", "Required fields are missing: [LeadId, ContactId]", "LeadId"));
        boolean taken = !rows.ids(
                        "SELECT \"Id\" FROM \"CampaignMember\" WHERE \"CampaignId\" = ? AND \"" + reference
                                + "\" = ? AND NOT \"IsDeleted\"",
                        change.text("CampaignId").orElse(""),
                        member)
                .isEmpty();
        if (taken) {
            throw new RecordException("DUPLICATE_VALUE", "Already a campaign member.");
        }
    }
}

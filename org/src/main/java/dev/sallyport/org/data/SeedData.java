package dev.sallyport.org.data;

import java.time.Clock;

/**
 * What a new org is filled with, the same for the same values: the organization, licences, profiles, users, and CRM
 * records. Nothing in it names a real company or person.
 *
 * @param seed starts the random choices
 * @param records about how many records there are in all
 * @param organizationName name of the {@code Organization}
 * @param edition {@code Organization.OrganizationType}, e.g. {@code Enterprise Edition}
 * @param sandbox whether the org is a sandbox
 * @param adminUsername username of the first system administrator
 */
public record SeedData(
        long seed, int records, String organizationName, String edition, boolean sandbox, String adminUsername) {

    private static final int LARGE = 100_000;

    /** An Enterprise Edition org with some thousands of records. */
    public static SeedData standard() {
        return new SeedData(20_261_124, 10_000, "Local Org", "Enterprise Edition", false, "admin@local-org.example");
    }

    public SeedData withSeed(long newSeed) {
        return new SeedData(newSeed, records, organizationName, edition, sandbox, adminUsername);
    }

    public SeedData withRecords(int newRecords) {
        return new SeedData(seed, newRecords, organizationName, edition, sandbox, adminUsername);
    }

    public SeedData withEdition(String newEdition, boolean newSandbox) {
        return new SeedData(seed, records, organizationName, newEdition, newSandbox, adminUsername);
    }

    public SeedData withAdminUsername(String newAdminUsername) {
        return new SeedData(seed, records, organizationName, edition, sandbox, newAdminUsername);
    }

    /**
     * Fills an empty database, in batches: memory does not grow with the number of records. Dates lie around the day of
     * the clock's present. The {@code Organization} is written last, so that a fill that was cut off is made anew by
     * the next.
     *
     * @throws IllegalStateException if the database has been filled before
     */
    public void fill(OrgDatabase database, Clock clock) {
        if (database.isSeeded()) {
            throw new IllegalStateException("The org has its data already");
        }
        database.withoutCommitDelay(() -> {
            try (RowWriter writer = new RowWriter(database, clock)) {
                writer.clear();
                SetupSeed setup = new SetupSeed(this, writer);
                setup.writeUsers();
                if (isLarge()) {
                    database.withoutIndexes(() -> writeRecords(setup, writer, clock));
                } else {
                    writeRecords(setup, writer, clock);
                }
                setup.writeOrganization();
            }
        });
    }

    private void writeRecords(SetupSeed setup, RowWriter writer, Clock clock) {
        new CrmSeed(this, writer, clock, setup.userIds()).write();
        writer.flush();
    }

    /** Whether there are more records than an org without a folder should hold in memory. */
    public boolean isLarge() {
        return records > LARGE;
    }
}

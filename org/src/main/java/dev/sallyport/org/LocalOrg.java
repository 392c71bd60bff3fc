package dev.sallyport.org;

import dev.sallyport.org.bulk.BulkEngine;
import dev.sallyport.org.data.GeneratedObjects;
import dev.sallyport.org.data.OrgDatabase;
import dev.sallyport.org.data.SeedData;
import dev.sallyport.org.http.ApiVersion;
import dev.sallyport.org.http.Binding;
import dev.sallyport.org.http.Listener;
import dev.sallyport.org.http.LongRequests;
import dev.sallyport.org.http.Traffic;
import dev.sallyport.org.metadata.ToolingDatabase;
import dev.sallyport.org.session.ApiMeter;
import dev.sallyport.org.session.Sessions;
import dev.sallyport.org.setup.Edition;
import dev.sallyport.org.setup.Setup;
import dev.sallyport.org.setup.User;
import dev.sallyport.org.tls.TlsIdentity;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A Salesforce org on this machine. It binds to loopback only, unless told otherwise.
 *
 * <pre>{@code
 * try (LocalOrg org = LocalOrg.start()) {
 *     ReadyApp app = org.readyApp();
 *     // client credentials at org.instanceUrl() + "/services/oauth2/token"
 * }
 * }</pre>
 */
public final class LocalOrg implements AutoCloseable {
    private final OrgDatabase database;
    private final ToolingDatabase tooling;
    private final Setup setup;
    private final BulkEngine bulk;
    private final Administrator administrator;
    private final Traffic traffic;
    private final ApiMeter meter;
    private final TestControls controls;
    private final Listener instance;
    private final Listener login;
    private final @Nullable TlsIdentity certificate;
    private final @Nullable String hostName;

    private LocalOrg(Builder builder) {
        MovableClock clock = new MovableClock(builder.clock);
        SecureRandom random = new SecureRandom();
        SeedData seed = builder.seedData();
        this.database = builder.database(seed);
        this.tooling = new ToolingDatabase(database);
        if (!database.isSeeded()) {
            GeneratedObjects.addTo(database, builder.customObjects, builder.fieldsOfEach);
            seed.fill(database, clock);
        }
        this.setup = new Setup(database, clock, random);
        this.administrator = administrator(builder, random);

        LongRequests longRequests = new LongRequests(clock);
        this.traffic = new Traffic(builder.latency, longRequests);
        Sessions sessions = new Sessions(database.jdbi(), clock, random, setup.organizationId());
        this.meter = new ApiMeter(database.jdbi(), setup.settings(), sessions, longRequests, clock);
        database.remember(clock::bookmark);
        database.remember(meter::bookmark);
        Path bulkFolder = builder.dataFolder == null ? null : builder.dataFolder.resolve("bulk");
        Endpoints endpoints = new Endpoints(
                database,
                tooling,
                setup,
                sessions,
                meter,
                clock,
                bulkFolder,
                () -> instanceUrl().toString(),
                () -> loginUrl().toString());
        this.bulk = endpoints.bulk();
        this.controls = new TestControls(traffic, longRequests, sessions, meter, clock, setup, bulk);
        Dialects dialects = new Dialects();
        Binding binding = builder.binding();
        this.certificate = binding.tls();
        this.hostName = builder.hostName;
        this.instance = Listener.start(binding, traffic, dialects, endpoints::addTo);
        this.login = Listener.start(binding.withPort(0), traffic, dialects, endpoints::addLoginTo);
        setup.settings().setMyDomain(instanceUrl());
    }

    /** Sets up an org that differs from the defaults. */
    public static Builder builder() {
        return new Builder();
    }

    /** Starts an Enterprise Edition org with the defaults: free ports, some thousands of records, in memory. */
    public static LocalOrg start() {
        return builder().start();
    }

    /** The org's own My Domain, such as {@code http://127.0.0.1:41234}: the root of every endpoint. */
    public URI instanceUrl() {
        return named(instance.uri());
    }

    /** Setup's home page, for a browser: it asks the {@link #administrator} to log in. */
    public URI setupUrl() {
        return instanceUrl().resolve("/setup");
    }

    /** A second port that plays {@code login.salesforce.com}, where client credentials are refused. */
    public URI loginUrl() {
        return login.uri();
    }

    private URI named(URI uri) {
        return hostName == null ? uri : URI.create(uri.getScheme() + "://" + hostName + ":" + uri.getPort());
    }

    /** What clients have to trust where the org answers HTTPS; empty where it answers plain HTTP. */
    public Optional<TlsIdentity> certificate() {
        return Optional.ofNullable(certificate);
    }

    /** The organization's 18-character id. */
    public String organizationId() {
        return setup.organizationId().value();
    }

    /** The newest API version that the org speaks, such as {@code 68.0}. */
    public String apiVersion() {
        return ApiVersion.CURRENT.toString();
    }

    /** Who may sign in to Setup. */
    public Administrator administrator() {
        return administrator;
    }

    /**
     * Makes the profile, the integration user and the connected app of the connection guide, with the run-as user
     * chosen. A second call answers the same app.
     */
    public synchronized ReadyApp readyApp() {
        return new ReadyAppMaker(setup, administratorUser().id()).make();
    }

    /** Setup, for those who need not go through its admin API. */
    public Setup setup() {
        return setup;
    }

    /** Counters, faults, the clock: what a test may do behind the scenes. */
    public TestControls controls() {
        return controls;
    }

    /**
     * Remembers the org as it is, in place of an earlier snapshot: records, custom objects, Setup, sessions, ids and
     * numbers to come, the clock, the API calls counted. Requests under way are waited for.
     */
    public void snapshot() {
        traffic.whileNoneIsUnderWay(database::takeSnapshot);
    }

    /**
     * Goes back to the snapshot, as often as it takes. Planned faults are forgotten and requests counted anew; tokens that
     * were given since are worth nothing. Requests and bulk work under way are waited for, queued bulk work is dropped.
     *
     * @throws IllegalStateException if no snapshot was taken
     */
    public void reset() {
        traffic.whileNoneIsUnderWay(() -> {
            bulk.workers().abandon();
            database.restoreSnapshot();
            setup.permissions().changed();
            bulk.deleteStrayFiles();
            traffic.reset();
        });
    }

    /** Stops answering. What is in a data folder stays. */
    @Override
    public void close() {
        login.close();
        instance.close();
        bulk.close();
        tooling.close();
        meter.close();
        database.close();
    }

    private User administratorUser() {
        return setup.users().get(administrator.username());
    }

    /** Sets the administrator's password where one was given, there is none yet, or it is to be another. */
    private Administrator administrator(Builder builder, SecureRandom random) {
        User user = setup.users().get(SeedData.standard().adminUsername());
        @Nullable String password = builder.administratorPassword;
        if (password == null
                && (builder.resetAdministratorPassword || !setup.users().hasPassword(user))) {
            byte[] bytes = new byte[18];
            random.nextBytes(bytes);
            password = Base64.getUrlEncoder().encodeToString(bytes);
        }
        if (password != null) {
            setup.users().setPassword(user, password);
        }
        return new Administrator(user.username(), Optional.ofNullable(password));
    }

    /** Collects what an org is started with. Every setting has a default. */
    public static final class Builder {
        private int port;
        private InetAddress address = Binding.loopback();
        private @Nullable Path tlsFolder;
        private @Nullable String hostName;
        private @Nullable Path dataFolder;
        private int records = SeedData.standard().records();
        private int customObjects;
        private int fieldsOfEach = GeneratedObjects.FIELDS;
        private Duration latency = Duration.ZERO;
        private Edition edition = Edition.ENTERPRISE;
        private boolean sandbox;
        private Clock clock = Clock.systemUTC();
        private long seed = SeedData.standard().seed();
        private @Nullable String administratorPassword;
        private boolean resetAdministratorPassword;

        private Builder() {}

        /** The port of the instance; 0, the default, for a free one. */
        public Builder port(int newPort) {
            this.port = newPort;
            return this;
        }

        /**
         * The address that the org listens on. By default it is 127.0.0.1; any other lets other machines in, to an org that
         * has no defences to speak of.
         */
        public Builder bindAddress(InetAddress newAddress) {
            this.address = newAddress;
            return this;
        }

        /**
         * The host of the org's My Domain, such as {@code acme.localhost}, in place of the address that it listens on. All
         * URLs that the org gives out have it; that it leads to the org is for the clients' machines to see to.
         */
        public Builder hostName(String newHostName) {
            this.hostName = newHostName;
            return this;
        }

        /**
         * Answers HTTPS instead of HTTP, on both ports.
         *
         * @param folder where the key and the certificate are from one start to the next; they are made if they are missing
         */
        public Builder tls(Path folder) {
            this.tlsFolder = folder;
            return this;
        }

        /**
         * Where the org is kept from one start to the next. By default it is not: it is in memory only, or in a temporary
         * file if it has more than 100,000 records.
         */
        public Builder dataFolder(Path newDataFolder) {
            this.dataFolder = newDataFolder;
            return this;
        }

        /** About how many records a new org is filled with. */
        public Builder records(int newRecords) {
            this.records = newRecords;
            return this;
        }

        /**
         * How many custom objects a new org has beside its own, each of 40 fields and without records; none by default, and
         * 11,000 at most. 1,500 of them make an org as large as old companies have them.
         *
         * @throws IllegalArgumentException if there cannot be so many
         */
        public Builder customObjects(int newCustomObjects) {
            return customObjects(newCustomObjects, GeneratedObjects.FIELDS);
        }

        /**
         * How many custom objects a new org has beside its own, and of how many fields each is.
         *
         * @param newFieldsOfEach 11 to 1,500
         * @throws IllegalArgumentException if there cannot be so many
         */
        public Builder customObjects(int newCustomObjects, int newFieldsOfEach) {
            if (newCustomObjects < 0 || newCustomObjects > GeneratedObjects.MOST) {
                throw new IllegalArgumentException("An org can have 0 to " + GeneratedObjects.MOST
                        + " generated objects, not " + newCustomObjects);
            }
            if (newFieldsOfEach < GeneratedObjects.FEWEST_FIELDS || newFieldsOfEach > GeneratedObjects.MOST_FIELDS) {
                throw new IllegalArgumentException("A generated object can have " + GeneratedObjects.FEWEST_FIELDS
                        + " to " + GeneratedObjects.MOST_FIELDS + " fields, not " + newFieldsOfEach);
            }
            this.customObjects = newCustomObjects;
            this.fieldsOfEach = newFieldsOfEach;
            return this;
        }

        /** How long each request waits before it is handled; nothing by default. */
        public Builder latency(Duration newLatency) {
            this.latency = newLatency;
            return this;
        }

        /** The edition of a new org; Enterprise by default. */
        public Builder edition(Edition newEdition) {
            this.edition = newEdition;
            return this;
        }

        /** Whether a new org is a sandbox; by default it is not. */
        public Builder sandbox(boolean newSandbox) {
            this.sandbox = newSandbox;
            return this;
        }

        /** The clock that the org goes by; the system's by default. */
        public Builder clock(Clock newClock) {
            this.clock = newClock;
            return this;
        }

        /** Starts the random choices of the data that a new org is filled with. */
        public Builder seed(long newSeed) {
            this.seed = newSeed;
            return this;
        }

        /** Whether the administrator gets a new random password, although the org in the data folder has one. */
        public Builder resetAdministratorPassword(boolean reset) {
            this.resetAdministratorPassword = reset;
            return this;
        }

        /** The administrator's password from this start on, instead of a random one. */
        public Builder administratorPassword(String newPassword) {
            this.administratorPassword = newPassword;
            return this;
        }

        private SeedData seedData() {
            return SeedData.standard()
                    .withSeed(seed)
                    .withRecords(records)
                    .withEdition(edition.organizationType(), sandbox);
        }

        private OrgDatabase database(SeedData seedData) {
            if (dataFolder != null) {
                return OrgDatabase.open(dataFolder);
            }
            return seedData.isLarge() ? OrgDatabase.temporary() : OrgDatabase.inMemory();
        }

        private Binding binding() {
            // Clients judge certificates by the real time, whatever the org's clock says.
            Set<String> names = new TreeSet<>(Binding.names(address));
            if (hostName != null) {
                names.add(hostName);
            }
            TlsIdentity identity = tlsFolder == null ? null : TlsIdentity.in(tlsFolder, names, Clock.systemUTC());
            return new Binding(address, port, identity);
        }

        /** Starts the org; it answers when this returns. */
        public LocalOrg start() {
            return new LocalOrg(this);
        }
    }
}

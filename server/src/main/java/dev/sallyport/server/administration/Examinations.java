package dev.sallyport.server.administration;

import dev.sallyport.auth.OAuthProvider;
import dev.sallyport.auth.http.ProviderHttp;
import dev.sallyport.catalog.Catalog;
import dev.sallyport.catalog.DataServer;
import dev.sallyport.catalog.SalesforceServer;
import dev.sallyport.salesforce.doctor.Diagnosis;
import dev.sallyport.salesforce.doctor.Doctor;
import dev.sallyport.salesforce.doctor.Finding;
import dev.sallyport.salesforce.doctor.Patient;
import dev.sallyport.server.ServerException;
import dev.sallyport.server.audit.AuditTrail;
import dev.sallyport.server.web.Advice;
import java.time.Clock;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Lets the doctor examine security providers. */
@Component
public class Examinations {
    private final Catalog catalog;
    private final AuditTrail audit;
    private final Clock clock;

    Examinations(Catalog catalog, AuditTrail audit, Clock clock) {
        this.catalog = catalog;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * What a check found.
     *
     * @param check what was examined
     * @param outcome how it went, in words
     * @param code what is wrong, such as {@code run-as-user-missing}; null if nothing is
     * @param found what was found
     * @param advice where to click, what to type; null if nothing is to be done
     * @param said Salesforce's own words; null if it said none
     * @param misleading how those lead elsewhere; null where they do not
     */
    public record Found(
            String check,
            String outcome,
            @Nullable String code,
            String found,
            @Nullable String advice,
            @Nullable String said,
            @Nullable String misleading) {
        static Found of(Finding finding) {
            return new Found(
                    finding.check().label(),
                    finding.outcome().label(),
                    finding.ailment() == null ? null : finding.ailment().code(),
                    finding.found(),
                    Advice.onPages(finding.advice()),
                    finding.said(),
                    finding.misleading());
        }
    }

    /**
     * What an examination has come to.
     *
     * @param sound whether nothing must be mended
     * @param findings in the order of the checks
     * @param fixes what to mend, in the order in which it is to be mended
     * @param calls what it cost
     */
    public record Report(boolean sound, List<Found> findings, List<Found> fixes, String calls) {}

    /**
     * Prepares an examination; nothing is called yet.
     *
     * @param name the provider's name
     * @param user whose tokens it uses where the provider gives each person their own
     * @throws dev.sallyport.catalog.CatalogException if there is no such provider
     * @throws ServerException if it issues no OAuth tokens
     */
    public Prepared prepare(String name, String user) {
        if (!(catalog.providers().get(name) instanceof OAuthProvider provider)) {
            throw new ServerException(
                    ServerException.Reason.INVALID,
                    "The security provider " + name + " issues no OAuth tokens.",
                    "The doctor examines providers of type OAuth and OpenID Connect.");
        }
        Patient patient = Patient.of(provider)
                .withTokens(catalog.connections().store(), catalog.connections().key(name, user));
        for (DataServer server : catalog.servers().list()) {
            if (server instanceof SalesforceServer org && org.securityProvider().equals(name)) {
                patient = patient.withDataServer(org.name(), org.address());
            }
        }
        audit.record("security-provider.examine", name, null, null);
        return new Prepared(patient, new Doctor(ProviderHttp.client(provider.parameters()), clock));
    }

    /** An examination that has not begun. */
    public static final class Prepared {
        private final Patient patient;
        private final Doctor doctor;

        private Prepared(Patient patient, Doctor doctor) {
            this.patient = patient;
            this.doctor = doctor;
        }

        /**
         * Examines.
         *
         * @param progress is told each finding as it is made
         */
        public Report run(Consumer<Found> progress) {
            Diagnosis diagnosis = doctor.examine(patient, finding -> progress.accept(Found.of(finding)));
            return new Report(
                    diagnosis.isSound(),
                    diagnosis.findings().stream().map(Found::of).toList(),
                    diagnosis.fixes().stream().map(Found::of).toList(),
                    diagnosis.calls().toString());
        }
    }
}

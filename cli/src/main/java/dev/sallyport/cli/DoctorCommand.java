package dev.sallyport.cli;

import dev.sallyport.auth.OAuthProvider;
import dev.sallyport.auth.http.ProviderHttp;
import dev.sallyport.catalog.Catalog;
import dev.sallyport.catalog.DataServer;
import dev.sallyport.catalog.SalesforceServer;
import dev.sallyport.cli.output.FindingLine;
import dev.sallyport.cli.output.Format;
import dev.sallyport.cli.output.RowWriter;
import dev.sallyport.salesforce.doctor.Diagnosis;
import dev.sallyport.salesforce.doctor.Doctor;
import dev.sallyport.salesforce.doctor.Finding;
import dev.sallyport.salesforce.doctor.Patient;
import java.net.URI;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "doctor",
        description = "Examine a security provider, the org behind it and the data servers that use it: what is wrong,"
                + " what Salesforce's words mean, and where to click.")
final class DoctorCommand extends SallyportCommand {
    @Parameters(paramLabel = "PROVIDER", description = "The security provider's name.")
    private String name = "";

    @Mixin
    private UserOption user = new UserOption();

    @Option(
            names = "--callback-url",
            paramLabel = "URL",
            description = "Where browsers come back to after a sign-in; examined for the grant Authorization Code.")
    private @Nullable URI callbackUrl;

    @Override
    public Integer call() {
        // Open to the end: a person's token is read from there, and what its renewal brings is saved there.
        try (Catalog catalog = openCatalog()) {
            Patient patient = patient(catalog);
            Doctor doctor = new Doctor(ProviderHttp.client(patient.provider().parameters()), Clock.systemUTC());
            Diagnosis diagnosis = sallyport().format() == Format.TABLE ? tell(doctor, patient) : list(doctor, patient);
            return diagnosis.isSound() ? DONE : REFUSED;
        }
    }

    private Patient patient(Catalog catalog) {
        if (!(catalog.providers().get(name) instanceof OAuthProvider provider)) {
            throw new CommandException(
                    "The security provider " + name + " issues no OAuth tokens.",
                    "The doctor examines providers of type OAuth and OpenID Connect.");
        }
        Patient patient = Patient.of(provider)
                .withTokens(catalog.connections().store(), catalog.connections().key(name, user.name()));
        if (callbackUrl != null) {
            patient = patient.withCallbackUrl(callbackUrl);
        }
        for (DataServer server : catalog.servers().list()) {
            if (server instanceof SalesforceServer org && org.securityProvider().equals(name)) {
                patient = patient.withDataServer(org.name(), org.address());
            }
        }
        return patient;
    }

    private Diagnosis tell(Doctor doctor, Patient patient) {
        Diagnosis diagnosis = doctor.examine(patient, finding -> out().println(ansi().string(FindingLine.of(finding))));
        List<Finding> fixes = diagnosis.fixes();
        if (!fixes.isEmpty()) {
            out().println();
            out().println(diagnosis.isSound() ? "To be looked at:" : "To be mended, in this order:");
            for (int number = 1; number <= fixes.size(); number++) {
                out().println(number + ". " + fixes.get(number - 1).advice());
            }
        }
        out().println();
        out().println((diagnosis.isSound() ? "Sound. " : "Sick. ") + diagnosis.calls() + ".");
        return diagnosis;
    }

    private Diagnosis list(Doctor doctor, Patient patient) {
        Diagnosis diagnosis;
        try (RowWriter rows = rows("check", "outcome", "finding", "found", "advice", "salesforceSays", "misleading")) {
            diagnosis = doctor.examine(
                    patient,
                    finding -> rows.row(Arrays.asList(
                            finding.check().label(),
                            finding.outcome().label(),
                            finding.ailment() == null ? null : finding.ailment().code(),
                            finding.found(),
                            finding.advice(),
                            finding.said(),
                            finding.misleading())));
        }
        err().println(diagnosis.calls() + ".");
        return diagnosis;
    }
}

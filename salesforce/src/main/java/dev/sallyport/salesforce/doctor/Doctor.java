package dev.sallyport.salesforce.doctor;

import java.net.http.HttpClient;
import java.time.Clock;
import java.util.function.Consumer;

/**
 * Examines a security provider and the org behind it. Unlike Test Connection it goes on after a failure where it can learn
 * more: a provider that is disabled or has a slash too many is examined as if it were not, and what is wrong with it is
 * noted. A healthy org costs four calls, one of them metered.
 */
public final class Doctor {
    private final HttpClient http;
    private final Clock clock;

    /**
     * Makes a doctor.
     *
     * @param http the transport, which follows no redirects; its own proxy, TLS and connection settings apply
     * @param clock this machine's, which is compared with the host's
     */
    public Doctor(HttpClient http, Clock clock) {
        this.http = http;
        this.clock = clock;
    }

    /**
     * Examines a patient.
     *
     * @param progress is told each finding as it is made
     */
    public Diagnosis examine(Patient patient, Consumer<Finding> progress) {
        ObservedHttpClient observed = new ObservedHttpClient(http);
        Chart chart = new Chart(progress);
        new Examination(patient, observed, clock, chart).run();
        return new Diagnosis(chart.findings(), observed.calls());
    }
}

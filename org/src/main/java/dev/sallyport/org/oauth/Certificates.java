package dev.sallyport.org.oauth;

import dev.sallyport.org.setup.OAuthApp;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPublicKey;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the certificates that apps are given. */
final class Certificates {
    private Certificates() {}

    /** The certificate of an app; empty where it has none. */
    static Optional<X509Certificate> of(OAuthApp app) {
        @Nullable String pem = Clients.settings(app).certificate();
        return pem == null ? Optional.empty() : parse(pem);
    }

    /**
     * Reads a PEM. A certificate that is past its dates counts as any other, as in Salesforce.
     *
     * @return empty where it is no X.509 certificate of an RSA key
     */
    private static Optional<X509Certificate> parse(String pem) {
        try {
            X509Certificate certificate = (X509Certificate) CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)));
            return Optional.of(certificate).filter(found -> found.getPublicKey() instanceof RSAPublicKey);
        } catch (CertificateException e) {
            return Optional.empty();
        }
    }
}

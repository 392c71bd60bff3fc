package dev.sallyport.org.tls;

import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Set;
import java.util.TreeSet;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * Makes a server's key and certificate (RFC 5280). An authority signs it and is then forgotten: its key is never written,
 * so that whoever trusts its certificate trusts this one server and no other.
 */
final class CertificateMaker {
    /** The longest that browsers accept. */
    private static final Duration LIFE = Duration.ofDays(397);

    private static final Duration BEFORE_NOW = Duration.ofDays(1);
    private static final X500Name AUTHORITY = new X500Name("CN=Sallyport local org authority");
    private static final X500Name SERVER = new X500Name("CN=Sallyport local org");

    private final Instant now;
    private final SecureRandom random = new SecureRandom();

    CertificateMaker(Clock clock) {
        this.now = clock.instant();
    }

    /** A server's key, and its certificate with that of the authority behind it. */
    @SuppressWarnings("ArrayRecordComponent") // as the key store takes it
    record Made(PrivateKey key, X509Certificate[] chain) {}

    /** Names as certificates have them: addresses in one spelling each. */
    static Set<String> canonical(Set<String> names) {
        Set<String> canonical = new TreeSet<>();
        for (String name : names) {
            canonical.add(isAddress(name) ? address(name) : name);
        }
        return canonical;
    }

    Made make(Set<String> names) throws GeneralSecurityException {
        KeyPair authority = keyPair();
        KeyPair server = keyPair();
        try {
            X509v3CertificateBuilder root = certificate(AUTHORITY, authority)
                    .addExtension(Extension.basicConstraints, true, new BasicConstraints(0))
                    .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
            X509v3CertificateBuilder leaf = certificate(SERVER, server)
                    .addExtension(Extension.basicConstraints, true, new BasicConstraints(false))
                    .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature))
                    .addExtension(
                            Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth))
                    .addExtension(
                            Extension.authorityKeyIdentifier,
                            false,
                            new JcaX509ExtensionUtils().createAuthorityKeyIdentifier(authority.getPublic()))
                    .addExtension(Extension.subjectAlternativeName, false, generalNames(names));
            return new Made(
                    server.getPrivate(),
                    new X509Certificate[] {signed(leaf, authority.getPrivate()), signed(root, authority.getPrivate())});
        } catch (IOException | OperatorCreationException e) {
            throw new GeneralSecurityException("The certificate could not be made", e);
        }
    }

    private JcaX509v3CertificateBuilder certificate(X500Name subject, KeyPair keys)
            throws IOException, GeneralSecurityException {
        JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                AUTHORITY,
                new BigInteger(127, random),
                Date.from(now.minus(BEFORE_NOW)),
                Date.from(now.plus(LIFE)),
                subject,
                keys.getPublic());
        builder.addExtension(
                Extension.subjectKeyIdentifier,
                false,
                new JcaX509ExtensionUtils().createSubjectKeyIdentifier(keys.getPublic()));
        return builder;
    }

    private static X509Certificate signed(X509v3CertificateBuilder certificate, PrivateKey authority)
            throws OperatorCreationException, GeneralSecurityException {
        return new JcaX509CertificateConverter()
                .getCertificate(certificate.build(new JcaContentSignerBuilder("SHA256withECDSA").build(authority)));
    }

    private static GeneralNames generalNames(Set<String> names) {
        return new GeneralNames(canonical(names).stream()
                .map(name -> new GeneralName(isAddress(name) ? GeneralName.iPAddress : GeneralName.dNSName, name))
                .toArray(GeneralName[]::new));
    }

    /** Host names neither hold colons nor end in digits. */
    private static boolean isAddress(String name) {
        return name.contains(":") || Character.isDigit(name.charAt(name.length() - 1));
    }

    private static String address(String name) {
        try {
            return InetAddress.getByName(name).getHostAddress();
        } catch (IOException e) {
            throw new IllegalArgumentException("Not an IP address: " + name, e);
        }
    }

    private KeyPair keyPair() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"), random);
        return generator.generateKeyPair();
    }
}

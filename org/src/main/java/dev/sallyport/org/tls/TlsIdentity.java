package dev.sallyport.org.tls;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What an org shows of itself over TLS. It lives in a folder, so that clients that trust it once need not do so again
 * after a restart.
 */
public final class TlsIdentity {
    /** The password of the trust store, as Java's own has it: there is nothing secret in it. */
    public static final String TRUST_STORE_PASSWORD = "changeit";

    private static final String KEY_FILE = "server.p12";
    private static final String CERTIFICATE_FILE = "certificate.pem";
    private static final String TRUST_STORE_FILE = "truststore.p12";
    private static final String ALIAS = "org";

    private final Path folder;
    private final KeyStore keyStore;
    private final X509Certificate authority;

    private TlsIdentity(Path folder, KeyStore keyStore) throws GeneralSecurityException {
        this.folder = folder;
        this.keyStore = keyStore;
        List<Certificate> chain = List.of(keyStore.getCertificateChain(ALIAS));
        this.authority = (X509Certificate) chain.get(chain.size() - 1);
    }

    /**
     * Reads the identity in a folder. It is made where it is missing, has expired, or is not valid for one of the names.
     *
     * @param names host names and IP addresses, in text, under which clients reach the org
     * @param clock the real time, by which clients judge certificates
     * @throws IllegalStateException if the folder cannot be read or written
     */
    public static TlsIdentity in(Path folder, Set<String> names, Clock clock) {
        try {
            Path keyFile = folder.resolve(KEY_FILE);
            if (Files.exists(keyFile)) {
                TlsIdentity identity = new TlsIdentity(folder, read(keyFile));
                if (identity.servesFor(names, clock)) {
                    return identity;
                }
            }
            return make(folder, names, clock);
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(
                    "Cannot read or make the key and certificate in " + folder + ": " + e.getMessage(), e);
        }
    }

    /** The private key with the chain of its certificate; entries have the password {@link #TRUST_STORE_PASSWORD}. */
    public KeyStore keyStore() {
        return keyStore;
    }

    /** What clients have to trust. */
    public X509Certificate authority() {
        return authority;
    }

    /** The authority's certificate, for clients that read PEM. */
    public Path certificateFile() {
        return folder.resolve(CERTIFICATE_FILE);
    }

    /** A PKCS#12 trust store with the authority's certificate, for Java. */
    public Path trustStoreFile() {
        return folder.resolve(TRUST_STORE_FILE);
    }

    private static TlsIdentity make(Path folder, Set<String> names, Clock clock)
            throws IOException, GeneralSecurityException {
        Files.createDirectories(folder);
        CertificateMaker.Made made = new CertificateMaker(clock).make(names);
        KeyStore keyStore = KeyStore.getInstance("PKCS12");
        keyStore.load(null, null);
        keyStore.setKeyEntry(ALIAS, made.key(), password(), made.chain());
        TlsIdentity identity = new TlsIdentity(folder, keyStore);
        Path keyFile = folder.resolve(KEY_FILE);
        createForOwnerOnly(keyFile);
        write(keyStore, keyFile);
        KeyStore trustStore = KeyStore.getInstance("PKCS12");
        trustStore.load(null, null);
        trustStore.setCertificateEntry(ALIAS, identity.authority);
        write(trustStore, identity.trustStoreFile());
        Files.writeString(identity.certificateFile(), pem(identity.authority), StandardCharsets.US_ASCII);
        return identity;
    }

    private boolean servesFor(Set<String> names, Clock clock) throws GeneralSecurityException {
        if (!(keyStore.getKey(ALIAS, password()) instanceof PrivateKey)) {
            return false;
        }
        X509Certificate server = (X509Certificate) keyStore.getCertificate(ALIAS);
        return clock.instant().isBefore(server.getNotAfter().toInstant())
                && names(server).containsAll(CertificateMaker.canonical(names));
    }

    private static Set<String> names(X509Certificate certificate) throws CertificateParsingException {
        return certificate.getSubjectAlternativeNames().stream()
                .map(name -> String.valueOf(name.get(1)))
                .collect(Collectors.toSet());
    }

    private static KeyStore read(Path file) throws IOException, GeneralSecurityException {
        KeyStore keyStore = KeyStore.getInstance("PKCS12");
        try (InputStream stream = Files.newInputStream(file)) {
            keyStore.load(stream, password());
        }
        return keyStore;
    }

    private static void write(KeyStore keyStore, Path file) throws IOException, GeneralSecurityException {
        try (OutputStream stream = Files.newOutputStream(
                file, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            keyStore.store(stream, password());
        }
    }

    private static void createForOwnerOnly(Path file) throws IOException {
        Files.deleteIfExists(file);
        boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
        if (posix) {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
    }

    private static String pem(X509Certificate certificate) throws GeneralSecurityException {
        byte[] lineEnd = {'\n'};
        return "-----BEGIN CERTIFICATE-----\n"
                + Base64.getMimeEncoder(64, lineEnd).encodeToString(certificate.getEncoded())
                + "\n-----END CERTIFICATE-----\n";
    }

    private static char[] password() {
        return TRUST_STORE_PASSWORD.toCharArray();
    }
}

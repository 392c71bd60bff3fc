package dev.sallyport.auth.oauth;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import dev.sallyport.auth.AuthorizationException;
import dev.sallyport.auth.AuthorizationException.Reason;
import dev.sallyport.auth.Secret;
import dev.sallyport.auth.SigningKey;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.RSAPrivateKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKey;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.jspecify.annotations.Nullable;

/** Reads signing keys. No failure quotes what it read. */
final class PrivateKeyReader {
    private static final Pattern PEM = Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([^-]*)-----END \\1-----");

    private PrivateKeyReader() {}

    /**
     * A key that can sign.
     *
     * @param privateKey RSA or EC
     * @param certificate whose public key checks the signature; null where the file had none
     */
    record Signer(PrivateKey privateKey, @Nullable X509Certificate certificate) {
        /** RS256 for an RSA key, as Salesforce wants it; what the curve demands for an EC key. */
        JWSAlgorithm algorithm() {
            if (privateKey instanceof ECPrivateKey key) {
                Curve curve = Curve.forECParameterSpec(key.getParams());
                if (Curve.P_256.equals(curve)) {
                    return JWSAlgorithm.ES256;
                }
                return Curve.P_384.equals(curve) ? JWSAlgorithm.ES384 : JWSAlgorithm.ES512;
            }
            return JWSAlgorithm.RS256;
        }
    }

    /**
     * Reads a key.
     *
     * @throws AuthorizationException if it is none, of another kind, or does not open with the password
     */
    static Signer read(SigningKey key) {
        try {
            Signer signer =
                    switch (key.format()) {
                        case PEM -> ofPem(key.content().reveal(), key.password());
                        case PKCS12 -> ofKeyStore(key.content().reveal(), key.password());
                    };
            if (!(signer.privateKey() instanceof RSAPrivateKey) && !(signer.privateKey() instanceof ECPrivateKey)) {
                throw unusable("it is neither an RSA nor an EC key.");
            }
            return signer;
        } catch (GeneralSecurityException | IOException | IllegalArgumentException e) {
            throw unusable(
                    key.password() == null
                            ? "it cannot be read; if it is encrypted, its password is missing."
                            : "it cannot be read, or the password is another.");
        }
    }

    private static Signer ofPem(String text, @Nullable Secret password) throws GeneralSecurityException, IOException {
        PrivateKey privateKey = null;
        X509Certificate certificate = null;
        Matcher block = PEM.matcher(text);
        while (block.find()) {
            byte[] der = Base64.getMimeDecoder().decode(block.group(2));
            switch (block.group(1)) {
                case "PRIVATE KEY" -> privateKey = ofPkcs8(new PKCS8EncodedKeySpec(der));
                case "ENCRYPTED PRIVATE KEY" -> privateKey = ofPkcs8(decrypted(der, password));
                case "CERTIFICATE" -> certificate = certificate == null ? certificate(der) : certificate;
                case "RSA PRIVATE KEY", "EC PRIVATE KEY" ->
                    throw unusable("it is in an older form, " + block.group(1) + ".");
                default -> throw unusable("a private key is needed; this is a " + block.group(1) + ".");
            }
        }
        if (privateKey == null) {
            throw unusable("there is no BEGIN PRIVATE KEY in it.");
        }
        return new Signer(privateKey, certificate);
    }

    private static PKCS8EncodedKeySpec decrypted(byte[] der, @Nullable Secret password)
            throws GeneralSecurityException, IOException {
        if (password == null) {
            throw unusable("it is encrypted, and its password is missing.");
        }
        EncryptedPrivateKeyInfo encrypted = new EncryptedPrivateKeyInfo(der);
        // What stands in the parameters is the whole scheme; the algorithm's own name says PBES2 only.
        String scheme = encrypted.getAlgParameters().toString();
        SecretKey opener = SecretKeyFactory.getInstance(scheme)
                .generateSecret(new PBEKeySpec(password.reveal().toCharArray()));
        Cipher cipher = Cipher.getInstance(scheme);
        cipher.init(Cipher.DECRYPT_MODE, opener, encrypted.getAlgParameters());
        return encrypted.getKeySpec(cipher);
    }

    private static PrivateKey ofPkcs8(PKCS8EncodedKeySpec encoded) throws GeneralSecurityException {
        for (String algorithm : List.of("RSA", "EC")) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(encoded);
            } catch (InvalidKeySpecException e) {
                // Not of this kind; the next one is tried.
            }
        }
        throw unusable("it is neither an RSA nor an EC key.");
    }

    private static Signer ofKeyStore(String encoded, @Nullable Secret password)
            throws GeneralSecurityException, IOException {
        char[] opener = password == null ? new char[0] : password.reveal().toCharArray();
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(new ByteArrayInputStream(Base64.getMimeDecoder().decode(encoded)), opener);
        for (String alias : Collections.list(store.aliases())) {
            Key key = store.getKey(alias, opener);
            if (key instanceof PrivateKey privateKey) {
                return new Signer(
                        privateKey, store.getCertificate(alias) instanceof X509Certificate found ? found : null);
            }
        }
        throw unusable("there is no private key in it.");
    }

    private static X509Certificate certificate(byte[] der) throws GeneralSecurityException {
        return (X509Certificate)
                CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
    }

    private static AuthorizationException unusable(String detail) {
        return AuthorizationException.of(Reason.SIGNING_KEY_UNUSABLE, detail);
    }
}

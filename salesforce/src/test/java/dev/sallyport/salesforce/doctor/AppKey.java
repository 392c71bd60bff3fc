package dev.sallyport.salesforce.doctor;

import dev.sallyport.auth.Secret;
import dev.sallyport.auth.SigningKey;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;

/** A key that signs assertions, made by the JDK's keytool, and the certificate that the app gets. */
record AppKey(SigningKey key, String certificate) {
    private static final String PASSWORD = "the-password-of-the-key";

    static AppKey make(Path folder) {
        Path file = folder.resolve("app.p12");
        try {
            Files.deleteIfExists(file);
            Process keytool = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "keytool")
                                    .toString(),
                            "-genkeypair",
                            "-alias",
                            "app",
                            "-keyalg",
                            "RSA",
                            "-keysize",
                            "2048",
                            "-dname",
                            "CN=app.example",
                            "-storetype",
                            "PKCS12",
                            "-storepass",
                            PASSWORD,
                            "-keystore",
                            file.toString())
                    .redirectErrorStream(true)
                    .start();
            String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (keytool.waitFor() != 0) {
                throw new AssertionError(said);
            }
            byte[] content = Files.readAllBytes(file);
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(new ByteArrayInputStream(content), PASSWORD.toCharArray());
            String certificate = Base64.getMimeEncoder()
                    .encodeToString(store.getCertificate("app").getEncoded());
            return new AppKey(
                    new SigningKey(
                            SigningKey.Format.PKCS12,
                            Secret.of(Base64.getEncoder().encodeToString(content)),
                            Secret.of(PASSWORD)),
                    "-----BEGIN CERTIFICATE-----\n" + certificate + "\n-----END CERTIFICATE-----\n");
        } catch (IOException | GeneralSecurityException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}

package dev.sallyport.auth.http;

import dev.sallyport.auth.ProviderParameters;
import java.net.Socket;
import java.net.http.HttpClient;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/** The transport that a provider's parameters ask for. It never follows a redirect: a secret goes where it was meant to. */
public final class ProviderHttp {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

    private ProviderHttp() {}

    /** A client that believes the JVM's trust store, or any certificate where the provider says so. */
    public static HttpClient client(ProviderParameters parameters) {
        HttpClient.Builder http =
                HttpClient.newBuilder().connectTimeout(CONNECT_TIMEOUT).followRedirects(HttpClient.Redirect.NEVER);
        return parameters.ignoreTlsErrors() ? http.sslContext(trustingAnyone()).build() : http.build();
    }

    private static SSLContext trustingAnyone() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new AnyCertificate()}, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java runtime has TLS.", e);
        }
    }

    /** An extended trust manager, for the JDK checks the host's name behind any other. */
    private static final class AnyCertificate extends X509ExtendedTrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String kind) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String kind) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String kind, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String kind, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String kind, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String kind, SSLEngine engine) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}

package dev.sallyport.auth.http;

import dev.sallyport.auth.SallyportException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.security.GeneralSecurityException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/** A request got no answer. */
public final class TransportException extends SallyportException {
    /** At which point of the way it failed. */
    public enum Failure {
        /** The host has no address in the name service. */
        HOST_UNKNOWN,
        /** Nothing listens at the address, or there is no way to it. */
        CONNECTION_REFUSED,
        /** The connection ended before the answer did. */
        CONNECTION_BROKEN,
        /** The TLS handshake failed. */
        TLS_FAILED,
        /** The answer was not whole in time. */
        TIMED_OUT,
        /** The waiting thread was interrupted, or the request cancelled. */
        INTERRUPTED
    }

    private final Failure failure;

    private TransportException(Failure failure, String message, String advice, Throwable cause) {
        super(message, advice, cause);
        this.failure = failure;
    }

    /** At which point of the way it failed. */
    public Failure failure() {
        return failure;
    }

    static TransportException of(Throwable cause, URI uri) {
        String host = uri.getHost();
        String address = uri.getPort() < 0 ? host : host + ":" + uri.getPort();
        Failure failure = classify(cause);
        return switch (failure) {
            case HOST_UNKNOWN ->
                new TransportException(
                        failure,
                        "The host " + host + " does not resolve: the name service has no address for it.",
                        "Compare the host with My Domain in Salesforce Setup (Company Settings > My Domain > Current My"
                                + " Domain URL); a sandbox looks like acme--dev.sandbox.my.salesforce.com. If it is right,"
                                + " check this machine's DNS and proxy.",
                        cause);
            case CONNECTION_REFUSED ->
                new TransportException(
                        failure,
                        "Nothing accepts connections at " + address + ".",
                        "Check host and port of the URL, and whether a firewall or a missing proxy setting keeps this"
                                + " machine from it. If it is a local org, see that it is running.",
                        cause);
            case CONNECTION_BROKEN ->
                new TransportException(
                        failure,
                        "The connection to " + address + " ended before the answer did.",
                        "Try again. If it happens every time, look for a proxy or firewall on the way, and see that the"
                                + " port speaks " + uri.getScheme() + ".",
                        cause);
            case TLS_FAILED ->
                new TransportException(
                        failure,
                        isAboutCertificate(cause)
                                ? "The certificate of " + address + " is not trusted here."
                                : "No TLS connection to " + address + ": what answers there does not agree on TLS.",
                        isAboutCertificate(cause)
                                ? "If a proxy on the way inspects TLS, add its root certificate to the JVM's trust store"
                                        + " (-Djavax.net.ssl.trustStore=...); else compare the host with My Domain in"
                                        + " Salesforce Setup."
                                : "Check the port, and that the server speaks TLS 1.2 or newer there; a local org without"
                                        + " TLS is http://localhost, not https.",
                        cause);
            case TIMED_OUT ->
                new TransportException(
                        failure,
                        address + " did not answer in time.",
                        "Try again; see status.salesforce.com for the org's instance. If it never answers, look for a"
                                + " firewall that drops packets or a missing proxy setting.",
                        cause);
            case INTERRUPTED ->
                new TransportException(
                        failure,
                        "The request to " + address + " was given up before the answer came.",
                        "The request was cancelled or its thread interrupted on this side: start it again if it is still"
                                + " wanted.",
                        cause);
        };
    }

    private static Failure classify(Throwable failure) {
        // Causes too: the JDK's client wraps an unresolved name in a ConnectException, and TLS failures in others.
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnresolvedAddressException || cause instanceof UnknownHostException) {
                return Failure.HOST_UNKNOWN;
            }
            if (cause instanceof SSLException) {
                return Failure.TLS_FAILED;
            }
            if (cause instanceof HttpTimeoutException || cause instanceof TimeoutException) {
                return Failure.TIMED_OUT;
            }
        }
        if (failure instanceof ConnectException || failure instanceof NoRouteToHostException) {
            return Failure.CONNECTION_REFUSED;
        }
        if (failure instanceof InterruptedException || failure instanceof CancellationException) {
            return Failure.INTERRUPTED;
        }
        return Failure.CONNECTION_BROKEN;
    }

    private static boolean isAboutCertificate(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof GeneralSecurityException) {
                return true;
            }
        }
        return false;
    }
}

package dev.sallyport.org.http;

import dev.sallyport.org.tls.TlsIdentity;
import java.io.UncheckedIOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Where a listener listens.
 *
 * @param address loopback, unless somebody asked for another
 * @param port the port, or 0 for a free one
 * @param tls what it shows of itself over HTTPS; null for plain HTTP
 */
public record Binding(
        InetAddress address, int port, @Nullable TlsIdentity tls) {

    /** 127.0.0.1: nothing outside the machine can reach it. */
    public static InetAddress loopback() {
        try {
            return InetAddress.getByAddress("127.0.0.1", new byte[] {127, 0, 0, 1});
        } catch (UnknownHostException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same on another port. */
    public Binding withPort(int newPort) {
        return new Binding(address, newPort, tls);
    }

    /** All names and addresses under which clients reach what listens on an address, in text. */
    public static Set<String> names(InetAddress address) {
        Set<String> names = new TreeSet<>(Set.of("localhost", "127.0.0.1", "::1"));
        if (!address.isAnyLocalAddress()) {
            names.add(withoutZone(address));
            return names;
        }
        names.add(host(address));
        try {
            NetworkInterface.networkInterfaces()
                    .flatMap(NetworkInterface::inetAddresses)
                    .map(Binding::withoutZone)
                    .forEach(names::add);
        } catch (SocketException e) {
            throw new UncheckedIOException(e);
        }
        return names;
    }

    /** The root of what is served, with the port that was free. */
    URI uri(int boundPort) {
        String host = host(address);
        return URI.create((tls == null ? "http://" : "https://") + (host.contains(":") ? "[" + host + "]" : host) + ":"
                + boundPort);
    }

    /** An address that stands for all of the machine's is no address to call: the machine's name is. */
    private static String host(InetAddress address) {
        try {
            return address.isAnyLocalAddress() ? InetAddress.getLocalHost().getHostName() : withoutZone(address);
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }

    private static String withoutZone(InetAddress address) {
        String text = address.getHostAddress();
        int zone = address instanceof Inet6Address ? text.indexOf('%') : -1;
        return zone < 0 ? text : text.substring(0, zone);
    }
}

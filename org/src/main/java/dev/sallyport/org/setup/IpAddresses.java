package dev.sallyport.org.setup;

import dev.sallyport.org.setup.Profile.LoginIpRange;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Compares addresses with login IP ranges, without ever asking a name server. */
final class IpAddresses {
    private static final Pattern IPV4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");
    private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:]*:[0-9A-Fa-f:.]*");

    private IpAddresses() {}

    static boolean isAllowed(String address, List<LoginIpRange> ranges) {
        return ranges.isEmpty() || ranges.stream().anyMatch(range -> contains(range, address));
    }

    static void requireRange(LoginIpRange range) {
        Optional<BigInteger> start = number(range.start());
        Optional<BigInteger> end = number(range.end());
        boolean sameKind = range.start().contains(":") == range.end().contains(":");
        if (start.isEmpty() || end.isEmpty() || !sameKind || start.get().compareTo(end.get()) > 0) {
            throw SetupErrors.invalid(
                    "INVALID_FIELD",
                    "A login IP range starts at an address and ends at the same or a higher one: " + range.start()
                            + " to " + range.end(),
                    "loginIpRanges");
        }
    }

    private static boolean contains(LoginIpRange range, String address) {
        Optional<BigInteger> asked = number(address);
        boolean sameKind = range.start().contains(":") == address.contains(":");
        return asked.isPresent()
                && sameKind
                && asked.get().compareTo(number(range.start()).orElseThrow()) >= 0
                && asked.get().compareTo(number(range.end()).orElseThrow()) <= 0;
    }

    private static Optional<BigInteger> number(String address) {
        if (!IPV4.matcher(address).matches() && !IPV6.matcher(address).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new BigInteger(1, InetAddress.getByName(address).getAddress()));
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }
}

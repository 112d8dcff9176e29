package org.scepclient.pkcs10;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;

/** Parses IP addresses without a name service. */
final class IpAddress {
    private static final int IPV6_GROUPS = 8;

    private IpAddress() {}

    /** Parses an address without mask, brackets or zone to its 4 or 16 bytes. */
    static Optional<byte[]> parse(String text) {
        return text.indexOf(':') < 0 ? ipv4(text) : ipv6(text);
    }

    private static Optional<byte[]> ipv4(String text) {
        String[] parts = text.split("\\.", -1);
        byte[] address = new byte[4];
        if (parts.length != address.length) {
            return Optional.empty();
        }
        for (int i = 0; i < address.length; i++) {
            // Some parsers read a leading zero as octal, which makes 010 ambiguous.
            if (!parts[i].matches("0|[1-9][0-9]{0,2}") || Integer.parseInt(parts[i]) > 255) {
                return Optional.empty();
            }
            address[i] = (byte) Integer.parseInt(parts[i]);
        }
        return Optional.of(address);
    }

    // RFC 4291 §2.2
    private static Optional<byte[]> ipv6(String text) {
        int gap = text.indexOf("::");
        if (gap < 0) {
            return groups(text, true).filter(all -> all.size() == IPV6_GROUPS).map(IpAddress::bytes);
        }
        Optional<List<Integer>> head = groups(text.substring(0, gap), false);
        Optional<List<Integer>> tail = groups(text.substring(gap + 2), true);
        if (head.isEmpty() || tail.isEmpty()) {
            return Optional.empty();
        }
        int missing = IPV6_GROUPS - head.get().size() - tail.get().size();
        if (missing < 1) {
            return Optional.empty();
        }
        List<Integer> all = new ArrayList<>(head.get());
        for (int i = 0; i < missing; i++) {
            all.add(0);
        }
        all.addAll(tail.get());
        return Optional.of(bytes(all));
    }

    private static Optional<List<Integer>> groups(String text, boolean ipv4Ends) {
        List<Integer> groups = new ArrayList<>();
        List<String> parts = text.isEmpty() ? List.of() : Arrays.asList(text.split(":", -1));
        for (int i = 0; i < parts.size(); i++) {
            String part = parts.get(i);
            if (part.matches("[0-9A-Fa-f]{1,4}")) {
                groups.add(Integer.parseInt(part, 16));
                continue;
            }
            Optional<byte[]> ipv4 = ipv4Ends && i == parts.size() - 1 ? ipv4(part) : Optional.empty();
            if (ipv4.isEmpty()) {
                return Optional.empty();
            }
            byte[] bytes = ipv4.get();
            groups.add(group(bytes, 0));
            groups.add(group(bytes, 2));
        }
        return Optional.of(groups);
    }

    private static byte[] bytes(List<Integer> groups) {
        byte[] address = new byte[2 * IPV6_GROUPS];
        for (int i = 0; i < IPV6_GROUPS; i++) {
            address[2 * i] = (byte) (groups.get(i) >> 8);
            address[2 * i + 1] = (byte) (int) groups.get(i);
        }
        return address;
    }

    private static int group(byte[] address, int at) {
        return (Byte.toUnsignedInt(address[at]) << 8) | Byte.toUnsignedInt(address[at + 1]);
    }

    /** Formats the 4 or 16 bytes of an address. */
    static String format(byte[] address) {
        StringJoiner text = new StringJoiner(address.length == 4 ? "." : ":");
        if (address.length == 4) {
            for (byte part : address) {
                text.add(Integer.toString(Byte.toUnsignedInt(part)));
            }
        } else {
            for (int at = 0; at < address.length; at += 2) {
                text.add(Integer.toHexString(group(address, at)));
            }
        }
        return text.toString();
    }
}

package io.heirloom.gateway.limit;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Who is asking, as far as limits go: an IPv4 address, or the first half of an IPv6 address, since
 * whoever has one of those has all with that half.
 *
 * @param address in a form that only tells clients apart
 */
record Client(String address) {
  private static final int HALF = 8;
  private static final Client UNKNOWN = new Client("unknown");

  /**
   * Whoever sent a request: the other end of its connection, or what a proxy says of it where
   * Quarkus is told to believe proxies.
   */
  static Client of(HttpServerRequest request) {
    SocketAddress remote = request.remoteAddress();
    return remote == null || remote.hostAddress() == null ? UNKNOWN : of(remote.hostAddress());
  }

  static Client of(String literal) {
    if (literal.indexOf(':') < 0) {
      return new Client(literal);
    }
    try {
      InetAddress address = InetAddress.getByName(literal);
      return address instanceof Inet6Address
          ? new Client(HexFormat.of().formatHex(Arrays.copyOf(address.getAddress(), HALF)))
          : new Client(address.getHostAddress());
    } catch (UnknownHostException e) {
      return new Client(literal);
    }
  }
}

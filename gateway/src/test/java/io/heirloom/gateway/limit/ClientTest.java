package io.heirloom.gateway.limit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ClientTest {
  @Test
  void anAddressIsAClient() {
    assertThat(Client.of("10.0.0.1")).isEqualTo(Client.of("10.0.0.1"));
    assertThat(Client.of("10.0.0.1")).isNotEqualTo(Client.of("10.0.0.2"));
  }

  @Test
  void allAddressesOfANetworkOfVersionSixAreOneClient() {
    assertThat(Client.of("2001:db8:0:1::1")).isEqualTo(Client.of("2001:db8:0:1:ffff::2"));
    assertThat(Client.of("2001:db8:0:1::1")).isNotEqualTo(Client.of("2001:db8:0:2::1"));
    assertThat(Client.of("::ffff:10.0.0.1")).isEqualTo(Client.of("10.0.0.1"));
  }
}

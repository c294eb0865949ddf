package io.heirloom.lineage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DigestPrefixTest {
  @Test
  void allDigestsThatBeginSoLieBetweenTheFirstAndTheLast() {
    Digest digest = Digest.of("it");
    DigestPrefix prefix = new DigestPrefix(digest.hex().substring(0, 8));

    assertThat(prefix.begins(digest)).isTrue();
    assertThat(prefix.begins(Digest.of("another"))).isFalse();
    assertThat(digest.hex()).isBetween(prefix.first().hex(), prefix.last().hex());
    assertThat(new DigestPrefix(digest.hex()).first()).isEqualTo(digest);
    assertThat(new DigestPrefix(digest.hex()).last()).isEqualTo(digest);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0123456", "0123456G", "ABCDEF01", "../../etc", "01234567\n"})
  void whatIsNoBeginningOfADigestIsRefused(String text) {
    assertThatThrownBy(() -> new DigestPrefix(text))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("8 to 64");
  }
}

package io.heirloom.gateway.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;

class RequestRatesTest {
  private static final Client ONE = Client.of("10.0.0.1");
  private static final Client OTHER = Client.of("10.0.0.2");

  @Test
  void aBurstIsTakenAndNoMore() {
    RequestRates rates = new RequestRates(1, 5);
    for (int request = 0; request < 5; request++) {
      rates.count(ONE);
    }

    RefusedException refused = catchThrowableOfType(RefusedException.class, () -> rates.count(ONE));

    assertThat(refused.refusal()).isEqualTo(Refusal.RATE);
    assertThat(refused.refusal().status()).isEqualTo(429);
    assertThat(refused.retryAfterSeconds()).isEqualTo(1);
    assertThatCode(() -> rates.count(OTHER)).doesNotThrowAnyException();
  }
}

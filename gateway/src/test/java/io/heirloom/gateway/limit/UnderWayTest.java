package io.heirloom.gateway.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class UnderWayTest {
  @Test
  void requestsAndTheirBytesAreLimited() {
    UnderWay underWay = new UnderWay(2, 100);
    Place large = underWay.enter(90);

    assertThatThrownBy(() -> underWay.enter(11)).hasMessage(Refusal.BODIES.detail());
    underWay.enter(10);
    assertThatThrownBy(() -> underWay.enter(0)).hasMessage(Refusal.UNDER_WAY.detail());

    large.close();
    large.close();
    assertThat(underWay.requests()).isOne();
    assertThat(underWay.bytes()).isEqualTo(10);
    underWay.enter(90);
  }
}

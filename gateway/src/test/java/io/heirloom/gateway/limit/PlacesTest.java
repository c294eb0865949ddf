package io.heirloom.gateway.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class PlacesTest {
  private static final Client ONE = Client.of("10.0.0.1");
  private static final Client OTHER = Client.of("10.0.0.2");

  private final Places places = new Places(3, 2, Refusal.STREAMS, Refusal.STREAMS_OF_CLIENT);

  @Test
  void aClientHasSoManyAndAllTogetherSoMany() {
    places.take(ONE);
    places.take(ONE);
    assertThatThrownBy(() -> places.take(ONE)).hasMessage(Refusal.STREAMS_OF_CLIENT.detail());

    places.take(OTHER);
    assertThatThrownBy(() -> places.take(OTHER)).hasMessage(Refusal.STREAMS.detail());
    assertThat(places.taken()).isEqualTo(3);
  }

  @Test
  void aPlaceIsGivenBackOnce() {
    Place first = places.take(ONE);
    places.take(ONE);

    first.close();
    first.close();

    assertThat(places.taken()).isOne();
    places.take(ONE);
    assertThatThrownBy(() -> places.take(ONE)).isInstanceOf(RefusedException.class);
  }
}

package io.heirloom.worker.tries;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class TriesTest {
  private static final Instant BEGAN = Instant.parse("2026-01-01T00:00:00Z");

  private Tries tries = Tries.NONE;
  private int number;

  @Test
  void triesThatEndedKilledNobody() {
    add(begun().givenBack());
    add(begun().goingOnFrom(7).givenBack());

    assertThat(tries.deathsInARow()).isEmpty();
  }

  @Test
  void deathsCountAlsoWithTriesThatEndedInBetween() {
    Try first = add(begun().goingOnFrom(1));
    add(begun().goingOnFrom(1).givenBack());
    Try second = add(begun());

    assertThat(tries.deathsInARow()).containsExactly(first, second);
  }

  @Test
  void whoGoesOnFromFurtherShowsThatDeathsBeforeWereNotAtOnePlace() {
    add(begun().goingOnFrom(1));
    add(begun());
    Try died = add(begun().goingOnFrom(480));
    assertThat(tries.deathsInARow()).containsExactly(died);

    Try again = add(begun().goingOnFrom(480));
    Try fromTheBeginning = add(begun().goingOnFrom(1));
    assertThat(tries.deathsInARow()).containsExactly(died, again, fromTheBeginning);

    Try further = add(begun().goingOnFrom(481));
    assertThat(tries.deathsInARow()).containsExactly(further);
  }

  @Test
  void whatIsNewOfATryTakesItsPlaceAndNoOthers() {
    add(begun());
    Try second = add(begun());

    assertThat(tries.updated(second.givenBack()).deathsInARow()).hasSize(1);
    assertThat(tries.updated(begun())).isEqualTo(tries);
  }

  @Test
  void onlyTheLastHundredAreRemembered() {
    for (int i = 0; i < 150; i++) {
      add(begun());
    }

    assertThat(tries.all()).hasSize(100);
    assertThat(tries.all().get(99).worker()).isEqualTo("w-150");
  }

  private Try begun() {
    number++;
    return Try.begun("w-" + number, BEGAN.plusSeconds(number));
  }

  private Try add(Try one) {
    tries = tries.with(one);
    return one;
  }
}

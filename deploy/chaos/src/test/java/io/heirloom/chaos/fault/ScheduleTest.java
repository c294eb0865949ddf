package io.heirloom.chaos.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ScheduleTest {
  private static final List<String> SERVICES = List.of("labeler-1", "gateway");

  @Test
  void aSeedGivesTheSameScheduleAgain() {
    assertThat(draw(7)).isEqualTo(draw(7)).isNotEqualTo(draw(8));
  }

  @Test
  void everyKindComesBeforeAnyComesAgainInOrder() {
    List<Fault> faults = draw(1).faults();

    assertThat(faults).extracting(Fault::kind).containsExactlyInAnyOrder(FaultKind.values());
    assertThat(faults).extracting(Fault::share).isSorted();
    assertThat(faults).allSatisfy(fault -> assertThat(fault.share()).isBetween(0.0, 1.0));
    assertThat(faults)
        .filteredOn(fault -> fault.kind().ofService())
        .extracting(Fault::victim)
        .isSubsetOf(SERVICES);
  }

  private static Schedule draw(long seed) {
    return Schedule.draw(
        new SplittableRandom(seed),
        EnumSet.allOf(FaultKind.class),
        FaultKind.values().length,
        SERVICES);
  }
}

package io.heirloom.gateway.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.heirloom.gateway.plan.TaskRows;
import io.heirloom.lineage.InvalidInputException;
import io.heirloom.lineage.step.TrustTask;
import io.heirloom.trust.Properties;
import io.heirloom.trust.PropertyTask;
import io.heirloom.trust.data.DataLibrary;
import io.heirloom.trust.data.DataLibrarySettings;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RowCountsTest {
  private static final DataLibrary DATA =
      new DataLibrary(DataLibrarySettings.fromEnvironment(Map.of()));
  private static final TrustTask TASK =
      new TrustTask(
          "fairness",
          new TreeMap<>(),
          DATA.pin("census", OptionalInt.of(100), OptionalInt.empty(), 0, Optional.empty()));

  private final RowCounts counts = new RowCounts();
  private final AtomicInteger opened = new AtomicInteger();

  @Test
  void readsTheDataOfATaskOnce() {
    TaskRows first = counts.of(TASK, false, this::open);
    TaskRows second = counts.of(TASK, false, this::open);

    assertThat(first.heldOut()).isPositive();
    assertThat(second).isEqualTo(first);
    assertThat(opened).hasValue(1);
  }

  @Test
  void countsValidationRowsWhereTheyAreAskedFor() {
    assertThat(counts.of(TASK, false, this::open).validated()).isEmpty();
    assertThat(counts.of(TASK, true, this::open).validated()).isNotEmpty();
  }

  @Test
  void readsAgainWhatCouldNotBeRead() {
    assertThatThrownBy(() -> counts.of(TASK, false, RowCountsTest::unreadable))
        .isInstanceOf(InvalidInputException.class);

    assertThat(counts.of(TASK, false, this::open).heldOut()).isPositive();
  }

  private PropertyTask open() {
    opened.incrementAndGet();
    return new Properties().named(TASK.property()).open(TASK, DATA, Optional.empty());
  }

  private static PropertyTask unreadable() {
    throw new InvalidInputException("data", "noise", "rows");
  }
}

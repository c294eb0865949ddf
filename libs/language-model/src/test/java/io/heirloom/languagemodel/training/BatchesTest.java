package io.heirloom.languagemodel.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.heirloom.lineage.step.TrainingSettings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class BatchesTest {
  private static final List<int[]> ROWS = rows(1000);

  @ParameterizedTest
  @EnumSource
  void everyRowComesOnceAnEpoch(TrainingSettings.Batches kind) {
    Batches batches = new ShuffledBatches(ROWS, Trainings.by(kind), 1);
    assertThat(batches.perEpoch()).isEqualTo(32);
    for (int epoch = 0; epoch < 2; epoch++) {
      assertThat(epoch(batches, epoch).stream().flatMapToInt(Arrays::stream))
          .containsExactlyInAnyOrderElementsOf(IntStream.range(0, ROWS.size()).boxed().toList());
    }
  }

  @ParameterizedTest
  @EnumSource
  void theOrderFollowsFromSeedAndEpoch(TrainingSettings.Batches kind) {
    Batches batches = new ShuffledBatches(ROWS, Trainings.by(kind), 1);
    List<int[]> first = epoch(batches, 0);
    assertThat(first).isNotEqualTo(epoch(batches, 1));
    assertThat(epoch(new ShuffledBatches(ROWS, Trainings.by(kind), 2), 0).get(0))
        .isNotEqualTo(first.get(0));
    // Whatever was asked for before.
    assertThat(new ShuffledBatches(ROWS, Trainings.by(kind), 1).of(40)).isEqualTo(batches.of(40));
  }

  @Test
  void batchesByLengthAreAlmostWithoutPadding() {
    assertThat(padding(TrainingSettings.Batches.SHUFFLED)).isGreaterThan(0.3);
    assertThat(padding(TrainingSettings.Batches.BY_LENGTH)).isLessThan(0.03);
  }

  /** Share of the places that rows would be padded to in which no token stands. */
  private static double padding(TrainingSettings.Batches kind) {
    long places = 0;
    long tokens = 0;
    for (int[] batch : epoch(new ShuffledBatches(ROWS, Trainings.by(kind), 1), 0)) {
      IntStream lengths = Arrays.stream(batch).map(row -> ROWS.get(row).length);
      places += (long) batch.length * lengths.max().orElseThrow();
      tokens += Arrays.stream(batch).map(row -> ROWS.get(row).length).sum();
    }
    return 1 - (double) tokens / places;
  }

  private static List<int[]> epoch(Batches batches, int epoch) {
    List<int[]> all = new ArrayList<>();
    for (long step = 0; step < batches.perEpoch(); step++) {
      all.add(batches.of(epoch * batches.perEpoch() + step));
    }
    return all;
  }

  private static List<int[]> rows(int number) {
    Random random = new Random(1);
    return random.ints(number, 3, 46).mapToObj(int[]::new).toList();
  }
}

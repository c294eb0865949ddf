package io.heirloom.languagemodel.training;

import io.heirloom.lineage.step.TrainingSettings;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/**
 * In each epoch all rows in an order drawn from the seed and the epoch's number, cut into batches
 * of which only one may be smaller. For batches of rows of like length, rows are sorted within
 * stretches of that order and the batches are shuffled again, as Hugging Face's
 * LengthGroupedSampler does.
 */
final class ShuffledBatches extends Batches {
  private static final int BATCHES_A_STRETCH = 50;

  private final List<int[]> rows;
  private final int batchSize;
  private final boolean byLength;
  private final long seed;
  private long epoch = -1;
  private List<int[]> ofEpoch = List.of();

  /**
   * @param rows tokens of each training row, one row or more
   * @param settings of which the batches' size and kind count
   */
  ShuffledBatches(List<int[]> rows, TrainingSettings settings, long seed) {
    super(rows, settings.batchSize());
    this.rows = rows;
    this.batchSize = settings.batchSize();
    this.byLength = settings.batches() == TrainingSettings.Batches.BY_LENGTH;
    this.seed = seed;
  }

  @Override
  int[] of(long step) {
    long wanted = step / perEpoch();
    if (wanted != epoch) {
      ofEpoch = drawn(wanted);
      epoch = wanted;
    }
    return ofEpoch.get((int) (step % perEpoch()));
  }

  private List<int[]> drawn(long ofEpochNumber) {
    Random random = random(seed, ofEpochNumber);
    List<Integer> order = new ArrayList<>(rows.size());
    for (int row = 0; row < rows.size(); row++) {
      order.add(row);
    }
    Collections.shuffle(order, random);
    if (!byLength) {
      return cut(order);
    }
    for (List<Integer> stretch : stretches(order, batchSize * BATCHES_A_STRETCH)) {
      stretch.sort(Comparator.comparingInt(row -> rows.get(row).length));
    }
    List<int[]> batches = cut(order);
    Collections.shuffle(batches, random);
    return batches;
  }

  private List<int[]> cut(List<Integer> order) {
    List<int[]> batches = new ArrayList<>();
    for (List<Integer> batch : stretches(order, batchSize)) {
      batches.add(batch.stream().mapToInt(Integer::intValue).toArray());
    }
    return batches;
  }

  private static List<List<Integer>> stretches(List<Integer> order, int size) {
    List<List<Integer>> stretches = new ArrayList<>();
    for (int from = 0; from < order.size(); from += size) {
      stretches.add(order.subList(from, Math.min(from + size, order.size())));
    }
    return stretches;
  }
}

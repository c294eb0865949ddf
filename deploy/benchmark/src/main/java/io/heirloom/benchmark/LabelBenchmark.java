package io.heirloom.benchmark;

import io.heirloom.languagemodel.SequenceClassifier;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;

/**
 * Weak labelling: the probability of each class for batch times steps rows. How many go through the
 * model at once is the product's own choice.
 */
@Command(name = "label", description = "Labels batch times steps rows.")
final class LabelBenchmark extends Workload {
  private static final int WARM_ROWS = 128;

  LabelBenchmark() {
    super(32, 61);
  }

  @Override
  String name() {
    return "label";
  }

  @Override
  Map<String, Object> measure() throws IOException {
    List<int[]> rows = rows(batch * steps).stream().map(LabelledRow::ids).toList();
    try (SequenceClassifier model = classifier()) {
      model.probabilities(rows.subList(0, Math.min(WARM_ROWS, rows.size())), (done, total) -> {});
      long began = System.nanoTime();
      model.probabilities(rows, (done, total) -> {});
      double seconds = (System.nanoTime() - began) * NANOSECONDS;
      long tokens = rows.stream().mapToLong(row -> row.length).sum();
      Map<String, Object> results = new LinkedHashMap<>();
      results.put("rows", rows.size());
      results.put("real_tokens", tokens);
      results.put("wall_s", seconds);
      results.put("rows_per_s", rows.size() / seconds);
      results.put("real_tokens_per_s", tokens / seconds);
      return results;
    }
  }
}

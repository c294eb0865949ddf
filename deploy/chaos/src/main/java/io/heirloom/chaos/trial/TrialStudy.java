package io.heirloom.chaos.trial;

import io.heirloom.cli.gateway.StudyFile;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * A real study of tiny models on synthetic people, with every kind of step, and shards.
 *
 * @param seeds one or more; 20 steps each
 * @param rows of data
 * @param epochs of each training
 * @param hidden size of the weak model; the strong one's is twice that
 */
public record TrialStudy(List<Integer> seeds, int rows, int epochs, int hidden) {
  public TrialStudy {
    seeds = List.copyOf(seeds);
  }

  /** The study file. */
  public StudyFile file() {
    String text =
        """
        name: chaos
        property: fairness
        data: {name: census, rows: %d, test_rows: %d}
        models:
          weak: '%s'
          strong: '%s'
        seeds: %s
        training: {epochs: %d, learning_rate: 1.0e-3, max_tokens: 96}
        shards: {labeling: 2, evaluation: 2}
        """
            .formatted(rows, rows / 2, shape(hidden), shape(2 * hidden), seeds, epochs);
    return StudyFile.of(text.getBytes(StandardCharsets.UTF_8), "study", Optional.empty());
  }

  private static String shape(int hidden) {
    return """
        random:{"hidden_size": %d, "num_hidden_layers": 1, "num_attention_heads": 2, "intermediate_size": %d}"""
        .formatted(hidden, 2 * hidden);
  }
}

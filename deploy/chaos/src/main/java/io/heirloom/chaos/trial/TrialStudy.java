package io.heirloom.chaos.trial;

import io.heirloom.cli.gateway.StudyFile;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A real study of tiny models on synthetic people, with every kind of step, and shards.
 *
 * @param seeds how many, 1 or more, counted from the first; 9 steps each
 * @param rows of data
 * @param epochs of each training
 * @param hidden size of the weak model; the strong one's is twice that
 */
public record TrialStudy(int firstSeed, int seeds, int rows, int epochs, int hidden) {
  /** One whose seeds are counted from 1. */
  public TrialStudy(int seeds, int rows, int epochs, int hidden) {
    this(1, seeds, rows, epochs, hidden);
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
        strategies: [weak+wts-tft]
        seeds: %s
        training: {epochs: %d, learning_rate: 1.0e-3, max_tokens: 96}
        shards: {labeling: 2, evaluation: 2}
        """
            .formatted(
                rows,
                rows / 2,
                shape(hidden),
                shape(2 * hidden),
                IntStream.range(firstSeed, firstSeed + seeds).boxed().toList(),
                epochs);
    return StudyFile.of(text.getBytes(StandardCharsets.UTF_8), "study", Optional.empty());
  }

  private static String shape(int hidden) {
    return """
        random:{"hidden_size": %d, "num_hidden_layers": 1, "num_attention_heads": 2, "intermediate_size": %d}"""
        .formatted(hidden, 2 * hidden);
  }
}

package io.heirloom.trust.fairness;

import io.heirloom.languagemodel.training.LossAndGradient;
import io.heirloom.trust.ClassifierTrainingSet;
import io.heirloom.trust.objective.Softmax;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A linear classifier on the words of a text: the simplest model that objectives can train. */
final class WordModel {
  private static final int BATCH = 32;
  private static final double RATE = 0.3;

  private final Map<String, float[]> weights = new HashMap<>();

  /** Trains by plain gradient descent over shuffled batches. */
  WordModel(ClassifierTrainingSet training, int epochs, long seed) {
    List<List<String>> rows = training.texts().stream().map(WordModel::words).toList();
    List<Integer> order = IntStream.range(0, rows.size()).boxed().collect(Collectors.toList());
    Random random = new Random(seed);
    int stepsPerEpoch = rows.size() / BATCH;
    for (int step = 0; step < epochs * stepsPerEpoch; step++) {
      if (step % stepsPerEpoch == 0) {
        Collections.shuffle(order, random);
      }
      int from = step % stepsPerEpoch * BATCH;
      int[] batch =
          order.subList(from, from + BATCH).stream().mapToInt(Integer::intValue).toArray();
      descend(training, rows, batch, (double) step / (epochs * stepsPerEpoch));
    }
  }

  private void descend(
      ClassifierTrainingSet training, List<List<String>> rows, int[] batch, double trainingShare) {
    float[][] logits =
        Arrays.stream(batch).mapToObj(row -> logits(rows.get(row))).toArray(float[][]::new);
    LossAndGradient loss = training.objective().at(batch, logits, trainingShare);
    for (int index = 0; index < batch.length; index++) {
      for (String word : rows.get(batch[index])) {
        float[] weight = weights.computeIfAbsent(word, added -> new float[2]);
        weight[0] -= (float) RATE * loss.gradient()[index][0];
        weight[1] -= (float) RATE * loss.gradient()[index][1];
      }
    }
  }

  /** The probability of each class for each text. */
  float[][] probabilities(List<String> texts) {
    return texts.stream()
        .map(text -> Softmax.of(logits(words(text))))
        .map(probabilities -> new float[] {(float) probabilities[0], (float) probabilities[1]})
        .toArray(float[][]::new);
  }

  private float[] logits(List<String> words) {
    float[] logits = new float[2];
    for (String word : words) {
      float[] weight = weights.get(word);
      if (weight != null) {
        logits[0] += weight[0];
        logits[1] += weight[1];
      }
    }
    return logits;
  }

  /** Attributes with their values; a number counts as its tens and as whether it is zero. */
  private static List<String> words(String text) {
    return Arrays.stream(text.split("[:,.] ?"))
        .map(part -> part.replaceAll("\\d(?=$)", "_"))
        .filter(part -> !part.contains("final weight"))
        .toList();
  }
}

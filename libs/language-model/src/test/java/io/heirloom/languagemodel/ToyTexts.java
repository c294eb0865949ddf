package io.heirloom.languagemodel;

import io.heirloom.languagemodel.gptneox.GptNeox;
import io.heirloom.languagemodel.gptneox.RandomShapes;
import io.heirloom.languagemodel.tokenizer.SmallVocabulary;
import io.heirloom.languagemodel.training.LogitObjective;
import io.heirloom.languagemodel.training.LossAndGradient;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Short texts of two classes, told apart by one word among others.
 *
 * @param labels 0 or 1 for each text
 */
public record ToyTexts(List<String> texts, int[] labels) {
  private static final String[] OTHERS = {"table", "river", "seven", "cloud", "paper", "green"};
  private static final String[] TELLING = {"good", "bad"};

  public static ToyTexts draw(int number, long seed) {
    Random random = new Random(seed);
    List<String> texts = new ArrayList<>();
    int[] labels = new int[number];
    for (int i = 0; i < number; i++) {
      labels[i] = random.nextInt(2);
      int telling = random.nextInt(4);
      StringBuilder text = new StringBuilder();
      for (int word = 0; word <= telling + random.nextInt(3); word++) {
        text.append(word == telling ? TELLING[labels[i]] : OTHERS[random.nextInt(OTHERS.length)]);
        text.append(' ');
      }
      texts.add(text.toString());
    }
    return new ToyTexts(texts, labels);
  }

  /** The share of rows whose largest logit is their label's. */
  public double accuracy(float[][] logits) {
    int right = 0;
    for (int i = 0; i < labels.length; i++) {
      right += (logits[i][1] > logits[i][0] ? 1 : 0) == labels[i] ? 1 : 0;
    }
    return (double) right / labels.length;
  }

  /** The mean cross-entropy of all texts' logits. */
  public double loss(float[][] logits) {
    int[] all = IntStream.range(0, labels.length).toArray();
    return objective().at(all, logits, 0).loss();
  }

  /** Cross-entropy, the mean over the batch. */
  public LogitObjective objective() {
    return (rows, logits, trainingShare) -> {
      double loss = 0;
      float[][] gradient = new float[rows.length][2];
      for (int i = 0; i < rows.length; i++) {
        int label = labels[rows[i]];
        double wrong = 1 / (1 + Math.exp(logits[i][label] - logits[i][1 - label]));
        loss -= Math.log1p(-wrong) / rows.length;
        gradient[i][label] = (float) (-wrong / rows.length);
        gradient[i][1 - label] = (float) (wrong / rows.length);
      }
      return new LossAndGradient(loss, gradient);
    };
  }

  /** A classifier of two classes, drawn from a seed. */
  public static SequenceClassifier tinyClassifier(long seed) {
    return SequenceClassifier.create(
        SmallVocabulary.tokenizer(),
        () ->
            GptNeox.random(
                RandomShapes.parse("random:tiny").withClasses(2),
                seed,
                TestDevice.CHOSEN.device()));
  }
}

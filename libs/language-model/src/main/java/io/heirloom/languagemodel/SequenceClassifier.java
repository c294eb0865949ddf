package io.heirloom.languagemodel;

import io.heirloom.languagemodel.gptneox.GptNeox;
import io.heirloom.languagemodel.gptneox.LikeLengths;
import io.heirloom.languagemodel.tokenizer.TextTokenizer;
import io.heirloom.lineage.InvalidInputException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/**
 * GPT-NeoX with a classification head on the last real token, and its tokenizer. Not thread-safe,
 * though it may go from thread to thread; native memory: close it.
 */
public final class SequenceClassifier implements AutoCloseable {
  private final GptNeox network;
  private final TextTokenizer tokenizer;

  private SequenceClassifier(GptNeox network, TextTokenizer tokenizer) {
    this.network = network;
    this.tokenizer = tokenizer;
  }

  /** Loads onto the CPU, as {@link #load(Path, ComputeDevice)}. */
  public static SequenceClassifier load(Path checkpoint) {
    return load(checkpoint, ComputeDevice.CPU);
  }

  /**
   * Loads a classifier in the hub's layout: config.json, model.safetensors (or several with their
   * index) with {@code score.weight}, tokenizer.json.
   *
   * @throws InvalidInputException if a file is missing, damaged, or not of such a classifier
   */
  public static SequenceClassifier load(Path checkpoint, ComputeDevice device) {
    return create(
        TextTokenizer.read(checkpoint),
        () -> GptNeox.storedClassifier(checkpoint, device.device()));
  }

  /** Joins a tokenizer and a network, both of which the classifier owns from now on. */
  static SequenceClassifier create(TextTokenizer tokenizer, Supplier<GptNeox> network) {
    try {
      return new SequenceClassifier(network.get(), tokenizer);
    } catch (RuntimeException e) {
      tokenizer.close();
      throw e;
    }
  }

  /** Writes the classifier in the hub's layout. Equal classifiers give equal files. */
  public void save(Path folder) {
    network.save(folder);
    tokenizer.save(folder);
  }

  /** Its network, which it goes on owning. */
  public GptNeox network() {
    return network;
  }

  /** How many classes it tells apart. */
  public int classes() {
    return network.config().classes().orElseThrow();
  }

  /**
   * Cuts texts into tokens.
   *
   * @param maxTokens how many tokens of a text are kept; fewer if the model was made for fewer
   * @return rows of one token or more: for the empty text, the token that ends a text
   * @throws InvalidInputException if the tokenizer knows tokens that the model does not
   */
  public List<int[]> tokenize(List<String> texts, int maxTokens) {
    return tokenized(texts, maxTokens).rows();
  }

  /** As {@link #tokenize}, also telling which texts were cut. */
  public TokenizedTexts tokenized(List<String> texts, int maxTokens) {
    return new ModelTokenizer(tokenizer, network.config()).tokenize(texts, maxTokens);
  }

  /**
   * The classifier's answers.
   *
   * @param rows tokens of each, one or more
   * @param progress told after every batch
   * @return [rows][classes], in the order given
   */
  public float[][] logits(List<int[]> rows, RowProgress progress) {
    float[][] logits = new float[rows.size()][];
    int done = 0;
    for (int[] batch : LikeLengths.batches(rows, network.tokensAtOnce())) {
      float[][] answers = network.classLogits(Arrays.stream(batch).mapToObj(rows::get).toList());
      for (int i = 0; i < batch.length; i++) {
        logits[batch[i]] = answers[i];
      }
      done += batch.length;
      progress.done(done, rows.size());
    }
    return logits;
  }

  /**
   * The classifier's answers as the probability of each class: softmax of the {@link #logits}.
   *
   * @return [rows][classes], in the order given; each row adds up to 1
   */
  public float[][] probabilities(List<int[]> rows, RowProgress progress) {
    float[][] probabilities = logits(rows, progress);
    for (float[] row : probabilities) {
      softmax(row);
    }
    return probabilities;
  }

  @Override
  public void close() {
    tokenizer.close();
    network.close();
  }

  private static void softmax(float[] logits) {
    double largest = Double.NEGATIVE_INFINITY;
    for (float logit : logits) {
      largest = Math.max(largest, logit);
    }
    double sum = 0;
    for (float logit : logits) {
      sum += Math.exp(logit - largest);
    }
    for (int answer = 0; answer < logits.length; answer++) {
      logits[answer] = (float) (Math.exp(logits[answer] - largest) / sum);
    }
  }
}

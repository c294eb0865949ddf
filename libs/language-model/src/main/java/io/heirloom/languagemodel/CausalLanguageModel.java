package io.heirloom.languagemodel;

import io.heirloom.languagemodel.gptneox.GenerationSettings;
import io.heirloom.languagemodel.gptneox.GptNeox;
import io.heirloom.languagemodel.gptneox.GptNeoxConfig;
import io.heirloom.languagemodel.gptneox.LikeLengths;
import io.heirloom.languagemodel.gptneox.Prompt;
import io.heirloom.languagemodel.tokenizer.TextTokenizer;
import io.heirloom.lineage.InvalidInputException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/**
 * GPT-NeoX as a language model, which predicts each token from those before it, and its tokenizer.
 * Not thread-safe, though it may go from thread to thread; native memory: close it.
 */
public final class CausalLanguageModel implements AutoCloseable {
  /** Most tokens, of prompts and new ones, in the caches of one batch. */
  private static final int MOST_CACHED_TOKENS = 16_384;

  /** Most memory of these caches. */
  private static final long CACHE_BYTES = 1L << 30;

  private final GptNeox network;
  private final TextTokenizer tokenizer;

  private CausalLanguageModel(GptNeox network, TextTokenizer tokenizer) {
    this.network = network;
    this.tokenizer = tokenizer;
  }

  /**
   * Loads a language model in the hub's layout: config.json, model.safetensors (or several with
   * their index) with {@code embed_out.weight} unless its embeddings are tied, tokenizer.json.
   *
   * @throws InvalidInputException if a file is missing, damaged, or not of such a model
   */
  public static CausalLanguageModel load(Path checkpoint, ComputeDevice device) {
    return create(
        TextTokenizer.read(checkpoint),
        () -> GptNeox.storedLanguageModel(checkpoint, device.device()));
  }

  /** Joins a tokenizer and a network, both of which the model owns from now on. */
  static CausalLanguageModel create(TextTokenizer tokenizer, Supplier<GptNeox> network) {
    try {
      return new CausalLanguageModel(network.get(), tokenizer);
    } catch (RuntimeException e) {
      tokenizer.close();
      throw e;
    }
  }

  /** Writes the model in the hub's layout. Equal models give equal files. */
  public void save(Path folder) {
    network.save(folder);
    tokenizer.save(folder);
  }

  /** Its network, which it goes on owning. */
  public GptNeox network() {
    return network;
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

  /** The texts that rows of tokens stand for, special tokens left out. */
  public List<String> detokenize(List<int[]> rows) {
    return tokenizer.detokenize(rows);
  }

  /**
   * How well the model predicts rows.
   *
   * @param rows tokens of each, one or more
   * @param progress told after every batch
   * @return one for each row, in the order given
   */
  public List<RowLoss> losses(List<int[]> rows, RowProgress progress) {
    RowLoss[] losses = new RowLoss[rows.size()];
    int done = 0;
    for (int[] batch : LikeLengths.batches(rows, network.tokensAtOnce())) {
      float[][] ofBatch = network.tokenLosses(Arrays.stream(batch).mapToObj(rows::get).toList());
      for (int i = 0; i < batch.length; i++) {
        losses[batch[i]] = RowLoss.of(ofBatch[i]);
      }
      done += batch.length;
      progress.done(done, rows.size());
    }
    return List.of(losses);
  }

  /**
   * Continues prompts. The same prompts, settings and seed give the same continuations, whatever
   * else is continued beside them, but for draws or likeliest tokens that rounding decides.
   *
   * @param progress told after every batch, of prompts
   * @return [prompts][continuations][new tokens, an end token among them if there is one], in the
   *     order given
   * @throws InvalidInputException if a prompt with its new tokens is longer than the model's
   *     longest row, or an end token is not one of the model's
   */
  public int[][][] generate(
      List<Prompt> prompts, GenerationSettings settings, RowProgress progress) {
    int[][][] continuations = new int[prompts.size()][][];
    int done = 0;
    for (int[] batch : LikeLengths.batches(cachedTokens(prompts, settings), tokensInCaches())) {
      int[][][] ofBatch =
          network.generate(Arrays.stream(batch).mapToObj(prompts::get).toList(), settings);
      for (int i = 0; i < batch.length; i++) {
        continuations[batch[i]] = ofBatch[i];
      }
      done += batch.length;
      progress.done(done, prompts.size());
    }
    return continuations;
  }

  /** How many tokens are cached for each prompt in the end. */
  private static int[] cachedTokens(List<Prompt> prompts, GenerationSettings settings) {
    return prompts.stream()
        .mapToInt(prompt -> Math.addExact(prompt.tokens().length, settings.newTokens()))
        .map(tokens -> Math.multiplyExact(tokens, settings.continuations()))
        .toArray();
  }

  private int tokensInCaches() {
    GptNeoxConfig config = network.config();
    long bytesOfToken = 2L * config.layers() * config.hiddenSize() * Float.BYTES;
    return (int) Math.max(1, Math.min(MOST_CACHED_TOKENS, CACHE_BYTES / bytesOfToken));
  }

  @Override
  public void close() {
    tokenizer.close();
    network.close();
  }
}

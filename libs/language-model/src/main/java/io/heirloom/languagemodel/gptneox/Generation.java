package io.heirloom.languagemodel.gptneox;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.heirloom.lineage.Digest;
import io.heirloom.lineage.InvalidInputException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Continues a batch of prompts: one call of the program, whatever the number of tokens. */
record Generation(Replica network, GptNeoxConfig config, GenerationSettings settings) {
  /**
   * The continuations.
   *
   * @return [prompts][continuations][tokens, with the end token if there is one]
   * @throws InvalidInputException if a prompt with its new tokens is longer than the model's
   *     longest row, or an end token is not one of the model's
   */
  int[][][] of(List<Prompt> prompts, Vocabulary vocabulary) {
    prompts.forEach(this::requirePositions);
    settings.endTokens().forEach(this::requireKnown);
    try (NDManager call = network.manager().newSubManager()) {
      PackedBatch batch =
          PackedBatch.of(call, prompts.stream().map(Prompt::tokens).toList(), vocabulary);
      List<Prompt> packed = Arrays.stream(batch.order()).mapToObj(prompts::get).toList();
      int longest = packed.get(packed.size() - 1).tokens().length;
      NDArray answer =
          network
              .program()
              .method("generate")
              .with(batch.tokens())
              .with(batch.last())
              .with(call.create(slots(packed, longest)))
              .with(call.create(begins(packed, longest)))
              .with(batch.packing())
              .with(uniforms(call, packed))
              .with((double) settings.newTokens())
              .with((double) settings.continuations())
              .with(settings.temperature())
              .with((double) settings.topK())
              .with(settings.topP())
              .with(call.create(settings.endTokens().stream().mapToLong(end -> end).toArray()))
              .with(network.parameters())
              .call(call)
              .singletonOrThrow();
      return batch.asGiven(byPrompt(answer.toLongArray(), packed.size()));
    }
  }

  private void requirePositions(Prompt prompt) {
    if (prompt.tokens().length > config.maxPositions() - settings.newTokens()) {
      throw new InvalidInputException(
          "prompt " + prompt.number() + ": tokens",
          prompt.tokens().length,
          "at most %d, so that %d new ones fit into max_position_embeddings, which is %d"
              .formatted(
                  config.maxPositions() - settings.newTokens(),
                  settings.newTokens(),
                  config.maxPositions()));
    }
  }

  private void requireKnown(int endToken) {
    if (endToken < 0 || endToken >= config.vocabularySize()) {
      throw new InvalidInputException(
          "generation.end_tokens", endToken, "0 to " + (config.vocabularySize() - 1));
    }
  }

  private static long[] begins(List<Prompt> packed, int longest) {
    return packed.stream().mapToLong(prompt -> longest - prompt.tokens().length).toArray();
  }

  private static long[] slots(List<Prompt> packed, int longest) {
    long[] slots = new long[packed.stream().mapToInt(prompt -> prompt.tokens().length).sum()];
    int next = 0;
    for (int i = 0; i < packed.size(); i++) {
      int begin = longest - packed.get(i).tokens().length;
      for (int slot = begin; slot < longest; slot++) {
        slots[next++] = (long) i * longest + slot;
      }
    }
    return slots;
  }

  /** What tokens are drawn with: [new tokens, prompts * continuations], float64. */
  private NDArray uniforms(NDManager manager, List<Prompt> packed) {
    int rows = Math.multiplyExact(packed.size(), settings.continuations());
    double[] uniforms = new double[Math.multiplyExact(settings.newTokens(), rows)];
    for (int row = 0; settings.temperature() > 0 && row < rows; row++) {
      Prompt prompt = packed.get(row / settings.continuations());
      Random random = generatorFor(prompt, row % settings.continuations());
      for (int step = 0; step < settings.newTokens(); step++) {
        uniforms[step * rows + row] = random.nextDouble();
      }
    }
    return manager.create(uniforms, new Shape(settings.newTokens(), rows));
  }

  /** One of its own for each continuation, of the kind whose numbers are specified. */
  private Random generatorFor(Prompt prompt, int continuation) {
    byte[] key =
        ByteBuffer.allocate(2 * Long.BYTES + Integer.BYTES)
            .putLong(settings.seed())
            .putLong(prompt.number())
            .putInt(continuation)
            .array();
    return new Random(ByteBuffer.wrap(Digest.sha256().digest(key)).getLong());
  }

  private int[][][] byPrompt(long[] answer, int prompts) {
    int[][][] continuations = new int[prompts][settings.continuations()][];
    for (int row = 0; row < prompts * settings.continuations(); row++) {
      int from = row * settings.newTokens();
      continuations[row / settings.continuations()][row % settings.continuations()] =
          upToEnd(Arrays.copyOfRange(answer, from, from + settings.newTokens()));
    }
    return continuations;
  }

  private int[] upToEnd(long[] tokens) {
    int length = 0;
    boolean ended = false;
    while (length < tokens.length && !ended) {
      ended = settings.endTokens().contains((int) tokens[length]);
      length++;
    }
    return Arrays.stream(tokens, 0, length).mapToInt(Math::toIntExact).toArray();
  }
}

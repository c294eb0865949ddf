package io.heirloom.languagemodel.gptneox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.heirloom.lineage.InvalidInputException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class GenerationTest {
  private static final int NEW = 12;

  private static GptNeox model;

  @BeforeAll
  static void make() {
    model = LanguageModelTest.model("");
  }

  @AfterAll
  static void close() {
    model.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ",\"tie_word_embeddings\":true",
        ",\"use_parallel_residual\":false,\"attention_bias\":false",
        ",\"rotary_pct\":1.0,\"hidden_act\":\"gelu_new\"",
        ",\"rotary_pct\":0,\"hidden_act\":\"silu\",\"num_hidden_layers\":1"
      })
  void givesWhatReadingAllAnewForEveryTokenGives(String variation) {
    try (GptNeox varied = LanguageModelTest.model(variation)) {
      List<Prompt> prompts = prompts(6, 1);
      int[][][] continuations = varied.generate(prompts, greedy());
      for (int i = 0; i < prompts.size(); i++) {
        assertThat(continuations[i][0]).as("prompt %d", i).isEqualTo(anew(varied, prompts.get(i)));
      }
    }
  }

  @Test
  void aPromptIsContinuedTheSameWhateverIsBesideIt() {
    List<Prompt> prompts = prompts(8, 2);
    for (GenerationSettings settings :
        List.of(greedy(), drawn(1, 0, 1, 3), drawn(0.7, 20, 0.9, 3))) {
      int[][][] together = model.generate(prompts, settings);
      for (int i = 0; i < prompts.size(); i++) {
        assertThat(model.generate(prompts.subList(i, i + 1), settings)[0])
            .as("prompt %d", i)
            .isDeepEqualTo(together[i]);
      }
      assertThat(model.generate(prompts, settings)).isDeepEqualTo(together);
    }
  }

  @Test
  void drawsOthersForAnotherSeedNumberOrContinuation() {
    int[] tokens = {5, 7, 9};
    List<Prompt> twice = List.of(new Prompt(0, tokens), new Prompt(1, tokens));
    int[][][] first = model.generate(twice, drawn(1, 0, 1, 3));
    int[][][] other = model.generate(twice, new GenerationSettings(NEW, 3, 1, 0, 1, List.of(), 2));
    Set<List<Integer>> different = new HashSet<>();
    for (int[][][] each : List.of(first, other)) {
      for (int[][] ofPrompt : each) {
        for (int[] continuation : ofPrompt) {
          different.add(Arrays.stream(continuation).boxed().toList());
        }
      }
    }
    assertThat(different).hasSize(2 * 2 * 3);
  }

  @Test
  void onlyTheLikeliestIsLeftWhereOneIs() {
    List<Prompt> prompts = prompts(5, 3);
    int[][][] likeliest = model.generate(prompts, greedy());
    assertThat(model.generate(prompts, drawn(1, 1, 1, 1))).isDeepEqualTo(likeliest);
    assertThat(model.generate(prompts, drawn(1, 0, 1e-9, 1))).isDeepEqualTo(likeliest);
    assertThat(model.generate(prompts, drawn(1e-6, 0, 1, 1))).isDeepEqualTo(likeliest);
  }

  @Test
  void drawsWithTheProbabilitiesOfTheTemperature() {
    double[] probabilities = probabilities(2);
    assertFrequencies(new GenerationSettings(1, 20_000, 2, 0, 1, List.of(), 1), probabilities);
  }

  @Test
  void drawsFromSoManyLikeliest() {
    double[] probabilities = probabilities(2);
    int[] order = likeliestFirst(probabilities);
    assertFrequencies(
        new GenerationSettings(1, 20_000, 2, 5, 1, List.of(), 1),
        only(probabilities, Arrays.copyOf(order, 5)));
  }

  @Test
  void drawsFromTheFewestThatComeToTheShare() {
    double[] probabilities = probabilities(2);
    int[] order = likeliestFirst(probabilities);
    // Between what three and what four come to: four are needed.
    double three = Arrays.stream(order, 0, 3).mapToDouble(token -> probabilities[token]).sum();
    double share = three + probabilities[order[3]] / 2;
    assertFrequencies(
        new GenerationSettings(1, 20_000, 2, 0, share, List.of(), 1),
        only(probabilities, Arrays.copyOf(order, 4)));
  }

  @Test
  void stopsAfterAnEndToken() {
    List<Prompt> prompts = prompts(6, 4);
    int[][][] whole = model.generate(prompts, greedy());
    int[] ends = {whole[0][0][4], whole[1][0][2]};
    List<Integer> endTokens = Arrays.stream(ends).boxed().toList();
    int[][][] ended = model.generate(prompts, GenerationSettings.greedy(NEW, endTokens));
    for (int i = 0; i < prompts.size(); i++) {
      int[] all = whole[i][0];
      int first =
          IntStream.range(0, NEW).filter(at -> endTokens.contains(all[at])).findFirst().orElse(NEW);
      assertThat(ended[i][0]).isEqualTo(Arrays.copyOf(all, Math.min(first + 1, NEW)));
    }
    assertThat(ended[0][0]).hasSizeLessThanOrEqualTo(5);
  }

  @Test
  void refusesPromptsThatDoNotFitAndEndsThatAreNone() {
    int longest = model.config().maxPositions();
    Prompt tooLong = new Prompt(17, new int[longest - NEW + 1]);
    assertThatThrownBy(() -> model.generate(List.of(tooLong), greedy()))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContainingAll("prompt 17", "max_position_embeddings", String.valueOf(longest));
    assertThat(model.generate(List.of(new Prompt(0, new int[longest - NEW])), greedy())[0][0])
        .hasSize(NEW);
    GenerationSettings unknown =
        GenerationSettings.greedy(1, List.of(model.config().vocabularySize()));
    assertThatThrownBy(() -> model.generate(prompts(1, 1), unknown))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("end_tokens");
  }

  @Test
  void refusesSettingsOutOfRange() {
    assertRefused("new_tokens", () -> new GenerationSettings(0, 1, 0, 0, 1, List.of(), 0));
    assertRefused("continuations", () -> new GenerationSettings(1, 0, 1, 0, 1, List.of(), 0));
    assertRefused("continuations", () -> new GenerationSettings(1, 2, 0, 0, 1, List.of(), 0));
    assertRefused("temperature", () -> new GenerationSettings(1, 1, -1, 0, 1, List.of(), 0));
    assertRefused(
        "temperature", () -> new GenerationSettings(1, 1, Double.NaN, 0, 1, List.of(), 0));
    assertRefused("top_k", () -> new GenerationSettings(1, 1, 1, -1, 1, List.of(), 0));
    assertRefused("top_p", () -> new GenerationSettings(1, 1, 1, 0, 0, List.of(), 0));
    assertRefused("top_p", () -> new GenerationSettings(1, 1, 1, 0, 1.1, List.of(), 0));
  }

  private static void assertRefused(String field, Runnable making) {
    assertThatThrownBy(making::run)
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("generation." + field);
  }

  private static GenerationSettings greedy() {
    return GenerationSettings.greedy(NEW, List.of());
  }

  private static GenerationSettings drawn(double temperature, int topK, double topP, int number) {
    return new GenerationSettings(NEW, number, temperature, topK, topP, List.of(), 1);
  }

  private static List<Prompt> prompts(int number, long seed) {
    Random random = new Random(seed);
    List<int[]> rows = new ArrayList<>();
    for (int i = 0; i < number; i++) {
      rows.add(random.ints(1 + random.nextInt(25), 0, 200).toArray());
    }
    return Prompt.numbered(rows);
  }

  /** The likeliest token after the whole row, again and again. */
  private static int[] anew(GptNeox varied, Prompt prompt) {
    int[] row = prompt.tokens();
    for (int i = 0; i < NEW; i++) {
      int size = varied.config().vocabularySize();
      float[] logits = varied.languageLogits(List.of(row))[0];
      int offset = logits.length - size;
      int likeliest =
          IntStream.range(0, size)
              .boxed()
              .max(Comparator.comparingDouble(token -> logits[offset + token]))
              .orElseThrow();
      row = Arrays.copyOf(row, row.length + 1);
      row[row.length - 1] = likeliest;
    }
    return Arrays.copyOfRange(row, prompt.tokens().length, row.length);
  }

  /** Of each token after the prompt that draws are tested with. */
  private static double[] probabilities(double temperature) {
    float[] logits = model.languageLogits(List.of(new int[] {5}))[0];
    double[] weights =
        IntStream.range(0, logits.length)
            .mapToDouble(i -> Math.exp(logits[i] / temperature))
            .toArray();
    double all = Arrays.stream(weights).sum();
    return Arrays.stream(weights).map(weight -> weight / all).toArray();
  }

  private static int[] likeliestFirst(double[] probabilities) {
    return IntStream.range(0, probabilities.length)
        .boxed()
        .sorted(Comparator.comparingDouble(token -> -probabilities[token]))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  private static double[] only(double[] probabilities, int[] tokens) {
    double all = Arrays.stream(tokens).mapToDouble(token -> probabilities[token]).sum();
    double[] left = new double[probabilities.length];
    for (int token : tokens) {
      left[token] = probabilities[token] / all;
    }
    return left;
  }

  /** Every token comes as often as it should, within five standard deviations. */
  private static void assertFrequencies(GenerationSettings settings, double[] probabilities) {
    int draws = settings.continuations();
    int[] counts = new int[probabilities.length];
    for (int[] continuation : model.generate(List.of(new Prompt(0, new int[] {5})), settings)[0]) {
      counts[continuation[0]]++;
    }
    for (int token = 0; token < counts.length; token++) {
      double expected = draws * probabilities[token];
      assertThat((double) counts[token])
          .as("token %d", token)
          .isCloseTo(expected, within(5 * Math.sqrt(expected) + (expected > 0 ? 3 : 0)));
    }
  }
}

package io.heirloom.languagemodel.gptneox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.abort;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.heirloom.languagemodel.RowLoss;
import io.heirloom.languagemodel.TestDevice;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Golden language models have the losses, and go on, as Python's transformers says they do. */
final class GoldenLanguageModelTest {
  private static final double RELATIVE = 1e-5;
  private static final JsonMapper MAPPER = new JsonMapper();
  private static final Pattern GREEDY_OF_ALL = Pattern.compile("greedy_(\\d+)_no_eos");
  private static final Pattern GREEDY_TO_END = Pattern.compile("greedy_with_eos.*");

  /** Numbers that a batch's losses come to. */
  private static final Map<String, ToDoubleFunction<List<RowLoss>>> OF_BATCH =
      Map.of(
          "lm_loss_mean_over_tokens", RowLoss::meanOverTokens,
          "lm_loss_sum_over_tokens", RowLoss::sumOverTokens,
          "lm_loss_token_sum", RowLoss::sumOverTokens,
          "lm_loss_tokens_counted", rows -> rows.stream().mapToInt(RowLoss::tokens).sum(),
          "mean_of_per_sequence_means", RowLoss::meanOverRows);

  /** Numbers that each row's losses come to. */
  private static final Map<String, ToDoubleFunction<RowLoss>> OF_ROW =
      Map.of(
          "lm_loss_per_sequence_sum", RowLoss::sum,
          "lm_loss_per_sequence_mean", RowLoss::mean);

  @TestFactory
  Stream<DynamicTest> languageModelsDoAsTransformersDoes() throws IOException {
    Path golden = Path.of(System.getProperty("golden", "golden"));
    if (!Files.isDirectory(golden)) {
      abort("no golden cases: " + golden.toAbsolutePath() + " is no folder");
    }
    try (Stream<Path> folders = Files.list(golden)) {
      List<DynamicTest> tests =
          folders
              .filter(folder -> Files.exists(folder.resolve("expected.json")))
              .filter(folder -> Files.exists(folder.resolve(ConfigFile.NAME)))
              .sorted()
              .flatMap(GoldenLanguageModelTest::tests)
              .toList();
      assertThat(tests).as("golden language models in %s", golden).isNotEmpty();
      return tests.stream();
    }
  }

  private static Stream<DynamicTest> tests(Path folder) {
    JsonNode expected = read(folder.resolve("expected.json"));
    List<DynamicTest> tests = new ArrayList<>();
    for (Map.Entry<String, JsonNode> field : expected.properties()) {
      String name = field.getKey();
      Matcher ofAll = GREEDY_OF_ALL.matcher(name);
      if (OF_BATCH.containsKey(name) || OF_ROW.containsKey(name)) {
        tests.add(test(folder, name, () -> lossesAgree(folder, name, expected)));
      } else if (ofAll.matches()) {
        int newTokens = Integer.parseInt(ofAll.group(1));
        tests.add(test(folder, name, () -> goesOn(folder, newTokens, field.getValue())));
      } else if (GREEDY_TO_END.matcher(name).matches()) {
        tests.add(test(folder, name, () -> goesOnToTheEnd(folder, field.getValue())));
      } else if (!name.equals("lm_logits")) {
        assertThat(name)
            .as("a field of %s", folder)
            .doesNotStartWith("lm_")
            .doesNotStartWith("greedy");
      }
    }
    return tests.stream();
  }

  private static DynamicTest test(Path folder, String what, Runnable body) {
    return DynamicTest.dynamicTest(folder.getFileName() + ": " + what, body::run);
  }

  private static void lossesAgree(Path folder, String name, JsonNode expected) {
    try (GptNeox model = GptNeox.storedLanguageModel(folder, TestDevice.CHOSEN.device())) {
      List<RowLoss> losses =
          Arrays.stream(model.tokenLosses(rows(expected))).map(RowLoss::of).toList();
      double[] actual =
          OF_ROW.containsKey(name)
              ? losses.stream().mapToDouble(OF_ROW.get(name)).toArray()
              : new double[] {OF_BATCH.get(name).applyAsDouble(losses)};
      double[] wanted =
          OF_ROW.containsKey(name)
              ? MAPPER.convertValue(expected.get(name), double[].class)
              : new double[] {expected.get(name).doubleValue()};
      assertThat(actual).hasSameSizeAs(wanted);
      for (int i = 0; i < wanted.length; i++) {
        assertThat(actual[i]).as("row %d", i).isCloseTo(wanted[i], closeTo(wanted[i]));
      }
    }
  }

  private static Offset<Double> closeTo(double wanted) {
    return within(RELATIVE * Math.abs(wanted));
  }

  /** The prompts alone, and all in one batch. */
  private static void goesOn(Path folder, int newTokens, JsonNode cases) {
    List<int[]> prompts = new ArrayList<>();
    List<int[]> continuations = new ArrayList<>();
    for (JsonNode each : cases) {
      prompts.add(tokens(each.get("prompt")));
      continuations.add(tokens(each.get("continuation")));
    }
    GenerationSettings settings = GenerationSettings.greedy(newTokens, List.of());
    try (GptNeox model = GptNeox.storedLanguageModel(folder, TestDevice.CHOSEN.device())) {
      int[][][] together = model.generate(Prompt.numbered(prompts), settings);
      for (int i = 0; i < prompts.size(); i++) {
        assertThat(together[i][0]).as("prompt %d", i).isEqualTo(continuations.get(i));
        assertThat(model.generate(List.of(new Prompt(i, prompts.get(i))), settings)[0][0])
            .as("prompt %d alone", i)
            .isEqualTo(continuations.get(i));
      }
    }
  }

  private static void goesOnToTheEnd(Path folder, JsonNode expected) {
    int end = expected.get("eos_token_id").intValue();
    int[] continuation = tokens(expected.get("continuation_including_eos"));
    try (GptNeox model = GptNeox.storedLanguageModel(folder, TestDevice.CHOSEN.device())) {
      int longest = model.config().maxPositions() - expected.get("prompt").size();
      int newTokens = Math.min(longest, 20);
      int[][][] actual =
          model.generate(
              List.of(new Prompt(0, tokens(expected.get("prompt")))),
              GenerationSettings.greedy(newTokens, List.of(end)));
      assertThat(actual[0][0]).isEqualTo(continuation);
    }
  }

  /** The real tokens of a padded batch. */
  private static List<int[]> rows(JsonNode batch) {
    List<int[]> rows = new ArrayList<>();
    for (int i = 0; i < batch.get("input_ids").size(); i++) {
      int length = 0;
      for (JsonNode real : batch.get("attention_mask").get(i)) {
        length += real.intValue();
      }
      rows.add(Arrays.copyOf(tokens(batch.get("input_ids").get(i)), length));
    }
    return rows;
  }

  private static int[] tokens(JsonNode numbers) {
    return MAPPER.convertValue(numbers, int[].class);
  }

  private static JsonNode read(Path file) {
    try {
      return MAPPER.readTree(file.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

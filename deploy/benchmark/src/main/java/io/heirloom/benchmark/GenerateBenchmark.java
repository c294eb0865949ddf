package io.heirloom.benchmark;

import io.heirloom.languagemodel.CausalLanguageModel;
import io.heirloom.languagemodel.gptneox.GenerationSettings;
import io.heirloom.languagemodel.gptneox.Prompt;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Greedy generation: one batch of prompts is continued, again and again. */
@Command(name = "generate", description = "Continues a batch of prompts, greedily.")
final class GenerateBenchmark extends Workload {
  private static final int WARM_TOKENS = 4;

  @Option(
      names = "--new",
      defaultValue = "50",
      description = "Tokens by which each prompt is continued (default 50).")
  int newTokens;

  GenerateBenchmark() {
    super(16, 3);
  }

  @Override
  String name() {
    return "generate";
  }

  @Override
  Map<String, Object> measure() throws IOException {
    List<Prompt> prompts = Prompt.numbered(rows(batch).stream().map(LabelledRow::ids).toList());
    try (CausalLanguageModel model = languageModel()) {
      generate(model, prompts, WARM_TOKENS);
      double[] times = new double[steps];
      for (int i = 0; i < steps; i++) {
        long began = System.nanoTime();
        generate(model, prompts, newTokens);
        times[i] = (System.nanoTime() - began) * NANOSECONDS;
      }
      return results(prompts, median(times));
    }
  }

  private static void generate(CausalLanguageModel model, List<Prompt> prompts, int newTokens) {
    int[][][] continuations =
        model.generate(
            prompts, GenerationSettings.greedy(newTokens, List.of()), (done, total) -> {});
    if (Arrays.stream(continuations).anyMatch(ofPrompt -> ofPrompt[0].length != newTokens)) {
      throw new IllegalStateException("a continuation is too short");
    }
  }

  private Map<String, Object> results(List<Prompt> prompts, double seconds) {
    Map<String, Object> results = new LinkedHashMap<>();
    results.put(
        "prompt_tokens",
        prompts.stream().mapToInt(prompt -> prompt.tokens().length).max().orElse(0));
    results.put("new_tokens", newTokens);
    results.put("wall_s", seconds);
    results.put("new_tokens_per_s", batch * newTokens / seconds);
    results.put("rows_per_s", batch / seconds);
    return results;
  }
}

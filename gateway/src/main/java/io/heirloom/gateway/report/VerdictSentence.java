package io.heirloom.gateway.report;

import io.heirloom.lineage.study.WtsObjective;
import io.heirloom.trust.verdict.Answer;
import io.heirloom.trust.verdict.Half;
import io.heirloom.trust.verdict.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * One sentence on one strategy.
 *
 * @param strategy its title
 */
record VerdictSentence(String strategy, Verdict verdict) {
  /**
   * Such as: No TFT: weak-to-strong trust is undecided with WTS-Naive, present with WTS-Aux; the
   * ceiling leads both.
   */
  String text() {
    return strategy + ": weak-to-strong trust is " + inheritance() + "; " + ceiling() + ".";
  }

  private String inheritance() {
    Map<Answer, List<String>> models = new LinkedHashMap<>();
    verdict
        .overWeak()
        .comparisons()
        .forEach(
            (objective, comparison) ->
                models
                    .computeIfAbsent(comparison.answer(), none -> new ArrayList<>())
                    .add(objective.title()));
    return models.entrySet().stream()
        .map(entry -> Words.lower(entry.getKey()) + " with " + all(entry.getValue()))
        .collect(Collectors.joining(", "));
  }

  private String ceiling() {
    Half half = verdict.ceilingOver();
    if (half.answer() == Answer.UNKNOWN) {
      return "the ceiling's lead is not known";
    }
    List<String> led =
        half.comparisons().entrySet().stream()
            .filter(entry -> entry.getValue().answer() == Answer.PRESENT)
            .map(Map.Entry::getKey)
            .map(WtsObjective::title)
            .toList();
    if (led.isEmpty()) {
      return "the ceiling does not lead clearly";
    }
    boolean some = led.size() < half.comparisons().size();
    return "the ceiling leads " + all(led) + (some ? " only" : "");
  }

  private String all(List<String> models) {
    return models.size() > 1 && models.size() == verdict.overWeak().comparisons().size()
        ? "both"
        : String.join(" and ", models);
  }
}

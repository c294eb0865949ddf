package io.heirloom.gateway.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * One sentence on one strategy.
 *
 * @param strategy its title
 * @param overWeak by weak-to-strong role: whether it is more trustworthy than the weak model
 * @param ceilingOver by weak-to-strong role: whether the ceiling is more trustworthy than it
 */
record Verdict(String strategy, Map<String, Answer> overWeak, Map<String, Answer> ceilingOver) {

  /**
   * Such as: No TFT: weak-to-strong trust is undecided with WTS-Naive, present with WTS-Aux; the
   * ceiling leads both.
   */
  String sentence() {
    return strategy + ": weak-to-strong trust is " + inheritance() + "; " + ceiling() + ".";
  }

  private String inheritance() {
    Map<Answer, List<String>> models = new LinkedHashMap<>();
    overWeak.forEach(
        (model, answer) -> models.computeIfAbsent(answer, none -> new ArrayList<>()).add(model));
    return models.entrySet().stream()
        .map(entry -> Words.lower(entry.getKey()) + " with " + all(entry.getValue()))
        .collect(Collectors.joining(", "));
  }

  private String ceiling() {
    if (ceilingOver.containsValue(Answer.UNKNOWN)) {
      return "the ceiling's lead is not known";
    }
    List<String> led =
        ceilingOver.entrySet().stream()
            .filter(entry -> entry.getValue() == Answer.PRESENT)
            .map(Map.Entry::getKey)
            .toList();
    if (led.isEmpty()) {
      return "the ceiling does not lead clearly";
    }
    boolean some = led.size() < ceilingOver.size();
    return "the ceiling leads " + all(led) + (some ? " only" : "");
  }

  private String all(List<String> models) {
    return models.size() > 1 && models.size() == overWeak.size()
        ? "both"
        : String.join(" and ", models);
  }
}

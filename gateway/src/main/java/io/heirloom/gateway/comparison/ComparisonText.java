package io.heirloom.gateway.comparison;

import io.heirloom.gateway.report.Words;
import io.heirloom.gateway.table.TextTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** A comparison for people. */
public final class ComparisonText {
  private static final int WIDEST_HEAD = 16;

  private ComparisonText() {}

  /** Plain text, each line ended. */
  public static String of(StudyComparison comparison) {
    List<String> lines = new ArrayList<>();
    lines.add("1: " + side(comparison.first()));
    lines.add("2: " + side(comparison.second()));
    lines.add(comparison.sharedSteps() + " steps are the same, and were done once.");
    lines.add("");
    lines.addAll(differences(comparison));
    lines.add("");
    lines.addAll(models(comparison));
    return String.join("\n", lines) + "\n";
  }

  private static String side(StudyComparison.Side side) {
    return "%s (%s), %s, %d steps".formatted(side.id(), side.name(), side.state(), side.steps());
  }

  private static List<String> differences(StudyComparison comparison) {
    if (comparison.differences().isEmpty()) {
      return List.of("They were asked for alike.");
    }
    TextTable table = new TextTable(WIDEST_HEAD, List.of("asked for", "1", "2"));
    for (StudyComparison.Difference difference : comparison.differences()) {
      table.row(difference.field(), shown(difference.first()), shown(difference.second()));
    }
    return table.lines();
  }

  private static List<String> models(StudyComparison comparison) {
    if (comparison.models().isEmpty()) {
      return List.of("No model of the one stands where one of the other does.");
    }
    TextTable table =
        new TextTable(
            WIDEST_HEAD, List.of("model", "metric", "1", "2", "2 better by", "95 % interval"));
    String place = "";
    for (StudyComparison.ModelComparison model : comparison.models()) {
      String here = place(model);
      if (!here.equals(place)) {
        table.heading(here);
        place = here;
      }
      table.row(
          "  " + model.role(),
          model.metric(),
          number(model.first()),
          number(model.second()),
          Words.signed(model.improvement()),
          model.low().isEmpty()
              ? "-"
              : Words.signed(model.low()) + " to " + Words.signed(model.high()));
    }
    List<String> lines = new ArrayList<>(table.lines());
    lines.add("- is not known: not evaluated, or not judged on the same rows with the same seeds.");
    return lines;
  }

  private static String place(StudyComparison.ModelComparison model) {
    StringBuilder place = new StringBuilder(model.strategy());
    for (Map.Entry<String, Object> setting : model.settings().entrySet()) {
      place.append(", ").append(setting.getKey()).append(' ').append(setting.getValue());
    }
    return place.toString();
  }

  private static String shown(Optional<Object> value) {
    return value.map(Object::toString).orElse("-");
  }

  private static String number(OptionalDouble value) {
    return value.isEmpty() ? "-" : String.format(Locale.ROOT, "%.3f", value.getAsDouble());
  }
}

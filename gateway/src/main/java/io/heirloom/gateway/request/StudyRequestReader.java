package io.heirloom.gateway.request;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.heirloom.lineage.step.Label;
import io.heirloom.lineage.study.Budget;
import io.heirloom.lineage.study.Dimension;
import io.heirloom.lineage.study.Strategy;
import io.heirloom.lineage.study.Study;
import io.heirloom.lineage.study.WtsObjective;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads a study from the tree of a study file, strictly. */
public final class StudyRequestReader {
  private static final Kind.Line LINE = new Kind.Line();
  private static final OneOrMore<String> LINES = new OneOrMore<>(LINE);
  private static final Kind.Whole ROWS = new Kind.Whole(Range.between(4, 100_000_000));
  private static final Kind.Whole SHARDS = new Kind.Whole(Range.between(1, 64));
  private static final GridOf<Double> WEIGHT =
      new GridOf<>(new Kind.Decimal(Range.between(0, 1e6)));
  private static final GridOf<Double> SHARE = new GridOf<>(new Kind.Decimal(Range.between(0, 1)));
  private static final Kind<StudyRequest.Lambda> LAMBDA =
      new GridOrObject<>(
          WEIGHT,
          StudyRequestReader::together,
          new ObjectOf<>(() -> Shape.ofStudy().within("lambda"), StudyRequestReader::apart));
  private static final Kind.Whole STEPS = new Kind.Whole(Range.between(1, 1e9));
  private static final Kind.Decimal COST = new Kind.Decimal(Range.above(0, 1e6));

  private static final String DATA_FOLDER = "data_folder";

  private StudyRequestReader() {}

  /**
   * Reads a study.
   *
   * @param lines where its fields stand in the text it was read from
   * @param dataFolder takes the place of the file's own {@code data_folder}
   * @throws InvalidRequestException with every field that cannot be used
   */
  public static StudyRequest read(ObjectNode tree, Lines lines, Optional<String> dataFolder) {
    ObjectNode asked = tree.deepCopy();
    dataFolder.ifPresent(folder -> asked.put(DATA_FOLDER, folder));
    Findings findings = new Findings(dataFolder.isPresent() ? lines.without(DATA_FOLDER) : lines);
    StudyRequest request =
        Fields.readAll(asked, Shape.ofStudy(), findings, StudyRequestReader::study);
    findings.orThrow();
    return request;
  }

  /** What a study file may hold. */
  static Shape shape() {
    Shape shape = Shape.ofStudy();
    Fields.readAll(
        JsonNodeFactory.instance.objectNode(),
        shape,
        new Findings(Lines.none()),
        StudyRequestReader::study);
    return shape;
  }

  private static StudyRequest study(Fields study) {
    Optional<String> name = study.optional("name", LINE);
    String property = study.required("property", LINE).orElse("");
    SortedMap<String, String> settings =
        study.optional("settings", new MapOf<>(new Kind.Scalar())).orElseGet(TreeMap::new);
    StudyRequest.Data data = study.object("data", StudyRequestReader::data);
    Models models = study.object("models", StudyRequestReader::models);
    List<Strategy> strategies =
        study.value("strategies", listOf(Choices.STRATEGIES), List.of(Strategy.values()));
    List<WtsObjective> objectives =
        study.value("objectives", listOf(Choices.OBJECTIVES), List.of(WtsObjective.values()));
    StudyRequest.Lambda lambda =
        study.optional("lambda", LAMBDA).orElseGet(() -> together(List.of()));
    StudyRequest.Alpha alpha = study.object("alpha", StudyRequestReader::alpha);
    Label.Form labels = study.value("labels", new Kind.Choice<>(Choices.LABELS), Label.Form.SOFT);
    List<Long> seeds = study.value("seeds", new Seeds(), List.of(1L, 2L));
    TrainingReader.Training training = study.object("training", TrainingReader::read);
    Variation variation =
        new Variation(data, models.weak(), models.strong(), training.epochs(), lambda, alpha);
    if (!objectives.contains(WtsObjective.WTS_AUX)) {
      refuseAlpha(study, variation);
    }
    return new StudyRequest(
        name.orElse(property + " on " + data.name()),
        property,
        settings,
        data,
        models.weak(),
        models.strong(),
        training.all(),
        strategies,
        objectives,
        lambda,
        alpha,
        labels,
        seeds,
        Selection.read(study, variation, seeds),
        study.object("shards", StudyRequestReader::shards),
        study.object("budget", StudyRequestReader::budget),
        study.optional(DATA_FOLDER, new Kind.Folder()));
  }

  private record Models(List<String> weak, List<String> strong) {}

  private static Models models(Fields models) {
    return new Models(
        models.required("weak", LINES).orElse(List.of()),
        models.required("strong", LINES).orElse(List.of()));
  }

  private static StudyRequest.Data data(Fields data) {
    return new StudyRequest.Data(
        data.required("name", LINE).orElse(""),
        data.optional("rows", new GridOf<>(ROWS))
            .map(rows -> rows.stream().map(StudyRequestReader::wholeNumber).toList())
            .orElse(List.of(OptionalInt.empty())),
        data.optional("test_rows", ROWS)
            .map(StudyRequestReader::wholeNumber)
            .orElseGet(OptionalInt::empty),
        data.value("split_seed", Seeds.SEED, 0L));
  }

  private static StudyRequest.Lambda together(List<Double> weights) {
    return new StudyRequest.Lambda(weights, List.of(), List.of(), List.of());
  }

  private static StudyRequest.Lambda apart(Fields lambda) {
    return new StudyRequest.Lambda(
        List.of(),
        lambda.optional("weak", WEIGHT).orElse(List.of()),
        lambda.optional("wts", WEIGHT).orElse(List.of()),
        lambda.optional("ceiling", WEIGHT).orElse(List.of()));
  }

  private static StudyRequest.Alpha alpha(Fields alpha) {
    return new StudyRequest.Alpha(
        alpha.optional("max", SHARE).orElse(List.of()), alpha.value("warm_up", SHARE, List.of(.2)));
  }

  private static void refuseAlpha(Fields study, Variation variation) {
    for (Dimension alpha : List.of(Dimension.ALPHA_MAX, Dimension.ALPHA_WARM_UP)) {
      if (variation.dimensions().contains(alpha)) {
        study.refuse(
            alpha.title(),
            variation.valuesOf(alpha),
            "one value where objectives leave out wts-aux, which alone uses it");
      }
    }
  }

  private static Study.Shards shards(Fields shards) {
    return new Study.Shards(
        Math.toIntExact(shards.value("labeling", SHARDS, 1L)),
        Math.toIntExact(shards.value("evaluation", SHARDS, 1L)));
  }

  private static Budget budget(Fields budget) {
    Optional<Long> steps = budget.optional("steps", STEPS);
    return new Budget(
        steps.map(OptionalLong::of).orElseGet(OptionalLong::empty),
        cost(budget, "hours"),
        cost(budget, "gigabytes"));
  }

  private static OptionalDouble cost(Fields budget, String name) {
    return budget.optional(name, COST).map(OptionalDouble::of).orElseGet(OptionalDouble::empty);
  }

  private static OptionalInt wholeNumber(long number) {
    return OptionalInt.of(Math.toIntExact(number));
  }

  private static <T> ListOf<T> listOf(Map<String, T> choices) {
    return new ListOf<>(new Kind.Choice<>(choices), choices.size());
  }
}

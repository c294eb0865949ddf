package io.heirloom.gateway.request;

import io.heirloom.lineage.step.DataSource;
import io.heirloom.lineage.step.ModelSource;
import io.heirloom.lineage.step.TrainingSettings;
import io.heirloom.lineage.study.Budget;
import io.heirloom.lineage.study.Dimension;
import io.heirloom.lineage.study.Grid;
import io.heirloom.lineage.study.Stage;
import io.heirloom.lineage.study.Study;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Writes a study in the form of a study file. */
public final class StudyFileWriter {
  private StudyFileWriter() {}

  /**
   * The tree of a study file with every field given, in the order of the documentation, but stages
   * and a budget only where there are any. Reading it gives the same study.
   */
  public static Map<String, Object> tree(Study study) {
    Grid grid = study.grid();
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("name", study.name());
    tree.put("property", study.property());
    tree.put("settings", grid.data().get(0).task().settings());
    tree.put("data", data(grid));
    tree.put(
        "models",
        inOrder(
            "weak", of(grid.weak(), ModelSource::name),
            "strong", of(grid.strong(), ModelSource::name)));
    tree.put("strategies", Choices.names(study.strategies(), Choices.STRATEGIES));
    tree.put("objectives", Choices.names(study.objectives(), Choices.OBJECTIVES));
    tree.put("lambda", lambda(grid));
    tree.put(
        "alpha",
        inOrder(
            "max", of(grid.alphas(), Study.Alpha::max),
            "warm_up", of(grid.alphas(), Study.Alpha::warmUpShare)));
    tree.put("labels", Choices.name(study.labelForm(), Choices.LABELS));
    tree.put("seeds", study.seeds());
    tree.put("training", training(grid.training()));
    if (!study.selection().isEmpty()) {
      tree.put("select", study.selection().stream().map(StudyFileWriter::stage).toList());
    }
    tree.put(
        "shards",
        inOrder("labeling", study.shards().labeling(), "evaluation", study.shards().evaluation()));
    if (!study.budget().equals(Budget.UNLIMITED)) {
      tree.put("budget", budget(study.budget()));
    }
    study.dataFolder().ifPresent(folder -> tree.put("data_folder", folder));
    return tree;
  }

  /** How one model is trained, every setting under its name in a study file. */
  public static Map<String, Object> training(TrainingSettings training) {
    return training(List.of((long) training.epochs()), training);
  }

  private static Map<String, Object> data(Grid grid) {
    DataSource source = grid.data().get(0).task().data();
    Map<String, Object> data = inOrder("name", source.name());
    if (source.rows().isPresent()) {
      data.put("rows", of(grid.data(), ofRows -> ofRows.task().data().rows().orElseThrow()));
    }
    source.testRows().ifPresent(rows -> data.put("test_rows", rows));
    data.put("split_seed", source.splitSeed());
    return data;
  }

  private static Object lambda(Grid grid) {
    return grid.varied().contains(Dimension.LAMBDA)
        ? of(grid.lambdas(), Study.Lambda::weak)
        : inOrder(
            "weak", of(grid.lambdas(), Study.Lambda::weak),
            "wts", of(grid.lambdas(), Study.Lambda::wts),
            "ceiling", of(grid.lambdas(), Study.Lambda::ceiling));
  }

  private static Map<String, Object> training(List<Study.Training> training) {
    Epochs epochs =
        Epochs.of(
            training.stream()
                .map(each -> new Epochs.Pair(each.weak().epochs(), each.strong().epochs()))
                .toList());
    Map<String, Object> tree = new LinkedHashMap<>();
    putEpochs(tree, epochs.common());
    tree.put("weak", training(epochs.weak(), training.get(0).weak()));
    tree.put("strong", training(epochs.strong(), training.get(0).strong()));
    return tree;
  }

  private static Map<String, Object> training(List<Long> epochs, TrainingSettings training) {
    Map<String, Object> tree = new LinkedHashMap<>();
    putEpochs(tree, epochs);
    tree.putAll(
        inOrder(
            "batch_size", training.batchSize(),
            "batches", Choices.name(training.batches(), Choices.BATCHES),
            "learning_rate", training.learningRate(),
            "schedule", Choices.name(training.schedule(), Choices.SCHEDULES),
            "warm_up", training.warmUpShare(),
            "weight_decay", training.weightDecay(),
            "gradient_clip", training.gradientClip(),
            "max_tokens", training.maxTokens(),
            "tokens_at_once", training.tokensAtOnce(),
            "precision", Choices.name(training.precision(), Choices.PRECISIONS),
            "validations_per_epoch", training.validationsPerEpoch(),
            "patience", training.patience()));
    return tree;
  }

  private static void putEpochs(Map<String, Object> tree, List<Long> epochs) {
    if (!epochs.isEmpty()) {
      tree.put("epochs", of(epochs, each -> each));
    }
  }

  private static Map<String, Object> stage(Stage stage) {
    Map<String, Object> tree = inOrder("sweep", of(stage.sweep(), Dimension::title));
    tree.putAll(SelectionRule.written(stage.rule()));
    tree.put("seeds", stage.seeds());
    return tree;
  }

  private static Map<String, Object> budget(Budget budget) {
    Map<String, Object> tree = new LinkedHashMap<>();
    budget.steps().ifPresent(steps -> tree.put("steps", steps));
    budget.hours().ifPresent(hours -> tree.put("hours", hours));
    budget.gigabytes().ifPresent(gigabytes -> tree.put("gigabytes", gigabytes));
    return tree;
  }

  private static Map<String, Object> inOrder(Object... namesAndValues) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      map.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    return map;
  }

  /** What is different in some values: by itself where there is one, else as a list. */
  private static <T> Object of(List<T> values, Function<T, Object> part) {
    List<Object> parts = values.stream().map(part).distinct().toList();
    return parts.size() == 1 ? parts.get(0) : parts;
  }
}

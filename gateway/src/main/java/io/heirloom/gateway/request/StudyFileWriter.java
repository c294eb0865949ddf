package io.heirloom.gateway.request;

import io.heirloom.lineage.step.DataSource;
import io.heirloom.lineage.step.TrainingSettings;
import io.heirloom.lineage.study.Study;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes a study in the form of a study file. */
public final class StudyFileWriter {
  private StudyFileWriter() {}

  /**
   * The tree of a study file with every field given, in the order of the documentation. Reading it
   * gives the same study.
   */
  public static Map<String, Object> tree(Study study) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("name", study.name());
    tree.put("property", study.task().property());
    tree.put("settings", study.task().settings());
    tree.put("data", data(study.task().data()));
    tree.put("models", models(study));
    tree.put("strategies", names(study.strategies(), Choices.STRATEGIES));
    tree.put("objectives", names(study.objectives(), Choices.OBJECTIVES));
    tree.put("lambda", lambda(study.lambda()));
    tree.put("alpha", alpha(study.alpha()));
    tree.put("labels", name(study.labelForm(), Choices.LABELS));
    tree.put("seeds", study.seeds());
    tree.put(
        "training",
        inOrder(
            "weak",
            training(study.weak().training()),
            "strong",
            training(study.strong().training())));
    tree.put(
        "shards",
        inOrder("labeling", study.shards().labeling(), "evaluation", study.shards().evaluation()));
    study.dataFolder().ifPresent(folder -> tree.put("data_folder", folder));
    return tree;
  }

  private static Map<String, Object> data(DataSource source) {
    Map<String, Object> data = inOrder("name", source.name());
    source.rows().ifPresent(rows -> data.put("rows", rows));
    source.testRows().ifPresent(rows -> data.put("test_rows", rows));
    data.put("split_seed", source.splitSeed());
    return data;
  }

  private static Map<String, Object> models(Study study) {
    return inOrder("weak", study.weak().source().name(), "strong", study.strong().source().name());
  }

  private static Map<String, Object> lambda(Study.Lambda lambda) {
    return inOrder("weak", lambda.weak(), "wts", lambda.wts(), "ceiling", lambda.ceiling());
  }

  private static Map<String, Object> alpha(Study.Alpha alpha) {
    return inOrder("max", alpha.max(), "warm_up", alpha.warmUpShare());
  }

  private static Map<String, Object> training(TrainingSettings training) {
    return inOrder(
        "epochs", training.epochs(),
        "batch_size", training.batchSize(),
        "batches", name(training.batches(), Choices.BATCHES),
        "learning_rate", training.learningRate(),
        "schedule", name(training.schedule(), Choices.SCHEDULES),
        "warm_up", training.warmUpShare(),
        "weight_decay", training.weightDecay(),
        "gradient_clip", training.gradientClip(),
        "max_tokens", training.maxTokens(),
        "tokens_at_once", training.tokensAtOnce(),
        "precision", name(training.precision(), Choices.PRECISIONS),
        "validations_per_epoch", training.validationsPerEpoch(),
        "patience", training.patience());
  }

  private static Map<String, Object> inOrder(Object... namesAndValues) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      map.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    return map;
  }

  private static <T> List<String> names(List<T> values, Map<String, T> choices) {
    return values.stream().map(value -> name(value, choices)).toList();
  }

  private static <T> String name(T value, Map<String, T> choices) {
    return choices.entrySet().stream()
        .filter(choice -> choice.getValue().equals(value))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElseThrow();
  }
}

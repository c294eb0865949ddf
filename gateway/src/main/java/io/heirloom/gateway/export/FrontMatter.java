package io.heirloom.gateway.export;

import io.heirloom.gateway.report.Report;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What the Hugging Face hub reads of a card: YAML between two lines of dashes
 * (https://huggingface.co/docs/hub/model-cards). Nothing in it was written by users.
 */
final class FrontMatter {
  private static final String OWN_FILES = "own-files";

  private FrontMatter() {}

  /** The lines with their dashes. */
  static String of(ModelFacts facts) {
    return "---\n" + YamlText.of(tree(facts)) + "---\n";
  }

  private static Map<String, Object> tree(ModelFacts facts) {
    BaseModel base = new BaseModel(facts.source());
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("library_name", "transformers");
    tree.put("pipeline_tag", task(facts.form()));
    base.licence().ifPresent(licence -> tree.put("license", licence));
    base.repository()
        .ifPresent(
            repository -> {
              tree.put("base_model", repository);
              tree.put("base_model_relation", "finetune");
            });
    if (isNamed(facts.data())) {
      tree.put("datasets", List.of(facts.data().name()));
    }
    tree.put("tags", tags(facts));
    if (!facts.measured().isEmpty()) {
      tree.put("model-index", List.of(results(facts)));
    }
    return tree;
  }

  private static String task(StoredCheckpoint.Form form) {
    return switch (form) {
      case CLASSIFIER -> "text-classification";
      case LANGUAGE_MODEL -> "text-generation";
    };
  }

  private static List<String> tags(ModelFacts facts) {
    List<String> tags = new ArrayList<>(List.of("heirloom", "weak-to-strong", "trustworthiness"));
    tags.add(facts.step().task().property());
    tags.add(tag(facts.role().title()));
    facts.serves().forEach(strategy -> tags.add(tag(strategy.title())));
    return tags;
  }

  private static String tag(String title) {
    return title.toLowerCase(Locale.ROOT).replace(' ', '-');
  }

  private static Map<String, Object> results(ModelFacts facts) {
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("task", Map.of("type", task(facts.form())));
    result.put("dataset", dataset(facts.data()));
    result.put("metrics", facts.measured().stream().map(FrontMatter::metric).toList());
    Map<String, Object> index = new LinkedHashMap<>();
    index.put("name", name(facts));
    index.put("results", List.of(result));
    return index;
  }

  private static String name(ModelFacts facts) {
    return String.join(
        "-",
        "heirloom",
        facts.step().task().property(),
        tag(facts.role().title()),
        facts.key().digest().abbreviated());
  }

  private static Map<String, Object> dataset(Report.DataUsed data) {
    Map<String, Object> dataset = new LinkedHashMap<>();
    dataset.put("type", isNamed(data) ? data.name() : OWN_FILES);
    dataset.put("name", data.title());
    dataset.put("split", "test");
    return dataset;
  }

  private static Map<String, Object> metric(ModelFacts.Measured measured) {
    Map<String, Object> metric = new LinkedHashMap<>();
    metric.put("type", measured.metric().name());
    metric.put("name", measured.metric().title());
    metric.put("value", measured.value());
    return metric;
  }

  /** Only a named set has a licence that is known. */
  private static boolean isNamed(Report.DataUsed data) {
    return data.licence().isPresent();
  }
}

package io.heirloom.local;

import io.heirloom.lineage.step.DataSource;
import io.heirloom.lineage.step.TrustTask;
import io.heirloom.trust.ClassifierTrainingSet;
import io.heirloom.trust.JudgedRows;
import io.heirloom.trust.Metric;
import io.heirloom.trust.Metric.Direction;
import io.heirloom.trust.Metric.Role;
import io.heirloom.trust.NamedSettings;
import io.heirloom.trust.Property;
import io.heirloom.trust.PropertyTask;
import io.heirloom.trust.ScoredRows;
import io.heirloom.trust.classification.ClassificationTask;
import io.heirloom.trust.classification.ClassifiedRows;
import io.heirloom.trust.classification.Example;
import io.heirloom.trust.classification.JudgedExample;
import io.heirloom.trust.data.DataLibrary;
import io.heirloom.trust.data.Split;
import io.heirloom.trust.data.Table;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * The worked example of docs/properties.md: a property that no service knows of. Is a short message
 * classified as well as a long one? Regularised by noise on word embeddings.
 */
public final class Brevity implements Property {
  private static final int CLASSES = 2;
  private static final int SHORT = 20;

  private record Message(String text, int label) implements Example {
    JudgedExample judged() {
      return new JudgedExample(text, label, text.length() < SHORT ? 1 : 0);
    }
  }

  @Override
  public String name() {
    return "brevity";
  }

  @Override
  public double defaultLambda() {
    return 0.01;
  }

  @Override
  public double defaultAlphaMax() {
    return 0.2;
  }

  @Override
  public void check(TrustTask task) {
    new NamedSettings(task.settings(), List.of());
  }

  @Override
  public List<Metric> metrics() {
    return List.of(
        new Metric("short_accuracy", "Accuracy on short messages", Role.TRUST, Direction.HIGHER),
        new Metric("accuracy", "Accuracy", Role.TASK, Direction.HIGHER));
  }

  @Override
  public PropertyTask open(TrustTask task, DataLibrary data, Optional<Path> mirror) {
    DataSource source = task.data();
    Table table = Table.read(data.open(source, mirror).get("train"));
    List<Message> messages =
        IntStream.range(0, table.size())
            .mapToObj(
                row ->
                    new Message(
                        table.cell(row, table.column("text")),
                        Integer.parseInt(table.cell(row, table.column("label")))))
            .toList();
    Split.Parts parts = Split.parts(messages.size(), source.splitSeed());
    List<Message> training = at(parts.training(), messages);
    Split split = Split.of(training.size(), source.rows(), source.splitSeed());
    return new ClassificationTask<>(
        CLASSES,
        at(split.weak(), training),
        at(split.weakValidation(), training),
        at(split.heldOut(), training),
        at(split.heldOutValidation(), training),
        new JudgedRows<>(at(parts.test(), messages), at(split.validation(), training))
            .map(Message::judged),
        (rows, loss, lambda, validation) ->
            new ClassifierTrainingSet(CLASSES, Example.texts(rows), 1, loss, lambda, validation));
  }

  private static List<Message> at(int[] rows, List<Message> messages) {
    return Arrays.stream(rows).mapToObj(messages::get).toList();
  }

  @Override
  public SortedMap<String, Double> measure(ScoredRows table) {
    ClassifiedRows rows = ClassifiedRows.of(table);
    SortedMap<String, Double> values = new TreeMap<>();
    accuracy(rows, 0).ifPresent(all -> values.put("accuracy", all));
    accuracy(rows, 1).ifPresent(ofShort -> values.put("short_accuracy", ofShort));
    return values;
  }

  private static Optional<Double> accuracy(ClassifiedRows rows, int leastGroup) {
    int[] some =
        IntStream.range(0, rows.size()).filter(row -> rows.groups()[row] >= leastGroup).toArray();
    long right =
        Arrays.stream(some).filter(row -> rows.answers()[row] == rows.labels()[row]).count();
    return some.length == 0 ? Optional.empty() : Optional.of((double) right / some.length);
  }
}

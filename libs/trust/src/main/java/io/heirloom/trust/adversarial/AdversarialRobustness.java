package io.heirloom.trust.adversarial;

import io.heirloom.lineage.InvalidInputException;
import io.heirloom.lineage.step.DataSource;
import io.heirloom.lineage.step.TrustTask;
import io.heirloom.lineage.study.Study;
import io.heirloom.trust.JudgedRows;
import io.heirloom.trust.Metric;
import io.heirloom.trust.Property;
import io.heirloom.trust.PropertyTask;
import io.heirloom.trust.ScoredRows;
import io.heirloom.trust.attack.AttackSettings;
import io.heirloom.trust.attack.BlindAttack;
import io.heirloom.trust.classification.ClassificationTask;
import io.heirloom.trust.data.DataFile;
import io.heirloom.trust.data.DataLibrary;
import java.nio.file.Path;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Adversarial robustness: whether a model still answers right where an attack changed the text.
 * Regularised by learning from clean and attacked texts at once; measured by robust accuracy. Each
 * task of GLUE has models of its own.
 */
public final class AdversarialRobustness implements Property {
  @Override
  public String name() {
    return "adversarial-robustness";
  }

  @Override
  public double defaultLambda() {
    return 0.3;
  }

  @Override
  public double defaultAlphaMax() {
    return 0.1;
  }

  @Override
  public void check(TrustTask task) {
    AdversarialSettings.of(task.settings());
  }

  @Override
  public void checkLambda(double lambda) {
    if (lambda > 1) {
      throw new InvalidInputException("lambda", lambda, "0 to 1, the share of the attacked texts");
    }
  }

  @Override
  public List<Study.Part> parts(TrustTask task) {
    Set<Task> tasks = AdversarialSettings.of(task.settings()).tasks();
    if (tasks.size() == 1) {
      return List.of(new Study.Part("", task));
    }
    return tasks.stream()
        .map(
            part ->
                new Study.Part(
                    part.word(),
                    new TrustTask(
                        task.property(),
                        AdversarialSettings.narrowed(task.settings(), part),
                        task.data())))
        .toList();
  }

  @Override
  public List<Metric> metrics() {
    return AdversarialMetrics.all();
  }

  /**
   * Reads the data set of a task, or of one of its parts. A task that is not in parts is one for
   * models that learn all of its tasks at once, with as many classes as the largest has.
   */
  @Override
  public PropertyTask open(TrustTask task, DataLibrary data, Optional<Path> mirror) {
    AdversarialSettings settings = AdversarialSettings.of(task.settings());
    DataSource source = task.data();
    Collection<DataFile> files = data.open(source, mirror).byName().values();
    List<Triplet> triplets = triplets(settings, files, source);
    AdversarialSplit split =
        AdversarialSplit.of(triplets, source.rows(), source.splitSeed())
            .withTests(source.testRows(), source.splitSeed());
    JudgedRows<JudgedText> judged =
        new JudgedRows<>(JudgedText.of(split.test()), JudgedText.of(split.validation()));
    int classes = classes(settings.tasks(), triplets);
    ClassificationTask<AdversarialExample> classification =
        new ClassificationTask<>(
            classes,
            examples(split.weak()),
            examples(split.weakValidation()),
            examples(split.heldOut()),
            examples(split.heldOutValidation()),
            judged.map(JudgedText::row),
            new CleanAndAttacked(classes));
    return settings
        .attack()
        .<PropertyTask>map(
            attack ->
                new AttackedTask(
                    classification, judged, attack, source.splitSeed(), vocabulary(split)))
        .orElse(classification);
  }

  @Override
  public SortedMap<String, Double> measure(ScoredRows rows) {
    return AdversarialMetrics.of(rows);
  }

  private static List<Triplet> triplets(
      AdversarialSettings settings, Collection<DataFile> files, DataSource source) {
    if (settings.tasks().contains(Task.OWN)) {
      double share = settings.attack().orElse(AttackSettings.DEFAULT).largestShare();
      CleanTextReader reader = new CleanTextReader(new BlindAttack(share, source.splitSeed()));
      return files.stream().flatMap(file -> reader.read(file).stream()).toList();
    }
    List<Triplet> all = Triplets.read(List.copyOf(files)).triplets();
    requireAll(settings.tasks(), all);
    return all.stream().filter(triplet -> settings.tasks().contains(triplet.task())).toList();
  }

  private static void requireAll(Set<Task> tasks, List<Triplet> triplets) {
    Set<Task> there = EnumSet.noneOf(Task.class);
    triplets.stream()
        .filter(triplet -> triplet.clean().isPresent())
        .forEach(triplet -> there.add(triplet.task()));
    for (Task task : tasks) {
      if (!there.contains(task)) {
        throw new InvalidInputException(
            "settings.tasks",
            task.word(),
            there.isEmpty()
                ? "tasks that the data have clean texts of, and they have none"
                : Task.words(there) + ", which the data have clean texts of");
      }
    }
  }

  private static int classes(Set<Task> tasks, List<Triplet> triplets) {
    if (!tasks.contains(Task.OWN)) {
      return tasks.stream().mapToInt(Task::classes).max().orElseThrow();
    }
    Set<Integer> labels = triplets.stream().map(Triplet::label).collect(Collectors.toSet());
    for (int label = 0; label < Math.max(2, labels.size()); label++) {
      if (!labels.contains(label)) {
        throw new InvalidInputException(
            "label", "no row of class " + label, "rows of each of the classes 0, 1 …");
      }
    }
    return labels.size();
  }

  private static List<AdversarialExample> examples(List<Triplet> triplets) {
    return triplets.stream().map(AdversarialExample::of).toList();
  }

  /** The clean texts that models are trained on. */
  private static List<String> vocabulary(AdversarialSplit split) {
    return Stream.concat(split.weak().stream(), split.heldOut().stream())
        .flatMap(triplet -> triplet.clean().stream())
        .flatMap(List::stream)
        .toList();
  }
}

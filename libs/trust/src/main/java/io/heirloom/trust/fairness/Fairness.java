package io.heirloom.trust.fairness;

import io.heirloom.languagemodel.training.LogitObjective;
import io.heirloom.lineage.step.DataSource;
import io.heirloom.lineage.step.TrustTask;
import io.heirloom.trust.ClassifierTrainingSet;
import io.heirloom.trust.ClassifierTrainingSet.Validation;
import io.heirloom.trust.JudgedRows;
import io.heirloom.trust.Metric;
import io.heirloom.trust.Property;
import io.heirloom.trust.ScoredRows;
import io.heirloom.trust.classification.ClassificationTask;
import io.heirloom.trust.classification.ClassifiedRows;
import io.heirloom.trust.classification.Example;
import io.heirloom.trust.data.DataLibrary;
import io.heirloom.trust.data.DataSetFiles;
import io.heirloom.trust.data.Split;
import io.heirloom.trust.objective.Regularised;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * Fairness: whether a model tells a person's income from census data without regard to sex.
 * Regularised by the covariance of its score with the protected attribute; measured by demographic
 * parity and equalized odds.
 */
public final class Fairness implements Property {
  private static final int CLASSES = 2;
  private static final String TRAINING = "train";
  private static final String TEST = "test";

  @Override
  public String name() {
    return "fairness";
  }

  @Override
  public double defaultLambda() {
    return 1;
  }

  @Override
  public double defaultAlphaMax() {
    return 0.2;
  }

  @Override
  public void check(TrustTask task) {
    FairnessSettings.of(task.settings());
  }

  @Override
  public List<Metric> metrics() {
    return FairnessMetrics.all();
  }

  @Override
  public ClassificationTask<? extends Example> open(
      TrustTask task, DataLibrary data, Optional<Path> mirror) {
    FairnessSettings settings = FairnessSettings.of(task.settings());
    DataSource source = task.data();
    DataSetFiles files = data.open(source, mirror);
    List<Person> people = CensusReader.read(files.get(TRAINING));
    List<Person> training = people;
    List<Person> test = people;
    if (files.find(TEST).isPresent()) {
      test = CensusReader.read(files.get(TEST));
    } else {
      Split.Parts parts = Split.parts(people.size(), source.splitSeed());
      training = at(parts.training(), people);
      test = at(parts.test(), people);
    }
    Split split = Split.of(training.size(), source.rows(), source.splitSeed());
    int[] testRows = Split.test(test.size(), source.testRows(), source.splitSeed());
    return new ClassificationTask<>(
        CLASSES,
        at(split.weak(), training),
        at(split.weakValidation(), training),
        at(split.heldOut(), training),
        at(split.heldOutValidation(), training),
        new JudgedRows<>(at(testRows, test), at(split.validation(), training)).map(Person::judged),
        (rows, loss, lambda, validation) -> regularised(settings, rows, loss, lambda, validation));
  }

  private static ClassifierTrainingSet regularised(
      FairnessSettings settings,
      List<Person> people,
      LogitObjective task,
      double lambda,
      Validation validation) {
    int[] groups = people.stream().mapToInt(Person::group).toArray();
    return new ClassifierTrainingSet(
        CLASSES,
        Example.texts(people),
        1,
        Regularised.with(task, lambda, new CovariancePenalty(groups, settings)),
        0,
        validation);
  }

  @Override
  public SortedMap<String, Double> measure(ScoredRows rows) {
    return FairnessMetrics.of(ClassifiedRows.of(rows));
  }

  private static List<Person> at(int[] rows, List<Person> people) {
    return Arrays.stream(rows).mapToObj(people::get).toList();
  }
}

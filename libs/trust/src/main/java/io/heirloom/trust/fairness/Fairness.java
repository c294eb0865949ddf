package io.heirloom.trust.fairness;

import io.heirloom.lineage.step.DataSource;
import io.heirloom.lineage.step.TrustTask;
import io.heirloom.trust.Metric;
import io.heirloom.trust.Property;
import io.heirloom.trust.PropertyTask;
import io.heirloom.trust.ScoredRows;
import io.heirloom.trust.data.DataLibrary;
import io.heirloom.trust.data.DataSetFiles;
import io.heirloom.trust.data.Split;
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
  @Override
  public String name() {
    return "fairness";
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
  public PropertyTask open(TrustTask task, DataLibrary data, Optional<Path> mirror) {
    FairnessSettings settings = FairnessSettings.of(task.settings());
    DataSource source = task.data();
    DataSetFiles files = data.open(source, mirror);
    List<Person> people = CensusReader.read(files.training());
    List<Person> training = people;
    List<Person> test = people;
    if (files.test().isPresent()) {
      test = CensusReader.read(files.test().get());
    } else {
      Split.Parts parts = Split.parts(people.size(), source.splitSeed());
      training = at(parts.training(), people);
      test = at(parts.test(), people);
    }
    Split split = Split.of(training.size(), source.rows(), source.splitSeed());
    int[] testRows = Split.test(test.size(), source.testRows(), source.splitSeed());
    return new FairnessTask(
        settings,
        at(split.weak(), training),
        at(split.weakValidation(), training),
        at(split.heldOut(), training),
        at(split.heldOutValidation(), training),
        at(testRows, test));
  }

  @Override
  public SortedMap<String, Double> measure(ScoredRows rows) {
    return FairnessMetrics.of(rows);
  }

  private static List<Person> at(int[] rows, List<Person> people) {
    return Arrays.stream(rows).mapToObj(people::get).toList();
  }
}

package io.heirloom.trust.fairness;

import io.heirloom.languagemodel.training.LogitObjective;
import io.heirloom.lineage.InvalidInputException;
import io.heirloom.lineage.step.Supervision;
import io.heirloom.trust.PropertyTask;
import io.heirloom.trust.ScoredRows;
import io.heirloom.trust.TrainingSet;
import io.heirloom.trust.TrainingSet.Validation;
import io.heirloom.trust.WeakLabels;
import io.heirloom.trust.objective.AuxiliaryConfidence;
import io.heirloom.trust.objective.CrossEntropy;
import io.heirloom.trust.objective.Regularised;
import java.util.List;

/** Fairness on one census: people in their roles. */
record FairnessTask(
    FairnessSettings settings,
    List<Person> weakRows,
    List<Person> weakValidation,
    List<Person> heldOutRows,
    List<Person> heldOutValidation,
    List<Person> testRows)
    implements PropertyTask {
  private static final int CLASSES = 2;

  @Override
  public int classes() {
    return CLASSES;
  }

  @Override
  public TrainingSet weakTraining(double lambda) {
    return trainingSet(weakRows, groundTruth(weakRows), lambda, weakValidation);
  }

  @Override
  public TrainingSet strongCeiling(double lambda) {
    return trainingSet(heldOutRows, groundTruth(heldOutRows), lambda, heldOutValidation);
  }

  @Override
  public TrainingSet weakToStrong(WeakLabels labels, Supervision supervision, double lambda) {
    checkAreOfHeldOutRows(labels);
    return trainingSet(heldOutRows, taught(supervision, labels), lambda, heldOutValidation);
  }

  @Override
  public List<String> heldOut() {
    return texts(heldOutRows);
  }

  @Override
  public List<String> test() {
    return texts(testRows);
  }

  @Override
  public ScoredRows score(int fromRow, float[][] probabilities) {
    int size = probabilities.length;
    if (fromRow < 0 || size > testRows.size() - fromRow) {
      throw new InvalidInputException(
          "answers",
          size + " from test row " + fromRow,
          "answers for the " + testRows.size() + " test rows");
    }
    int[] rows = new int[size];
    for (int index = 0; index < size; index++) {
      rows[index] = fromRow + index;
    }
    List<Person> people = testRows.subList(fromRow, fromRow + size);
    return new ScoredRows(rows, labels(people), groups(people), probabilities);
  }

  private LogitObjective taught(Supervision supervision, WeakLabels labels) {
    if (supervision instanceof Supervision.WtsAux aux) {
      return new AuxiliaryConfidence(labels.probabilities(), aux.alphaMax(), aux.warmUpShare());
    }
    if (supervision instanceof Supervision.WtsNaive) {
      return new CrossEntropy(labels.probabilities());
    }
    throw new InvalidInputException("supervision", supervision, "WTS-Naive, WTS-Aux");
  }

  private void checkAreOfHeldOutRows(WeakLabels labels) {
    if (labels.fromRow() != 0
        || labels.size() != heldOutRows.size()
        || labels.classes() != CLASSES) {
      throw new InvalidInputException(
          "weak labels",
          labels.size() + " from row " + labels.fromRow() + " of " + labels.classes() + " classes",
          heldOutRows.size()
              + " from row 0 of "
              + CLASSES
              + " classes, as there are held-out rows");
    }
  }

  private TrainingSet trainingSet(
      List<Person> rows, LogitObjective objective, double lambda, List<Person> validation) {
    return new TrainingSet(
        texts(rows),
        Regularised.with(objective, lambda, new CovariancePenalty(groups(rows), settings)),
        new Validation(texts(validation), labels(validation)));
  }

  private static CrossEntropy groundTruth(List<Person> rows) {
    return CrossEntropy.withClasses(labels(rows), CLASSES);
  }

  private static List<String> texts(List<Person> people) {
    return people.stream().map(Person::text).toList();
  }

  private static int[] labels(List<Person> people) {
    return people.stream().mapToInt(Person::label).toArray();
  }

  private static int[] groups(List<Person> people) {
    return people.stream().mapToInt(Person::group).toArray();
  }
}

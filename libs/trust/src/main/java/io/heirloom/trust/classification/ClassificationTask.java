package io.heirloom.trust.classification;

import io.heirloom.languagemodel.SequenceClassifier;
import io.heirloom.languagemodel.TokenizedTexts;
import io.heirloom.languagemodel.training.LogitObjective;
import io.heirloom.lineage.InvalidInputException;
import io.heirloom.lineage.step.Evaluate;
import io.heirloom.lineage.step.Label;
import io.heirloom.lineage.step.Supervision;
import io.heirloom.trust.Checkpoint;
import io.heirloom.trust.ClassLabels;
import io.heirloom.trust.ClassifierTrainingSet;
import io.heirloom.trust.ClassifierTrainingSet.Validation;
import io.heirloom.trust.JudgedRows;
import io.heirloom.trust.PropertyTask;
import io.heirloom.trust.ScoredRows;
import io.heirloom.trust.WeakLabels;
import io.heirloom.trust.objective.AuxiliaryConfidence;
import io.heirloom.trust.objective.CrossEntropy;
import java.util.List;

/**
 * A property whose models are classifiers: its rows in their roles. The strong ceiling learns from
 * the held-out rows. All models are judged on the same rows, and of each is put down what {@link
 * ClassifiedRows} reads.
 *
 * @param classes how many there are, 2 or more
 * @param weak rows that the weak model is trained on
 * @param weakValidation kept aside from them
 * @param heldOut rows that the weak model labels and the strong model is trained on
 * @param heldOutValidation kept aside from them
 * @param judged rows that models are judged on, trained on by none
 * @param regularisation what training is regularised with
 */
public record ClassificationTask<E extends Example>(
    int classes,
    List<E> weak,
    List<E> weakValidation,
    List<E> heldOut,
    List<E> heldOutValidation,
    JudgedRows<JudgedExample> judged,
    Regularisation<E> regularisation)
    implements PropertyTask {
  public ClassificationTask {
    weak = List.copyOf(weak);
    weakValidation = List.copyOf(weakValidation);
    heldOut = List.copyOf(heldOut);
    heldOutValidation = List.copyOf(heldOutValidation);
  }

  @Override
  public ClassifierTrainingSet weakTraining(double lambda) {
    return regularisation.of(weak, groundTruth(weak), lambda, validation(weakValidation));
  }

  @Override
  public ClassifierTrainingSet strongCeiling(double lambda) {
    return regularisation.of(heldOut, groundTruth(heldOut), lambda, validation(heldOutValidation));
  }

  @Override
  public ClassifierTrainingSet weakToStrong(
      WeakLabels labels, Supervision supervision, double lambda) {
    return regularisation.of(
        heldOut, taught(supervision, ofHeldOut(labels)), lambda, validation(heldOutValidation));
  }

  @Override
  public int heldOutRows() {
    return heldOut.size();
  }

  @Override
  public ClassLabels label(Label.Form form, int from, int to, Checkpoint weakModel) {
    SequenceClassifier classifier = weakModel.classifier();
    List<int[]> rows =
        classifier.tokenize(Example.texts(heldOut.subList(from, to)), Integer.MAX_VALUE);
    return ClassLabels.of(form, from, classifier.probabilities(rows, weakModel.progress()));
  }

  @Override
  public int trainingRows(Evaluate.Model of) {
    List<E> rows =
        switch (of) {
          case WEAK -> weak;
          case WEAK_TO_STRONG, CEILING -> heldOut;
        };
    return rows.size() * regularisation.views();
  }

  @Override
  public int judgedRows(Evaluate.Model of, Evaluate.Rows on) {
    return judged.on(on).size();
  }

  @Override
  public ScoredRows judge(Evaluate.Model of, Evaluate.Rows on, int from, int to, Checkpoint model) {
    List<JudgedExample> rows = judged.on(on).subList(from, to);
    SequenceClassifier classifier = model.classifier();
    TokenizedTexts tokens = classifier.tokenized(Example.texts(rows), Integer.MAX_VALUE);
    return ClassifiedRows.table(
        from, rows, classifier.probabilities(tokens.rows(), model.progress()), tokens::isCut);
  }

  private CrossEntropy groundTruth(List<E> rows) {
    return CrossEntropy.withClasses(Example.labels(rows), classes);
  }

  private static Validation validation(List<? extends Example> rows) {
    return new Validation(Example.texts(rows), Example.labels(rows));
  }

  private static LogitObjective taught(Supervision supervision, ClassLabels labels) {
    if (supervision instanceof Supervision.WtsAux aux) {
      return new AuxiliaryConfidence(labels.probabilities(), aux.alphaMax(), aux.warmUpShare());
    }
    if (supervision instanceof Supervision.WtsNaive) {
      return new CrossEntropy(labels.probabilities());
    }
    throw new InvalidInputException("supervision", supervision, "WTS-Naive, WTS-Aux");
  }

  private ClassLabels ofHeldOut(WeakLabels labels) {
    if (labels instanceof ClassLabels ofClasses
        && labels.fromRow() == 0
        && labels.size() == heldOut.size()
        && ofClasses.classes() == classes) {
      return ofClasses;
    }
    throw new InvalidInputException(
        "weak labels",
        labels.size() + " from row " + labels.fromRow(),
        "%d from row 0, of %d classes, as there are held-out rows"
            .formatted(heldOut.size(), classes));
  }
}

package io.heirloom.gateway.request;

import io.heirloom.lineage.step.TrainingSettings;
import io.heirloom.lineage.study.Study;
import java.util.List;
import java.util.Optional;

/** Reads how the models are trained. */
final class TrainingReader {
  private static final GridOf<Long> EPOCHS = new GridOf<>(whole(1, 1000));
  private static final Kind.Decimal SHARE = new Kind.Decimal(Range.between(0, 1));

  private TrainingReader() {}

  /**
   * What was asked for.
   *
   * @param weak of the weak model, but for its epochs
   * @param strong of the strong model, but for its epochs
   */
  record Training(TrainingSettings weak, TrainingSettings strong, Epochs epochs) {
    /** With every combination of epochs. */
    List<Study.Training> all() {
      return epochs.pairs().stream()
          .map(
              pair ->
                  new Study.Training(
                      weak.withEpochs(Math.toIntExact(pair.weak())),
                      strong.withEpochs(Math.toIntExact(pair.strong()))))
          .toList();
    }
  }

  private record Own(TrainingSettings settings, List<Long> epochs) {}

  static Training read(Fields training) {
    List<Long> common =
        training.value("epochs", EPOCHS, List.of((long) TrainingSettings.DEFAULT.epochs()));
    TrainingSettings settings = settings(training, TrainingSettings.DEFAULT);
    Own weak = training.overriding("weak", own -> own(own, training, settings));
    Own strong = training.overriding("strong", own -> own(own, training, settings));
    Epochs epochs = new Epochs(common, weak.epochs(), strong.epochs());
    return new Training(weak.settings(), strong.settings(), bounded(training, epochs));
  }

  private static Epochs bounded(Fields training, Epochs epochs) {
    if (epochs.size() <= OneOrMore.MOST) {
      return epochs;
    }
    training.refuse(
        "epochs",
        epochs.size() + " combinations",
        "at most %d combinations with weak.epochs and strong.epochs".formatted(OneOrMore.MOST));
    return new Epochs(List.of(1L), List.of(), List.of());
  }

  private static Own own(Fields own, Fields training, TrainingSettings common) {
    Optional<List<Long>> epochs = own.optional("epochs", EPOCHS);
    TrainingSettings settings = settings(own, common);
    if (settings.patience() > 0 && settings.validationsPerEpoch() == 0) {
      Fields author = own.has("patience") ? own : training;
      author.refuse(
          "patience",
          settings.patience(),
          "0 where validations_per_epoch is 0: nothing would tell when to stop");
    }
    return new Own(settings, epochs.orElse(List.of()));
  }

  private static TrainingSettings settings(Fields training, TrainingSettings standard) {
    return new TrainingSettings(
        standard.epochs(),
        number(training, "batch_size", whole(1, 4096), standard.batchSize()),
        training.value("batches", new Kind.Choice<>(Choices.BATCHES), standard.batches()),
        training.value(
            "learning_rate", new Kind.Decimal(Range.above(0, 1)), standard.learningRate()),
        training.value("schedule", new Kind.Choice<>(Choices.SCHEDULES), standard.schedule()),
        training.value("warm_up", SHARE, standard.warmUpShare()),
        training.value(
            "weight_decay", new Kind.Decimal(Range.between(0, 10)), standard.weightDecay()),
        training.value(
            "gradient_clip", new Kind.Decimal(Range.above(0, 1e6)), standard.gradientClip()),
        number(training, "max_tokens", whole(1, 8192), standard.maxTokens()),
        number(training, "tokens_at_once", whole(1, 1 << 20), standard.tokensAtOnce()),
        training.value("precision", new Kind.Choice<>(Choices.PRECISIONS), standard.precision()),
        number(training, "validations_per_epoch", whole(0, 1000), standard.validationsPerEpoch()),
        number(training, "patience", whole(0, 1000), standard.patience()));
  }

  private static int number(Fields training, String name, Kind.Whole kind, int standard) {
    return Math.toIntExact(training.value(name, kind, (long) standard));
  }

  private static Kind.Whole whole(int from, int to) {
    return new Kind.Whole(Range.between(from, to));
  }
}

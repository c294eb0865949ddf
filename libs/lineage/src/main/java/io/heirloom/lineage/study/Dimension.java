package io.heirloom.lineage.study;

import java.util.List;
import java.util.OptionalInt;
import java.util.function.Function;

/** Something a study may vary, named as in a study file. */
public enum Dimension {
  /** How many rows of the training part are used; "all" without a limit. */
  ROWS("data.rows", Axis.DATA, Dimension::rows),
  WEAK_MODEL("models.weak", Axis.WEAK, point -> point.weak().name()),
  STRONG_MODEL("models.strong", Axis.STRONG, point -> point.strong().name()),
  /** Of the weak and the strong model alike. */
  EPOCHS("training.epochs", Axis.TRAINING, point -> (double) point.training().weak().epochs()),
  WEAK_EPOCHS(
      "training.weak.epochs", Axis.TRAINING, point -> (double) point.training().weak().epochs()),
  STRONG_EPOCHS(
      "training.strong.epochs",
      Axis.TRAINING,
      point -> (double) point.training().strong().epochs()),
  /** Of the weak model, weak-to-strong training and the ceiling alike. */
  LAMBDA("lambda", Axis.LAMBDA, point -> point.lambda().weak()),
  LAMBDA_WEAK("lambda.weak", Axis.LAMBDA, point -> point.lambda().weak()),
  LAMBDA_WTS("lambda.wts", Axis.LAMBDA, point -> point.lambda().wts()),
  LAMBDA_CEILING("lambda.ceiling", Axis.LAMBDA, point -> point.lambda().ceiling()),
  ALPHA_MAX("alpha.max", Axis.ALPHA, point -> point.alpha().max()),
  ALPHA_WARM_UP("alpha.warm_up", Axis.ALPHA, point -> point.alpha().warmUpShare());

  /** The list of a {@link Grid} that holds a dimension's values. */
  enum Axis {
    DATA,
    WEAK,
    STRONG,
    TRAINING,
    LAMBDA,
    ALPHA
  }

  private final String title;
  private final Axis axis;
  private final Function<Point, Object> value;

  Dimension(String title, Axis axis, Function<Point, Object> value) {
    this.title = title;
    this.axis = axis;
    this.value = value;
  }

  /** As a study file has it. */
  public String title() {
    return title;
  }

  /** Where a point lies in this dimension: a {@link Double}, or a {@link String}. */
  public Object of(Point point) {
    return value.apply(point);
  }

  /**
   * The dimensions that this one moves together; itself where it is simple.
   *
   * @return one or more
   */
  public List<Dimension> parts() {
    return switch (this) {
      case LAMBDA -> List.of(LAMBDA_WEAK, LAMBDA_WTS, LAMBDA_CEILING);
      case EPOCHS -> List.of(WEAK_EPOCHS, STRONG_EPOCHS);
      default -> List.of(this);
    };
  }

  /**
   * Whether a stage of a study may choose its value: it is a weight of the regulariser or alpha.
   */
  public boolean selectable() {
    return axis == Axis.LAMBDA || axis == Axis.ALPHA;
  }

  Axis axis() {
    return axis;
  }

  private static Object rows(Point point) {
    OptionalInt rows = point.data().task().data().rows();
    return rows.isPresent() ? (Object) (double) rows.getAsInt() : "all";
  }
}

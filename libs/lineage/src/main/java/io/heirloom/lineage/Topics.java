package io.heirloom.lineage;

import io.heirloom.lineage.step.Evaluate;
import io.heirloom.lineage.step.Label;
import io.heirloom.lineage.step.Step;
import io.heirloom.lineage.step.TrainStrong;
import io.heirloom.lineage.step.TrainWeak;
import java.util.List;

/** The topics through which a study flows, and the CloudEvents types found on them. */
public final class Topics {
  public static final String WEAK_TRAINING = "heirloom.weak-training";
  public static final String LABELING = "heirloom.labeling";
  public static final String STRONG_TRAINING = "heirloom.strong-training";
  public static final String EVALUATION = "heirloom.evaluation";
  public static final String EVENTS = "heirloom.events";
  public static final String METRICS = "heirloom.metrics";
  public static final String CONTROL = "heirloom.control";
  public static final String STUDIES = "heirloom.studies";
  public static final String DEAD_LETTERS = "heirloom.dead-letters";

  /** The most bytes an order may have: it carries the tree of all that follows it. */
  public static final int LARGEST_ORDER = 16 << 20;

  /** All topics of step orders. */
  public static final List<String> ORDERS =
      List.of(WEAK_TRAINING, LABELING, STRONG_TRAINING, EVALUATION);

  /** The CloudEvents type of a step order, its version at the end. */
  public static final String ORDER_TYPE = "io.heirloom.step-order.v2";

  /** The CloudEvents type of a step event. */
  public static final String EVENT_TYPE = "io.heirloom.step-event.v2";

  /** The CloudEvents type of a metric point. */
  public static final String METRIC_TYPE = "io.heirloom.metric-point.v1";

  /** The CloudEvents type of a cancellation. */
  public static final String CANCEL_TYPE = "io.heirloom.cancel-study.v1";

  /** The CloudEvents type of a fact of a study's history that its gateway brought about. */
  public static final String FACT_TYPE = "io.heirloom.study-fact.v1";

  private Topics() {}

  /** The topic on which orders for such a step wait. */
  public static String ordersFor(Class<? extends Step> step) {
    if (step == TrainWeak.class) {
      return WEAK_TRAINING;
    }
    if (step == Label.class) {
      return LABELING;
    }
    if (step == TrainStrong.class) {
      return STRONG_TRAINING;
    }
    if (step == Evaluate.class) {
      return EVALUATION;
    }
    throw new IllegalArgumentException("no topic for " + step);
  }

  /** The service that does such a step. */
  public static String workerOf(Class<? extends Step> step) {
    return switch (ordersFor(step)) {
      case WEAK_TRAINING -> "weak-trainer";
      case LABELING -> "labeler";
      case STRONG_TRAINING -> "wts-trainer";
      default -> "evaluator";
    };
  }

  /** The share group in which the workers of such a step take orders, the same in every process. */
  public static String groupFor(Class<? extends Step> step) {
    return ordersFor(step) + ".workers";
  }
}

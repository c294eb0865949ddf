package io.heirloom.gateway.plan;

import io.heirloom.lineage.study.Dimension;
import io.heirloom.lineage.study.Strategy;
import io.heirloom.lineage.study.Study;
import io.heirloom.lineage.study.WtsObjective;
import java.util.List;
import java.util.function.Predicate;

/** By which models the value of a setting is judged: those that learn with it. */
public final class Judges {
  private Judges() {}

  /** The role of the models. */
  public static Role role(Dimension dimension, Study study) {
    return switch (dimension) {
      case LAMBDA, LAMBDA_WEAK -> Role.WEAK;
      case LAMBDA_CEILING -> Role.CEILING;
      // Alpha, which WTS-Aux has besides, may not be chosen yet.
      case LAMBDA_WTS ->
          study.objectives().contains(WtsObjective.WTS_NAIVE) ? Role.WTS_NAIVE : Role.WTS_AUX;
      case ALPHA_MAX, ALPHA_WARM_UP -> Role.WTS_AUX;
      default -> throw new IllegalArgumentException(dimension.title() + " is not to be chosen");
    };
  }

  /** The strategies in which these models learn with it. */
  static List<Strategy> strategies(Dimension dimension, Study study) {
    Predicate<Strategy> matters =
        switch (dimension) {
          case LAMBDA, LAMBDA_WEAK -> Strategy::regularisesWeak;
          case LAMBDA_WTS -> Strategy::regularisesWts;
          default -> strategy -> true;
        };
    List<Strategy> strategies = study.strategies().stream().filter(matters).toList();
    // A ceiling is the same in all; a weak model in those that regularise it.
    boolean alike = !role(dimension, study).ofWts();
    return alike ? strategies.subList(0, Math.min(1, strategies.size())) : strategies;
  }
}

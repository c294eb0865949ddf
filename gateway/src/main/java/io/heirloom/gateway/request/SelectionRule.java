package io.heirloom.gateway.request;

import io.heirloom.lineage.study.Stage;
import java.util.LinkedHashMap;
import java.util.Map;

/** How a stage of a study chooses, as a study file says it: a name, and what goes with it. */
enum SelectionRule {
  KNEE,
  BEST_TRUST,
  WEIGHTED;

  private static final Kind.Decimal LOST = new Kind.Decimal(Range.between(0, 1e6));
  private static final Kind.Decimal SHARE = new Kind.Decimal(Range.between(0, 1));

  /** Reads the rule of a stage. */
  static Stage.Rule read(Fields stage) {
    SelectionRule rule = stage.value("rule", new Kind.Choice<>(Choices.RULES), BEST_TRUST);
    double mostLost = stage.value("most_lost", LOST, .01);
    double trustWeight = stage.value("trust_weight", SHARE, .5);
    rule.refuseOf(BEST_TRUST, stage, "most_lost", mostLost);
    rule.refuseOf(WEIGHTED, stage, "trust_weight", trustWeight);
    return switch (rule) {
      case KNEE -> new Stage.Rule.Knee();
      case BEST_TRUST -> new Stage.Rule.BestTrust(mostLost);
      case WEIGHTED -> new Stage.Rule.Weighted(trustWeight);
    };
  }

  /** The fields of a rule, as {@link #read} takes them. */
  static Map<String, Object> written(Stage.Rule rule) {
    Map<String, Object> fields = new LinkedHashMap<>();
    if (rule instanceof Stage.Rule.BestTrust best) {
      fields.put("rule", Choices.name(BEST_TRUST, Choices.RULES));
      fields.put("most_lost", best.mostLost());
    } else if (rule instanceof Stage.Rule.Weighted weighted) {
      fields.put("rule", Choices.name(WEIGHTED, Choices.RULES));
      fields.put("trust_weight", weighted.trustWeight());
    } else {
      fields.put("rule", Choices.name(KNEE, Choices.RULES));
    }
    return fields;
  }

  private void refuseOf(SelectionRule owner, Fields stage, String field, double value) {
    if (this != owner && stage.has(field)) {
      stage.refuse(
          field,
          value,
          "nothing where rule is %s: only %s has it"
              .formatted(Choices.name(this, Choices.RULES), Choices.name(owner, Choices.RULES)));
    }
  }
}

package io.heirloom.gateway.request;

import io.heirloom.lineage.study.Dimension;
import io.heirloom.lineage.study.Stage;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads the stages of a study in which settings are chosen. */
final class Selection {
  private static final String FIELD = "select";

  private final Variation variation;
  private final List<Long> firstSeed;

  private Selection(Variation variation, List<Long> firstSeed) {
    this.variation = variation;
    this.firstSeed = firstSeed;
  }

  /**
   * Reads the stages of a study, none if it has none.
   *
   * @param seeds of the study, at least one
   */
  static List<Stage> read(Fields study, Variation variation, List<Long> seeds) {
    Selection selection = new Selection(variation, List.of(seeds.get(0)));
    Kind<Stage> stage = new ObjectOf<>(() -> Shape.ofElement(FIELD), selection::stage);
    Optional<List<Stage>> stages = study.optional(FIELD, new ListOf<>(stage, Choices.SWEPT.size()));
    stages.ifPresent(given -> selection.check(study, given));
    return stages.orElse(List.of());
  }

  private Stage stage(Fields stage) {
    List<Dimension> sweep =
        stage
            .required("sweep", new OneOrMore<>(new Kind.Choice<>(Choices.SWEPT)))
            .orElse(List.of());
    for (Dimension swept : sweep) {
      variation
          .insteadOf(swept)
          .ifPresent(allowed -> stage.refuse("sweep", swept.title(), allowed));
    }
    Stage.Rule rule = SelectionRule.read(stage);
    return new Stage(sweep, rule, stage.optional("seeds", new Seeds()).orElse(firstSeed));
  }

  private void check(Fields study, List<Stage> stages) {
    Set<Dimension> swept = EnumSet.noneOf(Dimension.class);
    for (int i = 0; i < stages.size(); i++) {
      for (Dimension dimension : stages.get(i).sweep()) {
        if (!swept.add(dimension)) {
          study.refuse(
              "%s[%d].sweep".formatted(FIELD, i), dimension.title(), "what no other stage sweeps");
        }
      }
    }
    // Where a sweep could not be read, nobody knows what is left out.
    if (stages.stream().noneMatch(stage -> stage.sweep().isEmpty())) {
      variation.dimensions().stream()
          .filter(dimension -> !swept.contains(dimension))
          .forEach(dimension -> refuseUnchosen(study, dimension));
    }
  }

  private void refuseUnchosen(Fields study, Dimension dimension) {
    study.refuse(
        dimension.title(),
        variation.valuesOf(dimension),
        dimension.selectable()
            ? "one value, unless a stage of select sweeps it"
            : "one value where select is given; ask for one study for each");
  }
}

package io.heirloom.gateway.projection;

import io.heirloom.gateway.study.StepEntity;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny;

/** The steps that start, at one or more removes, from the result of a step. */
final class Descendants {
  private Descendants() {}

  /** Those of {@code ancestor}, each after the one it starts from. */
  static Uni<List<StepEntity>> of(StepEntity ancestor, Mutiny.Session session) {
    return ofAll(List.of(ancestor), session);
  }

  // A level at a time: a lineage is no deeper than a few steps, however many it has.
  private static Uni<List<StepEntity>> ofAll(List<StepEntity> ancestors, Mutiny.Session session) {
    return session
        .createSelectionQuery(
            "from StepEntity where id.study = :study and parentKey in :parents"
                + " order by position",
            StepEntity.class)
        .setParameter("study", ancestors.get(0).studyId())
        .setParameter("parents", ancestors.stream().map(StepEntity::key).toList())
        .getResultList()
        .chain(
            children ->
                children.isEmpty()
                    ? Uni.createFrom().item(children)
                    : ofAll(children, session).map(further -> joined(children, further)));
  }

  private static List<StepEntity> joined(List<StepEntity> first, List<StepEntity> second) {
    List<StepEntity> all = new ArrayList<>(first);
    all.addAll(second);
    return all;
  }
}

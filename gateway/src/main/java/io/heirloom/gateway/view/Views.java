package io.heirloom.gateway.view;

import io.heirloom.gateway.study.Materials;
import io.heirloom.gateway.study.StepEntity;
import io.heirloom.gateway.study.StepState;
import io.heirloom.gateway.study.StudyEntity;
import io.heirloom.gateway.study.Transactions;
import io.heirloom.lineage.StudyId;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;

/** Reads what clients see. */
@Singleton
public final class Views {
  private static final int LONGEST_LIST = 1000;

  private final Transactions transactions;

  Views(Transactions transactions) {
    this.transactions = transactions;
  }

  /** A study, if there is one of that id. */
  public Uni<Optional<StudyView>> study(StudyId id) {
    return transactions.run(
        session ->
            session
                .find(StudyEntity.class, id.value())
                .onItem()
                .ifNotNull()
                .transformToUni(study -> views(session, List.of(study)).map(views -> views.get(0)))
                .map(Optional::ofNullable));
  }

  /** The latest 1000 studies, the last first. */
  public Uni<List<StudyView>> studies() {
    return transactions.run(
        session ->
            session
                .createSelectionQuery("from StudyEntity order by createdAt desc", StudyEntity.class)
                .setMaxResults(LONGEST_LIST)
                .getResultList()
                .chain(studies -> views(session, studies)));
  }

  /** The steps of a study, each after the one it starts from; none if there is no such study. */
  public Uni<List<StepView>> steps(StudyId id) {
    return transactions.run(
        session ->
            session
                .createSelectionQuery(
                    "from StepEntity where id.study = :study order by position", StepEntity.class)
                .setParameter("study", id.value())
                .getResultList()
                .chain(
                    steps ->
                        Materials.shards(session, id).map(shards -> StepView.of(steps, shards))));
  }

  private static Uni<List<StudyView>> views(Mutiny.Session session, List<StudyEntity> studies) {
    if (studies.isEmpty()) {
      return Uni.createFrom().item(List.of());
    }
    return session
        .createSelectionQuery(
            "select id.study, state, count(*) from StepEntity where id.study in :studies"
                + " group by id.study, state",
            Object[].class)
        .setParameter("studies", studies.stream().map(study -> study.id().value()).toList())
        .getResultList()
        .map(
            rows -> {
              Map<String, Map<StepState, Long>> counts =
                  rows.stream()
                      .collect(
                          Collectors.groupingBy(
                              row -> (String) row[0],
                              Collectors.toMap(
                                  row -> (StepState) row[1],
                                  row -> (Long) row[2],
                                  Long::sum,
                                  () -> new EnumMap<>(StepState.class))));
              return studies.stream()
                  .map(study -> StudyView.of(study, counts.get(study.id().value())))
                  .toList();
            });
  }
}

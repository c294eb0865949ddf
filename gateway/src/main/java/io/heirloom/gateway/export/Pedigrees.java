package io.heirloom.gateway.export;

import io.heirloom.gateway.study.BlueprintEntity;
import io.heirloom.gateway.study.Materials;
import io.heirloom.gateway.study.StepEntity;
import io.heirloom.gateway.study.StepId;
import io.heirloom.gateway.study.StudyEntity;
import io.heirloom.gateway.study.Transactions;
import io.heirloom.lineage.DigestPrefix;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny;

/** Looks checkpoints up in all studies. */
@Singleton
final class Pedigrees {
  private static final int MOST_MATCHES = 1000;

  private final Transactions transactions;

  Pedigrees(Transactions transactions) {
    this.transactions = transactions;
  }

  /** The pedigree of the one checkpoint that an id means; fails as {@link Matches} does. */
  Uni<Pedigree> of(DigestPrefix id) {
    return transactions.run(
        session ->
            matches(session, id)
                .map(matches -> new Matches(id, matches).ofOneCheckpoint())
                .chain(checkpoint -> pedigree(session, checkpoint)));
  }

  private static Uni<List<Matches.Match>> matches(Mutiny.Session session, DigestPrefix id) {
    return session
        .createSelectionQuery(
            "select step, study from StepEntity step"
                + " join StudyEntity study on study.id = step.id.study"
                + " where step.id.key between :first and :last"
                + " or step.artifact between :first and :last"
                + " order by study.createdAt desc, step.position",
            Object[].class)
        .setParameter("first", id.first().hex())
        .setParameter("last", id.last().hex())
        .setMaxResults(MOST_MATCHES)
        .getResultList()
        .map(
            rows ->
                rows.stream()
                    .map(row -> new Matches.Match((StepEntity) row[0], (StudyEntity) row[1]))
                    .toList());
  }

  private static Uni<Pedigree> pedigree(Mutiny.Session session, List<Matches.Match> checkpoint) {
    StepEntity step = checkpoint.get(0).step();
    List<StudyEntity> studies = checkpoint.stream().map(Matches.Match::study).toList();
    String study = step.studyId();
    return session
        .find(BlueprintEntity.class, study)
        .chain(
            blueprint ->
                Materials.stages(session, study)
                    .chain(
                        stages ->
                            ancestors(session, step, new ArrayList<>())
                                .chain(
                                    ancestors ->
                                        children(session, step)
                                            .map(
                                                children ->
                                                    new Pedigree(
                                                        step, studies, blueprint, stages, ancestors,
                                                        children)))));
  }

  /** Those found so far with all before them; a lineage is but a few steps deep. */
  private static Uni<List<StepEntity>> ancestors(
      Mutiny.Session session, StepEntity step, List<StepEntity> found) {
    if (step.parentKey().isEmpty()) {
      return Uni.createFrom().item(found);
    }
    return session
        .find(StepEntity.class, new StepId(step.studyId(), step.parentKey().get()))
        .chain(
            parent -> {
              found.add(0, parent);
              return ancestors(session, parent, found);
            });
  }

  private static Uni<List<StepEntity>> children(Mutiny.Session session, StepEntity step) {
    return session
        .createSelectionQuery(
            "from StepEntity where id.study = :study and parentKey = :key order by position",
            StepEntity.class)
        .setParameter("study", step.studyId())
        .setParameter("key", step.key())
        .getResultList();
  }
}

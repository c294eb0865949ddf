package io.heirloom.gateway.retry;

import io.heirloom.gateway.outbox.OutboxRelay;
import io.heirloom.gateway.selection.Decisions;
import io.heirloom.gateway.study.Material;
import io.heirloom.gateway.study.Materials;
import io.heirloom.gateway.study.StepEntity;
import io.heirloom.gateway.study.StepState;
import io.heirloom.gateway.study.StudyEntity;
import io.heirloom.gateway.study.StudyState;
import io.heirloom.gateway.study.Transactions;
import io.heirloom.lineage.StudyId;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.inject.Singleton;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;

/** Lets studies that ended go on from what is missing. */
@Singleton
public final class Retries {
  private final Transactions transactions;
  private final Materials materials;
  private final LostArtifacts artifacts;
  private final OutboxRelay relay;
  private final Decisions decisions;

  Retries(
      Transactions transactions,
      Materials materials,
      LostArtifacts artifacts,
      OutboxRelay relay,
      Decisions decisions) {
    this.transactions = transactions;
    this.materials = materials;
    this.artifacts = artifacts;
    this.relay = relay;
    this.decisions = decisions;
  }

  /**
   * Asks anew for the steps of a study that failed, for those that were skipped for that, and for
   * those whose results are damaged or not in the store any more; and has a stage that could not be
   * decided decided anew. Everything else stays as it is. Reads all that the study made.
   *
   * @return empty if there is no such study; fails with {@link NothingToRetryException} if it has
   *     not ended, was cancelled or lacks nothing, and with {@link
   *     io.heirloom.gateway.plan.OutdatedPlanException}
   */
  public Uni<Optional<Retried>> retry(StudyId id) {
    return materials
        .of(id)
        .chain(
            found ->
                found.isEmpty()
                    ? Uni.createFrom().item(Optional.<Retried>empty())
                    : lost(found.get()).chain(lost -> retry(id, lost)).map(Optional::of));
  }

  private Uni<Set<String>> lost(Material material) {
    requireRetryable(material.study());
    return Uni.createFrom()
        .item(() -> artifacts.of(material.steps()))
        .runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
  }

  private Uni<Retried> retry(StudyId id, Set<String> lost) {
    return transactions
        .run(
            session -> Transactions.locked(session, id).chain(study -> retry(session, study, lost)))
        .invoke(relay::relaySoon)
        .invoke(() -> decisions.decideSoon(id));
  }

  private static Uni<Retried> retry(Mutiny.Session session, StudyEntity study, Set<String> lost) {
    requireRetryable(study);
    return Materials.of(session, study)
        .chain(
            material -> {
              Set<String> failed = keys(material, StepState.FAILED);
              Set<String> anew = new HashSet<>(lost);
              anew.addAll(failed);
              anew.addAll(keys(material, StepState.SKIPPED));
              if (anew.isEmpty() && study.reason().isEmpty()) {
                throw new NothingToRetryException(
                    "No step of the study failed, and nothing that it made is found damaged or gone.");
              }
              return AskingAnew.ask(session, material, anew, Transactions.now())
                  .map(asked -> new Retried(asked, failed.size(), lost.size()));
            });
  }

  private static Set<String> keys(Material material, StepState state) {
    return material.steps().stream()
        .filter(step -> step.state() == state)
        .map(StepEntity::key)
        .collect(Collectors.toSet());
  }

  private static void requireRetryable(StudyEntity study) {
    if (study.state() == StudyState.RUNNING) {
      throw new NothingToRetryException(
          "The study is running: steps that fail can be asked for anew once it has ended.");
    }
    if (study.state() == StudyState.CANCELLED) {
      throw new NothingToRetryException(
          "The study was cancelled, and that is final. Start it again; what is there is reused.");
    }
  }
}

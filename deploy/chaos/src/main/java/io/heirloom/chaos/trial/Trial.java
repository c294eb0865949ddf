package io.heirloom.chaos.trial;

import io.heirloom.chaos.evidence.Bookmark;
import io.heirloom.chaos.evidence.Check;
import io.heirloom.chaos.evidence.ComputeLockCheck;
import io.heirloom.chaos.evidence.DatabaseCheck;
import io.heirloom.chaos.evidence.DeadLetterCheck;
import io.heirloom.chaos.evidence.EventTape;
import io.heirloom.chaos.evidence.EventTape.Loss;
import io.heirloom.chaos.evidence.LeftoverCheck;
import io.heirloom.chaos.evidence.ProcessCheck;
import io.heirloom.chaos.evidence.ShareGroupCheck;
import io.heirloom.chaos.evidence.StudyCheck;
import io.heirloom.chaos.evidence.Tapes;
import io.heirloom.chaos.fault.Breaker;
import io.heirloom.chaos.fault.Effect;
import io.heirloom.chaos.fault.Fault;
import io.heirloom.chaos.fault.FaultKind;
import io.heirloom.chaos.fault.Messages;
import io.heirloom.chaos.fault.Schedule;
import io.heirloom.chaos.stack.Stack;
import io.heirloom.cli.CommandFailedException;
import io.heirloom.cli.ExitCode;
import io.heirloom.cli.gateway.GatewayClient;
import io.heirloom.cli.gateway.Retried;
import io.heirloom.cli.gateway.StudyState;
import io.heirloom.cli.gateway.StudyView;
import io.heirloom.lineage.StudyId;
import io.heirloom.lineage.Topics;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Runs studies on a stack while things break, and looks what became of them. */
public final class Trial implements AutoCloseable {
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(250);
  private static final Duration TO_RECOVER = Duration.ofMinutes(1);
  private static final Set<FaultKind> LOSES_ARTIFACTS =
      Set.of(FaultKind.DAMAGE, FaultKind.VANISH, FaultKind.FULL_DISK);
  private static final Set<FaultKind> LEAVES_THINGS_BEHIND =
      Set.of(FaultKind.KILL, FaultKind.PAUSE, FaultKind.STOP, FaultKind.FULL_DISK);
  private static final List<String> TOPICS =
      Stream.concat(Messages.TOPICS.stream(), Stream.of(Topics.DEAD_LETTERS)).toList();

  private final Stack stack;
  private final Breaker breaker;
  private final Duration mostRepeated;
  private final GatewayClient gateway;
  private final Tapes tapes;
  private final HttpClient http = HttpClient.newHttpClient();
  private final ExecutorService hands = Executors.newCachedThreadPool();
  private final Consumer<String> told;

  /**
   * @param mostRepeated the most work that may be done again after a kill
   * @param told what happens, line by line
   */
  public Trial(Stack stack, Breaker breaker, Duration mostRepeated, Consumer<String> told) {
    this.stack = stack;
    this.breaker = breaker;
    this.mostRepeated = mostRepeated;
    this.gateway = stack.gateway();
    this.tapes = new Tapes(stack.kafka());
    this.told = told;
  }

  /**
   * Runs a study undisturbed on an empty store.
   *
   * @throws IllegalStateException if it does not complete
   */
  public Undisturbed undisturbed(TrialStudy study, Duration patience) throws InterruptedException {
    stack.store().wipe();
    Instant began = Instant.now();
    StudyId id = new StudyId(gateway.submit(study.file()).id());
    awaitEnd(id, began.plus(patience));
    if (gateway.study(id).state() != StudyState.COMPLETED) {
      throw new IllegalStateException("undisturbed, the study is " + gateway.study(id).state());
    }
    return new Undisturbed(
        StudyCheck.digests(gateway.steps(id)), Duration.between(began, Instant.now()));
  }

  /**
   * Runs the same study on an empty store while things break, and waits until it has ended and
   * everything has recovered.
   *
   * @param patience how long the study may take
   */
  public Outcome disturbed(
      TrialStudy study, Undisturbed undisturbed, Schedule schedule, Duration patience)
      throws InterruptedException {
    schedule.faults().forEach(fault -> told.accept("due " + fault));
    stack.store().wipe();
    Bookmark since = tapes.end(TOPICS);
    Instant began = Instant.now();
    StudyId id = new StudyId(gateway.submit(study.file()).id());
    told.accept("study " + id);
    List<Effect> effects = disturb(id, schedule, began, began.plus(patience));
    awaitEnd(id, began.plus(patience));
    Duration took = Duration.between(began, Instant.now());
    stack.heal();
    if (effects.stream().anyMatch(effect -> of(effect, LOSES_ARTIFACTS))) {
      retry(id, began.plus(patience));
    }
    List<String> complaints = new ArrayList<>();
    effects.forEach(effect -> effect.complaint().ifPresent(complaints::add));
    complaints.addAll(afterwards(id, undisturbed, since, effects));
    List<Loss> losses = losses(id, since, effects);
    losses.stream()
        .filter(loss -> loss.repeated().compareTo(mostRepeated) > 0)
        .forEach(loss -> complaints.add("more was repeated than may be: " + loss));
    return new Outcome(undisturbed.digests().size(), effects, losses, took, complaints);
  }

  /** Does what a schedule has, as long as the study runs, and waits until it is done. */
  private List<Effect> disturb(StudyId study, Schedule schedule, Instant began, Instant deadline)
      throws InterruptedException {
    List<CompletableFuture<Effect>> effects = new ArrayList<>();
    for (Fault fault : schedule.faults()) {
      if (awaitDue(fault, study, deadline)) {
        effects.add(CompletableFuture.supplyAsync(() -> inflict(fault, began), hands));
      }
    }
    return effects.stream().map(CompletableFuture::join).toList();
  }

  /** Whether a fault is due; otherwise the study has ended, or should have. */
  private boolean awaitDue(Fault fault, StudyId study, Instant deadline)
      throws InterruptedException {
    while (shareEnded(study) < fault.share() || !serves(fault.victim())) {
      if (Instant.now().isAfter(deadline)) {
        return false;
      }
      Thread.sleep(BETWEEN_LOOKS.toMillis());
    }
    Thread.sleep(fault.delay().toMillis());
    return !ended(study);
  }

  private boolean serves(String victim) {
    return victim.isEmpty() || stack.serves(victim);
  }

  private Effect inflict(Fault fault, Instant began) {
    try {
      Effect effect = breaker.inflict(fault);
      told.accept(
          "%5.1f s  %s %s: %s"
              .formatted(
                  Duration.between(began, effect.at()).toMillis() / 1e3,
                  fault.kind().title(),
                  fault.victim(),
                  effect.told()));
      return effect;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CompletionException(e);
    }
  }

  @Override
  public void close() {
    hands.shutdownNow();
  }

  private void awaitEnd(StudyId study, Instant deadline) throws InterruptedException {
    while (!ended(study) && Instant.now().isBefore(deadline)) {
      Thread.sleep(BETWEEN_LOOKS.toMillis());
    }
  }

  private boolean ended(StudyId study) {
    return view(study).filter(view -> view.state() != StudyState.RUNNING).isPresent();
  }

  /** The share of a study's steps that have ended; 0 while nobody can tell. */
  private double shareEnded(StudyId study) {
    return view(study)
        .map(StudyView::steps)
        .map(steps -> 1 - (double) (steps.waiting() + steps.running()) / steps.total())
        .orElse(0.0);
  }

  private Optional<StudyView> view(StudyId study) {
    try {
      return Optional.of(gateway.study(study));
    } catch (CommandFailedException e) {
      // The gateway may be down, or have no database.
      return Optional.empty();
    }
  }

  private List<String> afterwards(
      StudyId study, Undisturbed undisturbed, Bookmark since, List<Effect> effects)
      throws InterruptedException {
    boolean lost = effects.stream().anyMatch(effect -> of(effect, LOSES_ARTIFACTS));
    long killed = effects.stream().filter(effect -> of(effect, LEAVES_THINGS_BEHIND)).count();
    List<Check> checks =
        List.of(
            new StudyCheck(gateway, study, undisturbed.digests()),
            new DatabaseCheck(stack.database(), study),
            new DeadLetterCheck(tapes, since, lost),
            new ShareGroupCheck(stack.kafka()),
            new ComputeLockCheck(stack.folder().computeLocks()),
            new LeftoverCheck(stack.store(), killed),
            new ProcessCheck(stack, http));
    Instant deadline = Instant.now().plus(TO_RECOVER);
    List<String> complaints = complaints(checks);
    while (!complaints.isEmpty() && Instant.now().isBefore(deadline)) {
      Thread.sleep(BETWEEN_LOOKS.toMillis());
      complaints = complaints(checks);
    }
    return complaints;
  }

  /** Has what is lost made anew, until the gateway finds nothing that is. */
  private void retry(StudyId study, Instant deadline) throws InterruptedException {
    stack.awaitReady(TO_RECOVER);
    while (Instant.now().isBefore(deadline)) {
      try {
        Retried retried = gateway.retry(study);
        told.accept("retried: " + retried);
      } catch (CommandFailedException e) {
        told.accept("not retried: " + e.getMessage());
        if (e.exitCode() == ExitCode.BAD_INPUT) {
          return;
        }
        Thread.sleep(BETWEEN_LOOKS.toMillis());
      }
      awaitEnd(study, deadline);
    }
  }

  private static boolean of(Effect effect, Set<FaultKind> kinds) {
    return kinds.contains(effect.fault().kind());
  }

  private static List<String> complaints(List<Check> checks) throws InterruptedException {
    List<String> complaints = new ArrayList<>();
    for (Check check : checks) {
      try {
        complaints.addAll(check.complaints());
      } catch (InterruptedException e) {
        throw e;
      } catch (Exception e) {
        complaints.add(check.getClass().getSimpleName() + " cannot be made: " + e);
      }
    }
    return complaints;
  }

  private List<Loss> losses(StudyId study, Bookmark since, List<Effect> effects) {
    if (effects.stream().anyMatch(effect -> effect.fault().kind() == FaultKind.CLOCK)) {
      // What workers told bears times by a clock that was wrong.
      return List.of();
    }
    EventTape tape = EventTape.of(study, tapes, since);
    return effects.stream()
        .filter(effect -> effect.fault().kind() == FaultKind.KILL)
        .flatMap(effect -> tape.lossOf(effect.fault().victim(), effect.at()).stream())
        .toList();
  }

  /** What a study comes to when nothing breaks. */
  public record Undisturbed(Map<String, String> digests, Duration took) {
    public Undisturbed {
      digests = Map.copyOf(digests);
    }
  }
}

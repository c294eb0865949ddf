package io.heirloom.cli.watch;

import io.heirloom.cli.CommandFailedException;
import io.heirloom.cli.ExitCode;
import io.heirloom.cli.gateway.GatewayClient;
import io.heirloom.cli.gateway.ServerSentEvent;
import io.heirloom.cli.gateway.StudyEvent;
import io.heirloom.cli.gateway.StudyState;
import io.heirloom.cli.gateway.StudyView;
import io.heirloom.lineage.StudyId;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Follows a study until it ends, across interruptions of the stream, and shows its progress. */
public final class StudyWatch {
  private static final Duration REDRAW = Duration.ofMillis(250);
  private static final Duration LONGEST_SILENCE = Duration.ofMinutes(3);

  private final GatewayClient gateway;
  private final PrintWriter out;

  /** What the thread that reads the stream says to the one that shows it. */
  private sealed interface Message {
    record Happened(StudyEvent event) implements Message {}

    record Reconnecting() implements Message {}

    record Ended(StudyState state) implements Message {}

    record GivenUp(RuntimeException reason) implements Message {}
  }

  /**
   * @param out where progress is shown if that is no terminal
   */
  public StudyWatch(GatewayClient gateway, PrintWriter out) {
    this.gateway = gateway;
    this.out = out;
  }

  /**
   * Shows progress until the study ends.
   *
   * @return how it ended
   * @throws CommandFailedException if the gateway does not answer for three minutes
   */
  public StudyState untilEnd(StudyId study) throws InterruptedException {
    StudyView view = gateway.study(study);
    StudyProgress progress = new StudyProgress(view.name(), gateway.steps(study));
    BlockingQueue<Message> messages = new LinkedBlockingQueue<>();
    Thread reader = new Thread(() -> read(study, messages), "events of " + study);
    reader.setDaemon(true);
    reader.start();
    try (ProgressDisplay display = ProgressDisplay.on(out)) {
      return show(study, progress, messages, display);
    } finally {
      reader.interrupt();
    }
  }

  private StudyState show(
      StudyId study,
      StudyProgress progress,
      BlockingQueue<Message> messages,
      ProgressDisplay display)
      throws InterruptedException {
    Instant drawn = Instant.EPOCH;
    Optional<StudyState> end = Optional.empty();
    while (end.isEmpty()) {
      Message message = messages.poll(REDRAW.toMillis(), TimeUnit.MILLISECONDS);
      if (message != null) {
        end = take(study, message, progress, display);
      }
      Instant now = Instant.now();
      if (end.isPresent() || !now.isBefore(drawn.plus(REDRAW))) {
        display.refresh(progress, now);
        drawn = now;
      }
    }
    return end.get();
  }

  private Optional<StudyState> take(
      StudyId study, Message message, StudyProgress progress, ProgressDisplay display) {
    if (message instanceof Message.GivenUp givenUp) {
      throw givenUp.reason();
    }
    if (message instanceof Message.Reconnecting) {
      display.say("The gateway does not answer; trying again.", now());
      return Optional.empty();
    }
    if (message instanceof Message.Ended ended) {
      return Optional.of(ended.state());
    }
    show(study, ((Message.Happened) message).event(), progress, display);
    return Optional.empty();
  }

  private void show(
      StudyId study, StudyEvent event, StudyProgress progress, ProgressDisplay display) {
    if (event instanceof StudyEvent.StepChanged changed) {
      progress.changed(changed.step()).ifPresent(change -> display.changed(change, now()));
    } else if (event instanceof StudyEvent.StageDecided decided) {
      progress.planned(gateway.steps(study));
      decided
          .choices()
          .forEach(
              choice -> display.say("Chosen: " + choice.setting() + " " + choice.reason(), now()));
    } else if (event instanceof StudyEvent.StudyChanged changed
        && changed.state() == StudyState.RUNNING) {
      display.say("Steps are done anew.", now());
    }
  }

  private static Instant now() {
    return Instant.now();
  }

  private void read(StudyId study, BlockingQueue<Message> messages) {
    try {
      new Reader(study, messages).read();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      messages.add(new Message.GivenUp(e));
    }
  }

  /** Reads the stream, and goes on after the last event seen when it broke. */
  private final class Reader {
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

    private final StudyId study;
    private final BlockingQueue<Message> messages;
    private Optional<String> lastSeen = Optional.empty();
    private Instant silentSince = Instant.now();
    private Duration pause = FIRST_PAUSE;
    private boolean ended;

    Reader(StudyId study, BlockingQueue<Message> messages) {
      this.study = study;
      this.messages = messages;
    }

    void read() throws InterruptedException {
      while (!ended) {
        Instant asked = Instant.now();
        try {
          gateway.follow(study, lastSeen, this::take);
          endIfEnded();
        } catch (IOException e) {
          orGiveUp(asked, e);
          if (pause.equals(FIRST_PAUSE)) {
            messages.add(new Message.Reconnecting());
          }
        }
        if (!ended) {
          Thread.sleep(pause.toMillis());
          pause = shorter(pause.multipliedBy(2), LONGEST_PAUSE);
        }
      }
    }

    private void take(ServerSentEvent event) {
      pause = FIRST_PAUSE;
      silentSince = Instant.now();
      if (!event.id().isEmpty()) {
        lastSeen = Optional.of(event.id());
      }
      StudyEvent.of(event).ifPresent(happened -> messages.add(new Message.Happened(happened)));
    }

    // The end of the stream is that of the study, unless that was asked for anew meanwhile.
    private void endIfEnded() throws IOException {
      try {
        StudyState state = gateway.study(study).state();
        ended = state != StudyState.RUNNING;
        if (ended) {
          messages.add(new Message.Ended(state));
        }
      } catch (CommandFailedException e) {
        throw new IOException(e);
      }
    }

    private void orGiveUp(Instant asked, IOException e) {
      Instant now = Instant.now();
      boolean wasThere = now.isAfter(asked.plus(LONGEST_PAUSE));
      if (wasThere) {
        silentSince = now;
      }
      if (now.isAfter(silentSince.plus(LONGEST_SILENCE))) {
        throw new CommandFailedException(
            ExitCode.NOT_REACHED,
            "The gateway has not answered for %d minutes; the study may still be running."
                .formatted(LONGEST_SILENCE.toMinutes()),
            e);
      }
    }

    private static Duration shorter(Duration one, Duration other) {
      return one.compareTo(other) < 0 ? one : other;
    }
  }
}

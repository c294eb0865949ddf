package io.heirloom.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.heirloom.lineage.InvalidInputException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketTimeoutException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.DisconnectException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FaultTest {
  private static final IOException FULL =
      new FileSystemException("model", null, "No space left on device");

  static Stream<Throwable> permanent() {
    return Stream.of(
        new InvalidInputException("data", "x", "y"),
        FULL,
        new UncheckedIOException(FULL),
        new ExecutionException(new InvalidInputException("data", "x", "y")),
        new KafkaException("refused", new RecordTooLargeException()),
        new BrokenOutcomesException(new KafkaException("fenced")),
        new StackOverflowError());
  }

  static Stream<Throwable> passing() {
    return Stream.of(
        new FileSystemException("model", null, "Stale file handle"),
        new UncheckedIOException(new SocketTimeoutException("read")),
        new DisconnectException(),
        new ExecutionException(new KafkaException("away")),
        new TimeoutException());
  }

  static Stream<Throwable> unknown() {
    return Stream.of(
        new IllegalStateException("chance"),
        new UncheckedIOException(new NoSuchFileException("model")),
        new AccessDeniedException("model"),
        new RuntimeException(new IOException("what it means is its author's to say")),
        new OutOfMemoryError());
  }

  @ParameterizedTest
  @MethodSource("permanent")
  void noRepetitionHelps(Throwable failure) {
    assertThat(Fault.of(failure)).isEqualTo(Fault.PERMANENT);
  }

  @ParameterizedTest
  @MethodSource("passing")
  void waitingHelps(Throwable failure) {
    assertThat(Fault.of(failure)).isEqualTo(Fault.PASSING);
  }

  @ParameterizedTest
  @MethodSource("unknown")
  void fewRepetitionsMayHelp(Throwable failure) {
    assertThat(Fault.of(failure)).isEqualTo(Fault.UNKNOWN);
  }
}

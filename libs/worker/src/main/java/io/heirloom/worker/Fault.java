package io.heirloom.worker;

import io.heirloom.artifacts.FullDisk;
import io.heirloom.lineage.InvalidInputException;
import io.heirloom.worker.tries.PoisonException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;

/** What can be expected of trying again what failed. */
enum Fault {
  /** Nothing. */
  PERMANENT,
  /** Success, once the store, the broker or the network is back. */
  PASSING,
  /** Success, if it was chance. */
  UNKNOWN;

  /** The kind of a failure, for which its causes count where it only wraps them. */
  static Fault of(Throwable failure) {
    if (failure instanceof InvalidInputException
        || failure instanceof InputLostException
        || failure instanceof PoisonException
        || failure instanceof BrokenOutcomesException
        || isBroken(failure)
        || FullDisk.caused(failure)
        || failure.getCause() instanceof RecordTooLargeException) {
      return PERMANENT;
    }
    if (isWrapper(failure)) {
      return of(failure.getCause());
    }
    return passes(failure) ? PASSING : UNKNOWN;
  }

  /** Whether this process cannot be relied on any more. */
  static boolean isBroken(Throwable failure) {
    return failure instanceof VirtualMachineError && !(failure instanceof OutOfMemoryError);
  }

  private static boolean isWrapper(Throwable failure) {
    Set<Class<?>> wrappers =
        Set.of(ExecutionException.class, CompletionException.class, UncheckedIOException.class);
    return wrappers.contains(failure.getClass()) && failure.getCause() != null;
  }

  private static boolean passes(Throwable failure) {
    // Of file systems' faults those that have a class of their own, such as that a file is not
    // there, are about the file.
    boolean aboutFile =
        failure instanceof FileSystemException && failure.getClass() != FileSystemException.class;
    return failure instanceof IOException && !aboutFile
        || failure instanceof KafkaException
        || failure instanceof TimeoutException
        || failure instanceof io.smallrye.mutiny.TimeoutException;
  }
}

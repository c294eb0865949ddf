package io.heirloom.worker;

/**
 * The producer of this process is of no more use: shut out by another process with the same worker
 * id, or cut off from the broker in the middle of a commit. Only a new process helps.
 */
final class BrokenOutcomesException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  BrokenOutcomesException(Throwable cause) {
    super("nothing can be published from this process any more: " + cause.getMessage(), cause);
  }
}

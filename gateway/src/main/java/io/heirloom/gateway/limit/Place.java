package io.heirloom.gateway.limit;

/** Room that is given back when what it was taken for is over. */
@FunctionalInterface
interface Place extends AutoCloseable {
  /** Gives it back; does nothing the second time. */
  @Override
  void close();
}

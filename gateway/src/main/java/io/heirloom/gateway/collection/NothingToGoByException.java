package io.heirloom.gateway.collection;

/** It is not known what of the artifact store is needed, so nothing is collected. */
public final class NothingToGoByException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  NothingToGoByException(String message) {
    super(message);
  }
}

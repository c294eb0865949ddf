package io.heirloom.gateway.api;

/** There is no study of this id. */
final class UnknownStudyException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private static final int LONGEST_ID_SHOWN = 64;

  UnknownStudyException(String id) {
    this(id, null);
  }

  UnknownStudyException(String id, Throwable cause) {
    super(
        "There is no study '" + id.substring(0, Math.min(id.length(), LONGEST_ID_SHOWN)) + "'",
        cause);
  }
}

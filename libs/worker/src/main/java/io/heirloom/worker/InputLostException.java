package io.heirloom.worker;

/** What a step starts from was damaged or gone, and has been withdrawn from the store. */
final class InputLostException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param damage what was wrong with it, for a person
   */
  InputLostException(String damage, Throwable cause) {
    super(damage, cause);
  }
}

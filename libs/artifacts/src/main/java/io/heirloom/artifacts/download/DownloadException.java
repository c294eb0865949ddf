package io.heirloom.artifacts.download;

import java.io.IOException;
import java.net.URI;
import java.util.OptionalInt;

/** Something could not be downloaded. The message names the address and the reason. */
public final class DownloadException extends IOException {
  private static final long serialVersionUID = 1L;
  private static final int NO_STATUS = -1;

  private final int status;

  private DownloadException(URI source, int status, String reason, Throwable cause) {
    super("GET " + source + ": " + reason, cause);
    this.status = status;
  }

  static DownloadException of(URI source, String reason) {
    return new DownloadException(source, NO_STATUS, reason, null);
  }

  static DownloadException of(URI source, IOException cause) {
    String reason =
        cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    return new DownloadException(source, NO_STATUS, reason, cause);
  }

  static DownloadException ofStatus(URI source, int status, String answeredBy) {
    return new DownloadException(
        source, status, answeredBy + " answered with HTTP status " + status, null);
  }

  /** The HTTP status the server refused with; empty if something else went wrong. */
  public OptionalInt status() {
    return status == NO_STATUS ? OptionalInt.empty() : OptionalInt.of(status);
  }
}

package io.heirloom.cli.gateway;

import java.util.OptionalLong;

/** Is told how a download goes on. */
@FunctionalInterface
public interface DownloadProgress {
  /**
   * Some more has come.
   *
   * @param bytes that have come
   * @param total that will have come, if that is known
   */
  void received(long bytes, OptionalLong total);
}

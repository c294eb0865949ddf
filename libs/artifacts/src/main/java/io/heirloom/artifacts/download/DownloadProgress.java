package io.heirloom.artifacts.download;

import java.util.OptionalLong;

/** Told how far a download is. */
@FunctionalInterface
public interface DownloadProgress {
  /** For whom it does not matter. */
  DownloadProgress IGNORED = (bytes, total) -> {};

  /**
   * Called on the downloading thread, often: at every piece received and while waiting for another
   * process that downloads the same file. What it throws stops the download, which can be resumed.
   *
   * @param bytes received so far, those of an earlier attempt included
   * @param total size of the file, empty if the server does not tell
   */
  void received(long bytes, OptionalLong total);
}

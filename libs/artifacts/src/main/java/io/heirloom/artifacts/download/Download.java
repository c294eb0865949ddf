package io.heirloom.artifacts.download;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A file to be downloaded.
 *
 * @param source where it is published, http or https
 * @param target the file to write; what is under way lies beside it with {@code .part} appended
 * @param checksum of its content; empty where it is not known
 * @param maxBytes a larger file is refused
 * @param bearerToken shown to the source's own host and to no other; empty for public files
 */
public record Download(
    URI source,
    Path target,
    Optional<Checksum> checksum,
    long maxBytes,
    Optional<String> bearerToken) {
  /** Leaves out the token, which must not reach a log. */
  @Override
  public String toString() {
    return "Download[" + source + " to " + target + "]";
  }
}

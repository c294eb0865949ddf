package io.heirloom.gateway.export;

import io.heirloom.lineage.DigestPrefix;

/** No step of a study has this key, and none has made an artifact of this digest. */
public final class UnknownCheckpointException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnknownCheckpointException(DigestPrefix id) {
    super("There is no step and no artifact '" + id + "' in any study");
  }
}

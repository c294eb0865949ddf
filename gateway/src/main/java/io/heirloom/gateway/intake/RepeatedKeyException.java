package io.heirloom.gateway.intake;

import io.heirloom.lineage.StudyId;

/** An idempotency key came again with another request. */
public final class RepeatedKeyException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  RepeatedKeyException(String key, StudyId study) {
    super(
        "The idempotency key '"
            + key
            + "' was used for another request, which started the study "
            + study);
  }
}

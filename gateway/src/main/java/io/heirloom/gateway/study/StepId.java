package io.heirloom.gateway.study;

import io.heirloom.lineage.StepKey;
import io.heirloom.lineage.StudyId;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;

/** A step of one study; another study may have the same step. */
@Embeddable
public record StepId(
    @Column(name = "study_id") String study, @Column(name = "step_key") String key) {
  /** The step {@code key} of {@code study}. */
  public static StepId of(StudyId study, StepKey key) {
    return new StepId(study.value(), key.toString());
  }
}

package io.heirloom.gateway.study;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;

/** A stage of one study, by its number from 0. */
@Embeddable
public record StageId(@Column(name = "study_id") String study, int number) {}

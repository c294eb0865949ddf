package io.heirloom.gateway.study;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;

/** The number of something that happened, counted within its study from 1 without gaps. */
@Embeddable
record HappeningId(@Column(name = "study_id") String study, @Column(name = "number") long number) {}

package io.heirloom.gateway.study;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;

/** One of the parts, counted from 0, into which the rows of a step are cut. */
@Embeddable
public record ShardId(
    @Column(name = "study_id") String study,
    @Column(name = "step_key") String key,
    @Column(name = "index") int index) {}

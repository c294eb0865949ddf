package io.heirloom.lineage.event;

import io.heirloom.lineage.StudyId;
import java.time.Instant;

/** Nothing more is to be done for a study. Final. */
public record CancelStudy(StudyId study, Instant at) {}

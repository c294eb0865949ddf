package io.heirloom.lineage.event;

import io.heirloom.lineage.Reference;
import io.heirloom.lineage.Shard;
import io.heirloom.lineage.StepKey;
import io.heirloom.lineage.StepResult;
import io.heirloom.lineage.StudyId;
import java.time.Instant;

/** What happened to a step. Events of one study come in order; the same event may come twice. */
public sealed interface StepEvent {
  /** The study on whose behalf. */
  StudyId study();

  /** The step. */
  StepKey key();

  /**
   * How often the step had been asked for in that study when its order was written, from 1: reports
   * from before it was asked for again say nothing about how it stands now.
   */
  int round();

  /** The worker that says so, such as {@code labeler-2}. */
  String worker();

  /** When it said so. */
  Instant at();

  /**
   * A worker began.
   *
   * @param shard the part of the step it does
   * @param delivery 1 when the order came for the first time
   */
  record Started(
      StudyId study, StepKey key, int round, String worker, Instant at, Shard shard, int delivery)
      implements StepEvent {}

  /**
   * Some of the work is done.
   *
   * @param done how much, in the step's own unit (optimiser steps, rows)
   * @param total of how much, 1 or more
   */
  record Progressed(
      StudyId study,
      StepKey key,
      int round,
      String worker,
      Instant at,
      Shard shard,
      long done,
      long total)
      implements StepEvent {}

  /**
   * One of several shards is done; the step goes on until all are.
   *
   * @param seconds of work on it, without waiting for a device; 0 where it was there already
   */
  record ShardCompleted(
      StudyId study, StepKey key, int round, String worker, Instant at, Shard shard, double seconds)
      implements StepEvent {}

  /**
   * The step is done.
   *
   * @param seconds of work on it, without waiting for a device and without its shards
   */
  record Completed(
      StudyId study,
      StepKey key,
      int round,
      String worker,
      Instant at,
      StepResult result,
      double seconds)
      implements StepEvent {}

  /** The step's result was in the store already and was not made again. */
  record Reused(StudyId study, StepKey key, int round, String worker, Instant at, StepResult result)
      implements StepEvent {}

  /**
   * The step cannot be done; nothing that follows it will be.
   *
   * @param reason for a person: one or more sentences, no stack trace
   */
  record Failed(StudyId study, StepKey key, int round, String worker, Instant at, String reason)
      implements StepEvent {}

  /**
   * The step cannot begin, since what it starts from is damaged or gone; whoever says so has taken
   * it out of the store, so that the step that made it makes it again when asked.
   *
   * @param input what is lost
   * @param reason for a person: which file, and what is wrong with it
   */
  record InputLost(
      StudyId study,
      StepKey key,
      int round,
      String worker,
      Instant at,
      Reference input,
      String reason)
      implements StepEvent {}

  /** The step was given up because its study was cancelled. */
  record Cancelled(StudyId study, StepKey key, int round, String worker, Instant at)
      implements StepEvent {}
}

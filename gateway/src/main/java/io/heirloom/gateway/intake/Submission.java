package io.heirloom.gateway.intake;

import io.heirloom.lineage.Digest;
import java.util.Optional;

/**
 * By what words a study was asked for, so that asking twice starts it once.
 *
 * @param idempotencyKey the client's own name of the request
 * @param digest of the request's content
 */
public record Submission(Optional<String> idempotencyKey, Digest digest) {}

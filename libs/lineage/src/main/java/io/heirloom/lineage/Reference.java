package io.heirloom.lineage;

/**
 * What travels in an event in the artifact's place.
 *
 * @param kind what it is
 * @param digest of its content: whoever holds the reference can verify the artifact
 * @param location where it rests, as a URI; a hint, since the digest alone identifies it
 */
public record Reference(ArtifactKind kind, Digest digest, String location) {}

package io.heirloom.artifacts;

import java.nio.file.Path;
import java.time.Instant;

/** Something in a store that may be of no use any more. */
public final class Leftover {
  /** What it is. */
  public enum Kind {
    /** What a worker was writing; named by chance. */
    HALF_WRITTEN,
    /** What a step keeps while it is done; named by the key of what it makes. */
    SCRATCH,
    /** Who was to do something once; named by a key that only workers know. */
    CLAIM,
    /** That a step made an artifact; named by the step's key. */
    RESULT,
    /** What a step made; named by its digest. */
    ARTIFACT
  }

  private final Kind kind;
  private final String name;
  private final long bytes;
  private final Instant written;
  private final Path path;

  Leftover(Kind kind, String name, long bytes, Instant written, Path path) {
    this.kind = kind;
    this.name = name;
    this.bytes = bytes;
    this.written = written;
    this.path = path;
  }

  public Kind kind() {
    return kind;
  }

  /** What tells it apart from others of its kind. */
  public String name() {
    return name;
  }

  /** How large it is, all files together. */
  public long bytes() {
    return bytes;
  }

  /** When it was last written to. */
  public Instant written() {
    return written;
  }

  Path path() {
    return path;
  }
}

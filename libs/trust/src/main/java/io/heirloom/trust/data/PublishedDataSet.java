package io.heirloom.trust.data;

import io.heirloom.artifacts.download.Checksum;
import io.heirloom.lineage.Digest;
import java.net.URI;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A data set that others have published. It is not shipped: it is fetched where it is published, or
 * read from a mirror.
 *
 * @param columns the names of its files' columns where these do not give them; else empty
 * @param files by their names in the set, one or more
 */
public record PublishedDataSet(
    String title,
    String licence,
    String citation,
    String about,
    Optional<List<String>> columns,
    SortedMap<String, File> files)
    implements DataSetDescriptor {
  public PublishedDataSet {
    Objects.requireNonNull(title);
    Objects.requireNonNull(licence);
    Objects.requireNonNull(citation);
    Objects.requireNonNull(about);
    columns = columns.map(List::copyOf);
    files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
  }

  /**
   * One published file. Either digest is given.
   *
   * @param url where it is published; empty: nowhere in this form, so that it takes a mirror
   * @param sha256 of the published bytes, hexadecimal
   * @param gitBlob the name git gives to the published bytes
   * @param bytes how many there are at most
   * @param mirror the path of the copy within a mirror folder
   * @param mirrorSha256 of the copy, where it differs from what is published in that a header row
   *     names the columns
   */
  public record File(
      Optional<URI> url,
      Optional<String> sha256,
      Optional<String> gitBlob,
      long bytes,
      String mirror,
      Optional<String> mirrorSha256) {
    public File {
      Objects.requireNonNull(mirror);
      if (sha256.isPresent() == gitBlob.isPresent()) {
        throw new IllegalArgumentException(mirror + ": one of sha256 and git_blob is to be given");
      }
    }

    /** What the published bytes are known by. */
    Checksum checksum() {
      return sha256
          .<Checksum>map(hex -> new Checksum.Sha256(new Digest(hex)))
          .orElseGet(() -> new Checksum.GitBlob(gitBlob.orElseThrow()));
    }

    /** Whether a mirror's copy with a header row has this digest. */
    boolean isMirrored(Digest found) {
      return mirrorSha256.filter(found.hex()::equals).isPresent();
    }

    /** The last part of its path. */
    String name() {
      return mirror.substring(mirror.lastIndexOf('/') + 1);
    }
  }
}

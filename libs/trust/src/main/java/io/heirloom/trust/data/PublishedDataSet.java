package io.heirloom.trust.data;

import io.heirloom.lineage.Digest;
import java.net.URI;
import java.util.List;

/**
 * A data set that others have published. It is not shipped: it is fetched where it is published, or
 * read from a mirror.
 *
 * @param columns the names of its columns, which the published files do not give
 * @param training what models are trained on
 * @param test what they are judged on
 */
public record PublishedDataSet(
    String title,
    String licence,
    String citation,
    String about,
    List<String> columns,
    File training,
    File test)
    implements DataSetDescriptor {
  public PublishedDataSet {
    columns = List.copyOf(columns);
  }

  /**
   * One published file.
   *
   * @param url where it is published
   * @param sha256 of the published bytes, hexadecimal
   * @param bytes how many there are
   * @param mirror the copy that a mirror holds
   */
  public record File(URI url, String sha256, long bytes, MirrorCopy mirror) {
    Digest digest() {
      return new Digest(sha256);
    }

    /** The last part of the address. */
    String name() {
      String path = url.getPath();
      return path.substring(path.lastIndexOf('/') + 1);
    }
  }

  /**
   * A copy with the same rows under a header row that names the columns.
   *
   * @param path within the mirror folder
   * @param sha256 of the copy, hexadecimal
   */
  public record MirrorCopy(String path, String sha256) {
    Digest digest() {
      return new Digest(sha256);
    }
  }
}

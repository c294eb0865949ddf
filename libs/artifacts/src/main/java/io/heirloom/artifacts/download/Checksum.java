package io.heirloom.artifacts.download;

import io.heirloom.artifacts.file.FileContent;
import io.heirloom.lineage.Digest;
import io.heirloom.lineage.InvalidInputException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** What is known of a file's content before it is downloaded. */
public sealed interface Checksum {
  /** The SHA-256 of the content. */
  record Sha256(Digest digest) implements Checksum {
    @Override
    public String hex() {
      return digest.hex();
    }

    @Override
    public MessageDigest begin(long size) {
      return Digest.sha256();
    }
  }

  /**
   * The name git gives to the content: SHA-1 over {@code "blob " + size + NUL + content}
   * (gitformat-pack, "git hash-object").
   *
   * @param hex 40 lower-case hexadecimal digits
   */
  record GitBlob(String hex) implements Checksum {
    private static final Pattern FORM = Pattern.compile("[0-9a-f]{40}");

    public GitBlob {
      if (hex == null || !FORM.matcher(hex).matches()) {
        throw new InvalidInputException("git blob", hex, "40 lower-case hexadecimal digits");
      }
    }

    @Override
    public MessageDigest begin(long size) {
      try {
        MessageDigest digest = MessageDigest.getInstance("SHA-1");
        digest.update(("blob " + size + "\0").getBytes(StandardCharsets.US_ASCII));
        return digest;
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("every Java platform has SHA-1", e);
      }
    }
  }

  /** The digits expected; being nothing else, they are safe as a file name. */
  String hex();

  /** A running digest that has yet to see the {@code size} bytes of content. */
  MessageDigest begin(long size);

  /** The digits of a file's content, whatever is expected. */
  default String of(FileChannel file) throws IOException {
    MessageDigest digest = begin(file.size());
    FileContent.update(digest, file);
    return HexFormat.of().formatHex(digest.digest());
  }

  /** The digits of some content, whatever is expected. */
  default String of(byte[] content) {
    return HexFormat.of().formatHex(begin(content.length).digest(content));
  }
}

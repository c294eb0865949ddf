package io.heirloom.artifacts.download;

import java.io.IOException;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Downloads files so that one which has its name is whole and, where its checksum is known, the
 * right one. What was received before a cut, a stop or a kill is not received again (RFC 9110,
 * sections 13.1.5 and 14), unless the file has changed meanwhile. Several processes may ask for one
 * file; one of them downloads it. Thread-safe.
 */
public final class VerifiedDownload {
  private static final Pattern CONTENT_RANGE =
      Pattern.compile("bytes (?:(\\d{1,18})-\\d{1,18}|\\*)/(\\d{1,18}|\\*)");
  private static final int OK = 200;
  private static final int PARTIAL_CONTENT = 206;
  private static final int RANGE_NOT_SATISFIABLE = 416;
  private static final int PIECE_BYTES = 1 << 16;

  private final WebClient web;

  public VerifiedDownload(WebClient web) {
    this.web = web;
  }

  /**
   * Downloads a file, or does nothing if its target is there.
   *
   * @throws DownloadException if the server refuses, the content is too large or its checksum
   *     another, or the connection is cut without having brought anything new
   * @throws IOException if the file cannot be written
   */
  public void fetch(Download download, DownloadProgress progress) throws IOException {
    if (Files.exists(download.target())) {
      return;
    }
    try (PartialFile part =
        PartialFile.open(
            download.target(), size -> progress.received(size, OptionalLong.empty()))) {
      if (Files.exists(download.target())) {
        part.drop();
        return;
      }
      receive(download, part, progress);
      verify(download, part);
      part.complete();
    }
  }

  private void receive(Download download, PartialFile part, DownloadProgress progress)
      throws IOException {
    long furthest = part.size();
    while (true) {
      try {
        receiveOnce(download, part, progress);
        return;
      } catch (DownloadException e) {
        throw e;
      } catch (IOException e) {
        // A server that knows no ranges and cuts every time would keep us here for ever.
        if (part.size() <= furthest) {
          throw DownloadException.of(download.source(), e);
        }
        furthest = part.size();
      }
    }
  }

  private void receiveOnce(Download download, PartialFile part, DownloadProgress progress)
      throws IOException {
    try (WebAnswer answer =
        web.open(download.source(), download.bearerToken(), range(download, part))) {
      OptionalLong total = begin(download, part, answer);
      requireAllowed(download, total.orElse(0));
      if (answer.status() != RANGE_NOT_SATISFIABLE) {
        appendBody(download, part, answer, total, progress);
      }
      if (total.isPresent() && part.size() != total.getAsLong()) {
        throw new IOException("ended at byte " + part.size() + " of " + total.getAsLong());
      }
    }
  }

  private static void appendBody(
      Download download,
      PartialFile part,
      WebAnswer answer,
      OptionalLong total,
      DownloadProgress progress)
      throws IOException {
    byte[] piece = new byte[PIECE_BYTES];
    for (int read = answer.read(piece); read >= 0; read = answer.read(piece)) {
      requireAllowed(download, part.size() + read);
      part.append(piece, read);
      progress.received(part.size(), total);
    }
  }

  /** Asks for what is missing, where it can be told whether the rest belongs to what is there. */
  private static Map<String, String> range(Download download, PartialFile part) throws IOException {
    Map<String, String> headers = new HashMap<>();
    Optional<String> validator = part.validator();
    if (part.size() > 0 && (validator.isPresent() || download.checksum().isPresent())) {
      headers.put("Range", "bytes=" + part.size() + "-");
      validator.ifPresent(tag -> headers.put("If-Range", tag));
    }
    return headers;
  }

  /** Makes the part agree with where the answer begins; gives the size of the whole file. */
  private static OptionalLong begin(Download download, PartialFile part, WebAnswer answer)
      throws IOException {
    switch (answer.status()) {
      case OK -> {
        part.restart(answer.header("ETag").filter(tag -> tag.startsWith("\"")));
        return answer.length();
      }
      case PARTIAL_CONTENT, RANGE_NOT_SATISFIABLE -> {
        Matcher range = CONTENT_RANGE.matcher(answer.header("Content-Range").orElse(""));
        boolean partial = answer.status() == PARTIAL_CONTENT;
        String here = String.valueOf(part.size());
        if (!range.matches() || !here.equals(range.group(partial ? 1 : 2))) {
          part.restart(Optional.empty());
          throw DownloadException.of(
              download.source(), "asked for bytes from " + here + " on, other bytes came");
        }
        return range.group(2).equals("*")
            ? OptionalLong.empty()
            : OptionalLong.of(Long.parseLong(range.group(2)));
      }
      default -> throw answer.refused();
    }
  }

  private static void requireAllowed(Download download, long size) throws DownloadException {
    if (size > download.maxBytes()) {
      throw DownloadException.of(
          download.source(), "larger than " + download.maxBytes() + " bytes, the most allowed");
    }
  }

  private static void verify(Download download, PartialFile part) throws IOException {
    if (download.checksum().isPresent()) {
      String expected = download.checksum().get().hex();
      String actual = download.checksum().get().of(part.channel());
      if (!actual.equals(expected)) {
        part.restart(Optional.empty());
        throw DownloadException.of(
            download.source(),
            "the content's checksum is " + actual + ", it should be " + expected);
      }
    }
  }
}

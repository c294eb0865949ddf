package io.heirloom.artifacts.download;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A server's answer, whose body is read piece by piece, with limited patience. */
final class WebAnswer implements AutoCloseable {
  private final URI source;
  private final HttpResponse<InputStream> response;
  private final Duration patience;

  WebAnswer(URI source, HttpResponse<InputStream> response, Duration patience) {
    this.source = source;
    this.response = response;
    this.patience = patience;
  }

  int status() {
    return response.statusCode();
  }

  Optional<String> header(String name) {
    return response.headers().firstValue(name);
  }

  /** The size of the body in bytes, where the server tells. */
  OptionalLong length() {
    return response.headers().firstValueAsLong("Content-Length");
  }

  /** The failure that a status means which is not asked for. */
  DownloadException refused() {
    // No path or query: those of a redirection may be signed, thus secret.
    return DownloadException.ofStatus(source, status(), response.uri().getHost());
  }

  /**
   * Reads the next piece of the body.
   *
   * @return how many bytes, -1 at the end
   * @throws HttpTimeoutException if nothing comes
   */
  int read(byte[] piece) throws IOException {
    // Reading knows no timeout; closing the body is what wakes a reader.
    CompletableFuture<Void> arrival = new CompletableFuture<>();
    CompletableFuture<Boolean> tooLate =
        arrival
            .orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS)
            .handle((arrived, timeout) -> timeout != null && closeBody());
    try {
      int read = response.body().read(piece);
      arrival.complete(null);
      if (!tooLate.join()) {
        return read;
      }
    } catch (IOException e) {
      arrival.complete(null);
      if (!tooLate.join()) {
        throw e;
      }
    }
    throw new HttpTimeoutException("nothing received for " + patience.toMillis() + " ms");
  }

  @Override
  public void close() throws IOException {
    response.body().close();
  }

  private boolean closeBody() {
    try {
      close();
      return true;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

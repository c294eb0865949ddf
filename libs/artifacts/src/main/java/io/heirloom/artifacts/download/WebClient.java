package io.heirloom.artifacts.download;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Gets what lies at an address. Follows redirections over http and https only, never from https to
 * http, and shows a token to no host but the one it is meant for. Thread-safe.
 */
public final class WebClient {
  private static final int MOST_REDIRECTIONS = 10;
  private static final Set<Integer> REDIRECTIONS = Set.of(301, 302, 303, 307, 308);
  private static final int PIECE_BYTES = 1 << 16;

  private final HttpClient http;
  private final Duration patience;

  /**
   * @param patience how long a server may send nothing before it is given up
   */
  public WebClient(Duration patience) {
    this.patience = patience;
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(patience)
            .build();
  }

  /**
   * Reads something small.
   *
   * @param limit in bytes; what is larger is refused
   * @throws DownloadException if it cannot be read, or the status is not 200
   */
  public byte[] read(URI source, Optional<String> bearerToken, int limit) throws IOException {
    try (WebAnswer answer = open(source, bearerToken, Map.of())) {
      if (answer.status() != 200) {
        throw answer.refused();
      }
      ByteArrayOutputStream content = new ByteArrayOutputStream();
      byte[] piece = new byte[PIECE_BYTES];
      for (int read = answer.read(piece); read >= 0; read = answer.read(piece)) {
        content.write(piece, 0, read);
        if (content.size() > limit) {
          throw DownloadException.of(source, "larger than " + limit + " bytes");
        }
      }
      return content.toByteArray();
    } catch (DownloadException e) {
      throw e;
    } catch (IOException e) {
      throw DownloadException.of(source, e);
    }
  }

  /** Asks, and follows redirections to an answer with any other status. */
  WebAnswer open(URI source, Optional<String> bearerToken, Map<String, String> headers)
      throws IOException {
    URI location = source;
    for (int i = 0; i <= MOST_REDIRECTIONS; i++) {
      requireAllowed(source, location);
      HttpResponse<InputStream> response =
          send(
              request(
                  location,
                  sameOrigin(source, location) ? bearerToken : Optional.empty(),
                  headers));
      if (!REDIRECTIONS.contains(response.statusCode())) {
        return new WebAnswer(source, response, patience);
      }
      response.body().close();
      location = redirection(source, location, response);
    }
    throw DownloadException.of(source, "more than " + MOST_REDIRECTIONS + " redirections");
  }

  private HttpRequest request(
      URI location, Optional<String> bearerToken, Map<String, String> headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(location)
            .timeout(patience)
            .header("User-Agent", "heirloom")
            .header("Accept-Encoding", "identity");
    headers.forEach(request::header);
    bearerToken.ifPresent(token -> request.header("Authorization", "Bearer " + token));
    return request.build();
  }

  private HttpResponse<InputStream> send(HttpRequest request) throws IOException {
    try {
      return http.send(request, HttpResponse.BodyHandlers.ofInputStream());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    }
  }

  private static URI redirection(URI source, URI from, HttpResponse<InputStream> response)
      throws DownloadException {
    String location =
        response
            .headers()
            .firstValue("Location")
            .orElseThrow(() -> DownloadException.of(source, "a redirection to nowhere"));
    try {
      return from.resolve(location);
    } catch (IllegalArgumentException e) {
      throw DownloadException.of(source, "a redirection to no address");
    }
  }

  private static void requireAllowed(URI source, URI location) throws DownloadException {
    boolean secure = "https".equalsIgnoreCase(location.getScheme());
    boolean plain = "http".equalsIgnoreCase(location.getScheme());
    if (location.getHost() == null || !(secure || plain)) {
      throw DownloadException.of(source, "only http and https addresses with a host are followed");
    }
    if (plain && "https".equalsIgnoreCase(source.getScheme())) {
      throw DownloadException.of(source, "a redirection from https to http is not followed");
    }
  }

  private static boolean sameOrigin(URI one, URI other) {
    return one.getScheme().equalsIgnoreCase(other.getScheme())
        && one.getHost().equalsIgnoreCase(other.getHost())
        && one.getPort() == other.getPort();
  }
}

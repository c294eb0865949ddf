package io.heirloom.artifacts.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.heirloom.lineage.Digest;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class VerifiedDownloadTest {
  private static final byte[] CONTENT = bytes(300_000, 1);
  private static final byte[] OTHER_CONTENT = bytes(300_000, 2);

  @TempDir Path folder;
  private Path target;
  private FileServer server;
  private final VerifiedDownload downloads =
      new VerifiedDownload(new WebClient(Duration.ofSeconds(20)));

  @BeforeEach
  void start() throws IOException {
    server = new FileServer(CONTENT);
    target = folder.resolve("new/folder/file");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void aFileArrivesWholeAndItsProgressIsTold() throws IOException {
    List<Long> progress = new ArrayList<>();

    downloads.fetch(
        download(Optional.of(sha256(CONTENT))),
        (bytes, total) -> {
          assertThat(total).hasValue(CONTENT.length);
          progress.add(bytes);
        });

    assertDownloaded(CONTENT);
    assertThat(progress).isSorted().last().isEqualTo((long) CONTENT.length);
  }

  @Test
  void aFileThatIsThereIsNotAskedFor() throws IOException {
    downloads.fetch(download(Optional.empty()), DownloadProgress.IGNORED);
    downloads.fetch(download(Optional.empty()), DownloadProgress.IGNORED);

    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void aConnectionCutAgainAndAgainIsResumedWhereItBroke() throws IOException {
    server.cutAfter = 100_000;

    downloads.fetch(download(Optional.empty()), DownloadProgress.IGNORED);

    assertDownloaded(CONTENT);
    assertThat(server.requests()).hasSizeGreaterThanOrEqualTo(3);
    assertThat(server.requests().get(1).range()).contains("bytes=100000-");
    assertThat(server.requests().get(1).ifRange()).contains("\"first\"");
  }

  @Test
  void aStoppedDownloadIsResumedByTheNext() throws IOException {
    stopAfter(100_000);
    server.requests().clear();

    downloads.fetch(download(Optional.empty()), DownloadProgress.IGNORED);

    assertDownloaded(CONTENT);
    assertThat(server.requests()).hasSize(1);
    assertThat(server.requests().get(0).range()).isPresent();
  }

  @Test
  void contentThatChangedMeanwhileIsDownloadedFromItsBeginning() throws IOException {
    stopAfter(100_000);
    server.content = OTHER_CONTENT;
    server.etag = Optional.of("\"second\"");

    downloads.fetch(download(Optional.empty()), DownloadProgress.IGNORED);

    assertDownloaded(OTHER_CONTENT);
  }

  @Test
  void withoutValidatorAndChecksumNothingIsResumed() throws IOException {
    server.etag = Optional.empty();
    stopAfter(100_000);
    server.content = OTHER_CONTENT;
    server.requests().clear();

    downloads.fetch(download(Optional.empty()), DownloadProgress.IGNORED);

    assertDownloaded(OTHER_CONTENT);
    assertThat(server.requests().get(0).range()).isEmpty();
  }

  @Test
  void aWeakValidatorIsNotUsedToResume() throws IOException {
    server.etag = Optional.of("W/\"first\"");
    stopAfter(100_000);
    server.requests().clear();

    downloads.fetch(download(Optional.empty()), DownloadProgress.IGNORED);

    assertThat(server.requests().get(0).range()).isEmpty();
  }

  @Test
  void aServerThatKnowsNoRangesSendsTheWholeFileAgain() throws IOException {
    stopAfter(100_000);
    server.speaksRange = false;

    downloads.fetch(download(Optional.of(sha256(CONTENT))), DownloadProgress.IGNORED);

    assertDownloaded(CONTENT);
  }

  @Test
  void aServerThatKnowsNoRangesAndAlwaysCutsIsGivenUp() {
    server.speaksRange = false;
    server.cutAfter = 100_000;

    assertRefused(download(Optional.empty()), "GET");

    assertThat(server.requests()).hasSizeLessThan(4);
    assertThat(target).doesNotExist();
  }

  @Test
  void aPartThatIsWholeOnlyNeedsItsName() throws IOException {
    stopAfter(CONTENT.length);

    downloads.fetch(download(Optional.of(sha256(CONTENT))), DownloadProgress.IGNORED);

    assertDownloaded(CONTENT);
  }

  @Test
  void aServerThatDoesNotTellTheLengthIsRead() throws IOException {
    server.tellsLength = false;

    downloads.fetch(
        download(Optional.of(sha256(CONTENT))),
        (bytes, total) -> assertThat(total).isEqualTo(OptionalLong.empty()));

    assertDownloaded(CONTENT);
  }

  @Test
  void aWrongChecksumIsRefusedAndNothingOfItKept() throws IOException {
    assertRefused(download(Optional.of(sha256(OTHER_CONTENT))), sha256(CONTENT).hex());

    assertThat(target).doesNotExist();
    server.content = OTHER_CONTENT;
    server.etag = Optional.empty();
    downloads.fetch(download(Optional.of(sha256(OTHER_CONTENT))), DownloadProgress.IGNORED);
    assertDownloaded(OTHER_CONTENT);
  }

  @Test
  void gitsNameOfABlobIsAChecksumToo() throws IOException {
    server.content = "what is up, doc?".getBytes(StandardCharsets.UTF_8);
    // Pro Git, chapter 10.2.
    Checksum git = new Checksum.GitBlob("bd9dbf5aae1a3862dd1526723246b20206e5fc37");

    downloads.fetch(download(Optional.of(git)), DownloadProgress.IGNORED);

    assertThat(target).hasContent("what is up, doc?");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aFileLargerThanAllowedIsRefused(boolean tellsLength) {
    server.tellsLength = tellsLength;

    assertRefused(
        new Download(server.at("/a"), target, Optional.empty(), 299_999, Optional.empty()),
        "299999");
    assertThat(target).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 403, 404, 429, 500, 503})
  void aRefusalNamesTheAddressAndTheStatus(int status) {
    server.status = status;

    DownloadException refusal =
        catchThrowableOfType(
            DownloadException.class,
            () -> downloads.fetch(download(Optional.empty()), DownloadProgress.IGNORED));

    assertThat(refusal.status()).hasValue(status);
    assertThat(refusal).hasMessageContainingAll(server.at("/a").toString(), "" + status);
    assertThat(target).doesNotExist();
  }

  @Test
  void aServerThatIsNotThereIsNamed() {
    URI nobody = server.at("/a");
    server.close();

    assertRefused(
        new Download(nobody, target, Optional.empty(), 1, Optional.empty()), nobody.toString());
  }

  @Test
  void aServerThatFallsSilentIsGivenUp() {
    server.stallAfter = 0;
    VerifiedDownload impatient = new VerifiedDownload(new WebClient(Duration.ofMillis(300)));

    assertThatThrownBy(() -> impatient.fetch(download(Optional.empty()), DownloadProgress.IGNORED))
        .isInstanceOf(DownloadException.class)
        .hasMessageContaining("nothing received");
  }

  @Test
  void aServerThatFallsSilentInTheMiddleIsAskedForTheRest() throws IOException {
    server.stallAfter = 200_000;
    VerifiedDownload impatient = new VerifiedDownload(new WebClient(Duration.ofMillis(300)));

    impatient.fetch(download(Optional.empty()), DownloadProgress.IGNORED);

    assertDownloaded(CONTENT);
  }

  @Test
  void aRedirectionIsFollowedAndTheTokenShownToNoOtherHost() throws IOException {
    try (FileServer front = new FileServer(new byte[0])) {
      front.redirection = Optional.of(server.at("/elsewhere?signature=secret").toString());

      downloads.fetch(
          new Download(
              front.at("/a"), target, Optional.empty(), CONTENT.length, Optional.of("token")),
          DownloadProgress.IGNORED);

      assertDownloaded(CONTENT);
      assertThat(front.requests().get(0).authorization()).contains("Bearer token");
      assertThat(server.requests().get(0).authorization()).isEmpty();
    }
  }

  @Test
  void theTokenIsKeptOnARedirectionWithinTheHost() throws IOException {
    try (FileServer front = new FileServer(new byte[0])) {
      front.redirection = Optional.of("/elsewhere");

      assertThatThrownBy(
              () ->
                  downloads.fetch(
                      new Download(
                          front.at("/a"), target, Optional.empty(), 1, Optional.of("token")),
                      DownloadProgress.IGNORED))
          .hasMessageContaining("redirections");
      assertThat(front.requests())
          .hasSizeLessThan(20)
          .allSatisfy(request -> assertThat(request.authorization()).contains("Bearer token"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"file:///etc/passwd", "ftp://127.0.0.1/a", "http:///a", "::", "jar:x"})
  void aRedirectionToAnythingButTheWebIsNotFollowed(String location) {
    server.redirection = Optional.of(location);

    assertRefused(download(Optional.empty()), server.at("/a").toString());
  }

  @Test
  void aTokenIsNotShownWhereADownloadIsPrinted() {
    assertThat(new Download(server.at("/a"), target, Optional.empty(), 1, Optional.of("hf_secret")))
        .asString()
        .doesNotContain("hf_secret");
  }

  @Test
  void severalThreadsDownloadAFileOnce() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        running.add(
            threads.submit(
                () -> {
                  downloads.fetch(download(Optional.of(sha256(CONTENT))), DownloadProgress.IGNORED);
                  return null;
                }));
      }
      for (Future<?> each : running) {
        each.get();
      }
    } finally {
      threads.shutdownNow();
    }

    assertDownloaded(CONTENT);
    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void aSmallAnswerIsReadUpToALimit() throws IOException {
    WebClient web = new WebClient(Duration.ofSeconds(20));

    assertThat(web.read(server.at("/a"), Optional.empty(), CONTENT.length)).isEqualTo(CONTENT);
    assertThatThrownBy(() -> web.read(server.at("/a"), Optional.empty(), CONTENT.length - 1))
        .isInstanceOf(DownloadException.class)
        .hasMessageContaining("larger than");
  }

  private Download download(Optional<Checksum> checksum) {
    return new Download(server.at("/a"), target, checksum, 1_000_000, Optional.empty());
  }

  private void stopAfter(int bytes) {
    assertThatThrownBy(
            () ->
                downloads.fetch(
                    download(Optional.empty()),
                    (received, total) -> {
                      if (received >= bytes) {
                        throw new CancellationException("stopped");
                      }
                    }))
        .isInstanceOf(CancellationException.class);
    assertThat(target).doesNotExist();
  }

  private void assertDownloaded(byte[] content) throws IOException {
    assertThat(Files.readAllBytes(target)).isEqualTo(content);
    assertThat(target.getParent()).isDirectoryNotContaining(entry -> !entry.equals(target));
  }

  private void assertRefused(Download download, String named) {
    assertThatThrownBy(() -> downloads.fetch(download, DownloadProgress.IGNORED))
        .isInstanceOf(DownloadException.class)
        .hasMessageContaining(download.source().toString())
        .hasMessageContaining(named);
  }

  private static Checksum sha256(byte[] content) {
    return new Checksum.Sha256(Digest.of(content));
  }

  private static byte[] bytes(int count, long seed) {
    byte[] bytes = new byte[count];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }
}

package io.heirloom.trust.data;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.heirloom.artifacts.file.AllowedFolders;
import io.heirloom.lineage.Digest;
import io.heirloom.lineage.InvalidInputException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PublishedFilesTest {
  private static final String TRAINING = "1, 2\n3, 4\n";
  private static final String TEST = "|remark\n5, 6\n";
  private static final String HEADER = "a, b\n";

  @TempDir Path temporary;

  private HttpServer server;
  private int served;

  @BeforeEach
  void publish() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    serve("/set/some.data", TRAINING);
    serve("/set/some.test", TEST);
    serve("/changed/some.data", TRAINING.replace('1', '7'));
    serve("/changed/some.test", TEST);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private void serve(String path, String content) {
    server.createContext(
        path,
        exchange -> {
          served++;
          byte[] bytes = content.getBytes(UTF_8);
          exchange.sendResponseHeaders(200, bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
  }

  @Test
  void aSetIsDownloadedOnceAndThenReadFromTheCache() {
    Holding first = files(false).find("some", set("set"), Optional.empty());
    assertThat(first.atHand()).isFalse();
    assertThat(served).isZero();
    Table table = Table.read(first.files().get().get("train"));
    assertThat(table.cell(1, table.column("b"))).isEqualTo("4");
    assertThat(Table.read(first.files().get().get("test")).size()).isEqualTo(1);
    int downloads = served;
    Holding again = files(true).find("some", set("set"), Optional.empty());
    assertThat(again.atHand()).isTrue();
    assertThat(again.digest()).isEqualTo(first.digest());
    assertThat(again.files().get().get("train").content()).isEqualTo(TRAINING.getBytes(UTF_8));
    assertThat(served).isEqualTo(downloads);
  }

  @Test
  void aMirrorGivesTheSameRowsUnderTheSameDigest() throws IOException {
    Holding published = files(false).find("some", set("set"), Optional.empty());
    Path mirror = Files.createDirectory(temporary.resolve("mirror"));
    Files.writeString(mirror.resolve("some.data"), HEADER + TRAINING);
    Files.writeString(mirror.resolve("some.test"), TEST);
    Holding mirrored = files(true).find("some", set("set"), Optional.of(mirror));
    assertThat(mirrored.digest()).isEqualTo(published.digest());
    Table training = Table.read(mirrored.files().get().get("train"));
    assertThat(training.size()).isEqualTo(2);
    assertThat(training.cell(0, training.column("a"))).isEqualTo("1");
    assertThat(Table.read(mirrored.files().get().get("test")).size()).isEqualTo(1);
    assertThat(served).isZero();
  }

  @Test
  void aMirrorThatLacksAFileIsFilledUpFromWhereItIsPublished() throws IOException {
    Path mirror = Files.createDirectory(temporary.resolve("mirror"));
    Files.writeString(mirror.resolve("some.data"), HEADER + TRAINING);
    DataSetFiles files = files(false).find("some", set("set"), Optional.of(mirror)).files().get();
    assertThat(Table.read(files.get("train")).size()).isEqualTo(2);
    assertThat(served).isEqualTo(1);
  }

  @Test
  void aPublishedFileThatIsNotTheDescribedOneIsNotTaken() {
    Holding holding = files(false).find("some", set("changed"), Optional.empty());
    assertThatThrownBy(() -> holding.files().get())
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("checksum");
    assertThatThrownBy(() -> files(true).find("some", set("changed"), Optional.empty()))
        .isInstanceOf(InvalidInputException.class);
  }

  @Test
  void aFileThatIsPublishedNowhereTakesAMirror() throws IOException {
    PublishedDataSet.File nowhere =
        new PublishedDataSet.File(
            Optional.empty(),
            Optional.empty(),
            Optional.of("d95f3ad14dee633a758d2e331151e950dd13e4ed"),
            100,
            "sub/rows.json",
            Optional.empty());
    PublishedDataSet set =
        new PublishedDataSet(
            "Some",
            "none",
            "none",
            "none",
            Optional.empty(),
            new TreeMap<>(Map.of("rows", nowhere)));
    assertThatThrownBy(() -> files(false).find("some", set, Optional.empty()))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("sub/rows.json");
    Path mirror = Files.createDirectories(temporary.resolve("mirror/sub")).getParent();
    // What git calls a blob of these bytes.
    Files.writeString(mirror.resolve("sub/rows.json"), "content\n");
    Holding holding = files(true).find("some", set, Optional.of(mirror));
    assertThat(holding.files().get().get("rows").columns()).isEmpty();
    Files.writeString(mirror.resolve("sub/rows.json"), "other\n");
    assertThatThrownBy(() -> files(true).find("some", set, Optional.of(mirror)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("d95f3ad1");
  }

  @Test
  void aMirrorFolderThatIsNotThereIsRefused() {
    assertThatThrownBy(
            () -> files(false).find("some", set("set"), Optional.of(temporary.resolve("nowhere"))))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("data_folder");
  }

  private PublishedFiles files(boolean offline) {
    DataLibrarySettings settings =
        new DataLibrarySettings(
            temporary.resolve("cache"), Optional.empty(), AllowedFolders.ANYWHERE, offline);
    return new PublishedFiles(settings, settings.allowedFolders());
  }

  private PublishedDataSet set(String folder) {
    return new PublishedDataSet(
        "Some",
        "none",
        "none",
        "none",
        Optional.of(List.of("a", "b")),
        new TreeMap<>(
            Map.of(
                "train",
                file(folder, "some.data", TRAINING),
                "test",
                file(folder, "some.test", TEST))));
  }

  private PublishedDataSet.File file(String folder, String name, String content) {
    return new PublishedDataSet.File(
        Optional.of(
            URI.create(
                "http://localhost:" + server.getAddress().getPort() + "/" + folder + "/" + name)),
        Optional.of(Digest.of(content).hex()),
        Optional.empty(),
        content.length(),
        name,
        Optional.of(Digest.of(HEADER + content).hex()));
  }
}

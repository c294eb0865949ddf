package io.heirloom.languagemodel.hub;

import static io.heirloom.languagemodel.hub.HubServer.COMMIT;
import static io.heirloom.languagemodel.hub.HubServer.REPOSITORY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.heirloom.artifacts.download.DownloadProgress;
import io.heirloom.lineage.Digest;
import io.heirloom.lineage.InvalidInputException;
import io.heirloom.lineage.step.ModelSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class ModelHubTest {
  private static final ModelName.HubModel MODEL = new ModelName.HubModel(REPOSITORY, "main");
  private static final ModelSource PINNED = new ModelSource(REPOSITORY, COMMIT);
  private static final byte[] WEIGHTS = bytes(250_000, 1);

  @TempDir Path home;
  private HubServer server;

  @BeforeEach
  void start() throws IOException {
    server = new HubServer();
    server.put("config.json", text("{}"));
    server.put("tokenizer.json", text("{\"a\":1}"));
    server.put("model.safetensors", WEIGHTS);
    server.put("pytorch_model.bin", text("a pickle"));
    server.put("README.md", text("read me"));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void aModelIsPinnedToItsCommitAndWhatIsNeededOfItDownloaded() throws IOException {
    assertThat(hub().pin(MODEL)).isEqualTo(PINNED);

    Path folder = hub().fetch(PINNED, DownloadProgress.IGNORED);

    assertThat(folder)
        .isEqualTo(home.resolve("hub/models--owner--model/snapshots/" + COMMIT))
        .isDirectoryNotContaining("glob:**{.bin,.md,.part}");
    assertThat(Files.readAllBytes(folder.resolve("model.safetensors"))).isEqualTo(WEIGHTS);
    assertThat(folder.resolve("config.json")).hasContent("{}");
    assertThat(home.resolve("hub/models--owner--model/refs/main")).hasContent(COMMIT);
    assertThat(Files.readSymbolicLink(folder.resolve("model.safetensors")))
        .isEqualTo(Path.of("../../blobs/" + Digest.of(WEIGHTS)));
    assertThat(Files.readSymbolicLink(folder.resolve("config.json")))
        .isEqualTo(Path.of("../../blobs/" + HubServer.gitBlob(text("{}"))));
  }

  @Test
  void weightsInSeveralFilesArriveAllWithOneProgress() throws IOException {
    server.remove("model.safetensors");
    server.put("model-1.safetensors", bytes(100_000, 2));
    server.put("model-2.safetensors", bytes(200_000, 3));
    server.put(
        "model.safetensors.index.json",
        text("{\"weight_map\":{\"x\":\"model-1.safetensors\",\"y\":\"model-2.safetensors\"}}"));
    List<Long> progress = new ArrayList<>();

    Path folder =
        hub()
            .fetch(
                hub().pin(MODEL),
                (bytes, total) -> {
                  progress.add(bytes);
                  assertThat(total.orElse(0)).isBetween(300_000L, 301_000L);
                });

    assertThat(folder.resolve("model-1.safetensors")).hasBinaryContent(bytes(100_000, 2));
    assertThat(folder.resolve("model-2.safetensors")).hasBinaryContent(bytes(200_000, 3));
    assertThat(progress).isSorted();
    assertThat(progress.get(progress.size() - 1)).isGreaterThanOrEqualTo(300_000L);
  }

  @Test
  void anIndexThatNamesAFileOutsideIsRefused() {
    server.remove("model.safetensors");
    server.put(
        "model.safetensors.index.json",
        text("{\"weight_map\":{\"x\":\"../../../evil.safetensors\"}}"));

    assertRefused(() -> hub().fetch(PINNED, DownloadProgress.IGNORED), "../../../evil.safetensors");
  }

  @Test
  void whatIsThereIsNotDownloadedAgain() {
    hub().fetch(PINNED, DownloadProgress.IGNORED);
    server.requests().clear();

    hub().fetch(PINNED, DownloadProgress.IGNORED);
    hub().configuration(PINNED);

    assertThat(server.requests()).isEmpty();
  }

  @Test
  void onlyTheConfigurationIsDownloadedWhereNoMoreIsAskedFor() {
    assertThat(hub().configuration(PINNED).resolve("config.json")).hasContent("{}");

    assertThat(server.requests()).noneMatch(path -> path.contains("safetensors"));
  }

  @Test
  void whatPythonDownloadedIsFound() throws IOException {
    Path repository = home.resolve("hub/models--owner--model");
    Path snapshot = Files.createDirectories(repository.resolve("snapshots/" + COMMIT));
    for (String name : List.of("config.json", "tokenizer.json", "model.safetensors")) {
      Files.createDirectories(repository.resolve("blobs"));
      Files.writeString(repository.resolve("blobs/" + name), name);
      Files.createSymbolicLink(snapshot.resolve(name), Path.of("../../blobs", name));
    }
    Files.createDirectories(repository.resolve("refs"));
    Files.writeString(repository.resolve("refs/main"), COMMIT);

    ModelHub offline = hub("HF_HUB_OFFLINE", "1");

    assertThat(offline.pin(MODEL)).isEqualTo(PINNED);
    assertThat(offline.fetch(PINNED, DownloadProgress.IGNORED)).isEqualTo(snapshot);
    assertThat(server.requests()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"main", COMMIT})
  void offlineTheCacheAnswersAndTheHubIsNotAsked(String revision) {
    ModelName.HubModel name = new ModelName.HubModel(REPOSITORY, revision);
    ModelHub offline = hub("HF_HUB_OFFLINE", "true");

    assertRefused(() -> offline.pin(name), "HF_HUB_OFFLINE");
    assertRefused(() -> offline.fetch(PINNED, DownloadProgress.IGNORED), "HF_HUB_OFFLINE");
    assertRefused(() -> offline.configuration(PINNED), "HF_HUB_OFFLINE");
    assertThat(server.requests()).isEmpty();

    hub().fetch(hub().pin(name), DownloadProgress.IGNORED);
    server.requests().clear();
    assertThat(offline.pin(name)).isEqualTo(PINNED);
    assertThat(server.requests()).isEmpty();
  }

  @Test
  void aHubOutOfReachIsReplacedByTheCacheOrNamed() {
    server.status = 503;
    assertRefused(() -> hub().pin(MODEL), "503");

    server.status = 200;
    hub().fetch(hub().pin(MODEL), DownloadProgress.IGNORED);
    server.close();

    assertThat(hub().pin(MODEL)).isEqualTo(PINNED);
    assertRefused(
        () -> hub().pin(new ModelName.HubModel("owner/other", "main")), server.endpoint());
    assertThatThrownBy(
            () -> hub().fetch(new ModelSource("owner/other", COMMIT), DownloadProgress.IGNORED))
        .isInstanceOf(UncheckedIOException.class);
  }

  @Test
  void aRevisionWithSlashesIsAskedForAsOneName() {
    ModelName.HubModel name = new ModelName.HubModel(REPOSITORY, "refs/pr/1");

    assertThat(hub().pin(name)).isEqualTo(PINNED);
    assertThat(home.resolve("hub/models--owner--model/refs/refs/pr/1")).hasContent(COMMIT);
  }

  @Test
  void aPrivateModelNeedsTheToken() {
    server.token = Optional.of("hf_secret");

    assertRefused(() -> hub().pin(MODEL), "HF_TOKEN");
    assertRefused(() -> hub().fetch(PINNED, DownloadProgress.IGNORED), "HF_TOKEN");

    ModelHub entitled = hub("HF_TOKEN", "hf_secret");
    assertThat(entitled.fetch(entitled.pin(MODEL), DownloadProgress.IGNORED)).isNotEmptyDirectory();
  }

  @Test
  void whatDoesNotExistIsRefused() {
    assertRefused(() -> hub().pin(new ModelName.HubModel("owner/absent", "main")), "404");
    assertRefused(() -> hub().pin(new ModelName.HubModel(REPOSITORY, "absent")), "@absent");
    ModelSource elsewhere = new ModelSource(REPOSITORY, "f".repeat(40));
    assertRefused(() -> hub().fetch(elsewhere, DownloadProgress.IGNORED), "404");
  }

  @Test
  void aModelWithPicklesOnlyIsRefusedWithTheWayToConvertIt() {
    server.remove("model.safetensors");

    assertRefused(() -> hub().pin(MODEL), "pytorch_model.bin", "safetensors.torch");
    assertRefused(() -> hub().fetch(PINNED, DownloadProgress.IGNORED), "pytorch_model.bin");
    assertThat(server.requests()).noneMatch(path -> path.endsWith(".bin"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"config.json", "tokenizer.json"})
  void aModelThatLacksAFileIsRefusedByItsName(String missing) {
    server.remove(missing);

    assertRefused(() -> hub().pin(MODEL), missing);
  }

  @Test
  void aCutConnectionIsResumed() {
    server.cutAfter = 100_000;

    Path folder = hub().fetch(PINNED, DownloadProgress.IGNORED);

    assertThat(folder.resolve("model.safetensors")).hasBinaryContent(WEIGHTS);
    assertThat(server.requests())
        .filteredOn(path -> path.equals("/lfs/model.safetensors"))
        .hasSizeGreaterThan(1);
  }

  @ParameterizedTest
  @CsvSource({"model.safetensors", "tokenizer.json"})
  void otherContentThanAnnouncedIsRefused(String name) {
    byte[] evil = name.equals("model.safetensors") ? bytes(250_000, 9) : text("{\"a\":2}");
    server.damage(name, evil);

    assertThatThrownBy(() -> hub().fetch(PINNED, DownloadProgress.IGNORED))
        .isInstanceOf(UncheckedIOException.class)
        .hasStackTraceContaining("checksum")
        .hasStackTraceContaining(name);
    assertThat(home.resolve("hub/models--owner--model/snapshots/" + COMMIT).resolve(name))
        .doesNotExist();
  }

  @ParameterizedTest
  @CsvSource({
    "owner/model, ../../../etc",
    "owner/model, main",
    "../model, 0123456789abcdef0123456789abcdef01234567",
    "/etc, 0123456789abcdef0123456789abcdef01234567"
  })
  void aSourceThatIsNoPinnedHubModelIsRefused(String name, String revision) {
    ModelSource hostile = new ModelSource(name, revision);

    assertRefused(() -> hub().fetch(hostile, DownloadProgress.IGNORED), name);
    assertRefused(() -> hub().configuration(hostile), name);
    assertThat(server.requests()).isEmpty();
  }

  private ModelHub hub(String... variables) {
    Map<String, String> environment = new HashMap<>();
    environment.put("HF_ENDPOINT", server.endpoint() + "/");
    environment.put("HF_HOME", home.toString());
    for (int i = 0; i < variables.length; i += 2) {
      environment.put(variables[i], variables[i + 1]);
    }
    return new ModelHub(HubSettings.of(environment));
  }

  private static void assertRefused(ThrowingCallable call, String... named) {
    assertThatThrownBy(call)
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContainingAll(named);
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] bytes(int count, long seed) {
    byte[] bytes = new byte[count];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }
}

package io.heirloom.chaos.evidence;

import io.heirloom.chaos.stack.Stack;
import io.heirloom.cli.supervisor.SupervisorRecord.ProcessRecord;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Every service is well, idle, and holds no file of the store or of what it wrote aside. */
public record ProcessCheck(Stack stack, HttpClient http) implements Check {
  private static final Duration ANSWER = Duration.ofSeconds(5);
  private static final String BUSY = "heirloom_worker_busy{";

  @Override
  public List<String> complaints() throws IOException, InterruptedException {
    List<String> complaints = new ArrayList<>();
    for (ProcessRecord process : stack.processes()) {
      if (process.handle().isEmpty()) {
        complaints.add(process.name() + " is down: " + process.state());
      } else if (stack.services().contains(process.name())) {
        complaints.addAll(complaintsOf(process));
      }
    }
    return complaints;
  }

  private List<String> complaintsOf(ProcessRecord service)
      throws IOException, InterruptedException {
    List<String> complaints = new ArrayList<>();
    HttpResponse<String> health = get(service, "/q/health");
    if (health.statusCode() != 200) {
      complaints.add(service.name() + " is not well: " + health.body());
    }
    get(service, "/q/metrics")
        .body()
        .lines()
        .filter(line -> line.startsWith(BUSY) && !line.endsWith(" 0.0"))
        .forEach(line -> complaints.add(service.name() + " is still at work: " + line));
    openFiles(service.pid().orElseThrow())
        .filter(file -> file.startsWith(stack.folder().store().toString()))
        .forEach(file -> complaints.add(service.name() + " holds open " + file));
    return complaints;
  }

  private HttpResponse<String> get(ProcessRecord service, String path)
      throws IOException, InterruptedException {
    URI page = URI.create("http://127.0.0.1:" + service.port() + path);
    return http.send(HttpRequest.newBuilder(page).timeout(ANSWER).build(), BodyHandlers.ofString());
  }

  private static Stream<String> openFiles(long process) throws IOException {
    List<String> files = new ArrayList<>();
    try (Stream<Path> descriptors = Files.list(Path.of("/proc", Long.toString(process), "fd"))) {
      for (Path descriptor : descriptors.toList()) {
        try {
          files.add(Files.readSymbolicLink(descriptor).toString());
        } catch (IOException e) {
          // Closed meanwhile.
        }
      }
    }
    return files.stream();
  }
}

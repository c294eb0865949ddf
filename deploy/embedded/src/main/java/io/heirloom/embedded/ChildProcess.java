package io.heirloom.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.function.BiFunction;
import java.util.logging.FileHandler;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/**
 * A server as the whole of a JVM, for a supervisor. Its log goes to a file; standard output carries
 * one line, {@code READY host:port}, once it serves. SIGTERM stops it cleanly; so does the end of
 * standard input if asked for, so that it does not outlive its supervisor.
 */
final class ChildProcess {
  private static final String USAGE =
      "arguments: FOLDER PORT [--until-input-ends]; PORT 0 means any free one";
  private static final int LARGEST_LOG = 4 << 20;
  private static final int LOGS_KEPT = 3;

  /** A server that was started. */
  interface Server extends AutoCloseable {
    String address();

    @Override
    void close();
  }

  private final String name;
  private final BiFunction<Path, Integer, Server> start;

  /**
   * @param name of the log file, without its extension
   * @param start starts the server in a folder at a port
   */
  ChildProcess(String name, BiFunction<Path, Integer, Server> start) {
    this.name = name;
    this.start = start;
  }

  void run(String... arguments) {
    boolean untilInputEnds = arguments.length == 3 && arguments[2].equals("--until-input-ends");
    if (!(arguments.length == 2 || untilInputEnds) || !arguments[1].matches("[0-9]{1,5}")) {
      System.err.println(USAGE);
      System.exit(2);
    }
    Path folder = Path.of(arguments[0]).toAbsolutePath().normalize();
    Logger root = logTo(folder);
    try {
      Server server = start.apply(folder, Integer.parseInt(arguments[1]));
      Runtime.getRuntime().addShutdownHook(new Thread(server::close, "stop " + name));
      System.out.println("READY " + server.address());
      System.out.flush();
    } catch (RuntimeException e) {
      root.log(Level.SEVERE, "cannot start", e);
      System.err.println(name + " cannot start: " + e.getMessage());
      System.exit(1);
    }
    if (untilInputEnds) {
      awaitEndOfInput();
    } else {
      awaitSignal();
    }
  }

  private Logger logTo(Path folder) {
    try {
      Files.createDirectories(folder);
      // FileHandler reads % as the start of a pattern.
      String file = folder.resolve(name + "-jvm.log").toString().replace("%", "%%");
      Handler handler = new FileHandler(file, LARGEST_LOG, LOGS_KEPT, true);
      handler.setFormatter(new SimpleFormatter());
      LogManager.getLogManager().reset();
      Logger root = Logger.getLogger("");
      root.setLevel(Level.WARNING);
      root.addHandler(handler);
      return root;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void awaitEndOfInput() {
    try {
      while (System.in.read() >= 0) {
        // Whatever is written to us means nothing; only the end does.
      }
    } catch (IOException e) {
      // A broken pipe: our supervisor is gone.
    }
    System.exit(0);
  }

  private static void awaitSignal() {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

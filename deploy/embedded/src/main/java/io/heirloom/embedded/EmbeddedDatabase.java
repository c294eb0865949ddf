package io.heirloom.embedded;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/**
 * A real PostgreSQL as a child process of this JVM: durable, reachable from this machine only, its
 * data and its log kept in a folder. It has a database {@code heirloom} and a superuser {@code
 * postgres} without password.
 */
public final class EmbeddedDatabase implements ChildProcess.Server {
  /** The name of the database. */
  public static final String NAME = "heirloom";

  /** The user it is reached as. */
  public static final String USER = "postgres";

  private static final String HOST = "127.0.0.1";
  private static final Duration START = Duration.ofSeconds(30);

  private final FolderLock lock;
  private final EmbeddedPostgres server;

  private EmbeddedDatabase(FolderLock lock, EmbeddedPostgres server) {
    this.lock = lock;
    this.server = server;
  }

  /**
   * Starts PostgreSQL, initialising the folder where it is new, and waits until it serves. A server
   * that a killed JVM left running on the same data is stopped first.
   *
   * @param folder where binaries, data and log rest; used by one JVM at a time
   * @param port to listen on at 127.0.0.1; 0: any free one
   * @throws IllegalStateException if another JVM uses the folder or the database cannot be made
   * @throws UncheckedIOException if the server does not start; its log tells why
   */
  public static EmbeddedDatabase start(Path folder, int port) {
    Path data = folder.resolve("data");
    FolderLock lock = FolderLock.take(folder);
    try {
      OrphanServer.in(data).ifPresent(OrphanServer::stop);
      EmbeddedPostgres server = serve(folder, data, port);
      createDatabase(server);
      return new EmbeddedDatabase(lock, server);
    } catch (IOException e) {
      lock.close();
      throw new UncheckedIOException("PostgreSQL in " + folder + " does not start", e);
    } catch (RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  /** Host and port. */
  @Override
  public String address() {
    return HOST + ":" + server.getPort();
  }

  /** For JDBC. */
  public String jdbcUrl() {
    return "jdbc:postgresql://" + address() + "/" + NAME;
  }

  /** For the Vert.x client. */
  public String reactiveUrl() {
    return "postgresql://" + address() + "/" + NAME;
  }

  /** Stops it cleanly; what it holds stays in the folder. */
  @Override
  public void close() {
    try (lock) {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static EmbeddedPostgres serve(Path folder, Path data, int port) throws IOException {
    // Not a pipe: a server that outlives this JVM would hold it open and hang its reader.
    Redirect log = Redirect.appendTo(folder.resolve("database.log").toFile());
    return EmbeddedPostgres.builder()
        .setPort(port == 0 ? FreePort.find() : port)
        .setOverrideWorkingDirectory(folder.resolve("binaries").toFile())
        .setDataDirectory(data)
        .setCleanDataDirectory(false)
        .setRegisterShutdownHook(false)
        .setPGStartupWait(START)
        .setOutputRedirector(log)
        .setErrorRedirector(log)
        .setServerConfig("listen_addresses", HOST)
        .setServerConfig("max_connections", "100")
        // The library's defaults trade durability for speed.
        .setServerConfig("fsync", "on")
        .setServerConfig("full_page_writes", "on")
        .setServerConfig("synchronous_commit", "on")
        .start();
  }

  private static void createDatabase(EmbeddedPostgres server) {
    try (Connection connection = server.getPostgresDatabase().getConnection();
        PreparedStatement find =
            connection.prepareStatement("SELECT 1 FROM pg_database WHERE datname = ?");
        Statement create = connection.createStatement()) {
      find.setString(1, NAME);
      try (ResultSet found = find.executeQuery()) {
        if (!found.next()) {
          create.execute("CREATE DATABASE " + NAME);
        }
      }
    } catch (SQLException e) {
      throw new IllegalStateException("the database " + NAME + " cannot be made", e);
    }
  }
}

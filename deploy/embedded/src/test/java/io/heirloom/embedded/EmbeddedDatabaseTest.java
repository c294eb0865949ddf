package io.heirloom.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedDatabaseTest {
  @TempDir private Path folder;

  @Test
  void whatWasCommittedIsThereAfterARestart() throws Exception {
    try (EmbeddedDatabase database = EmbeddedDatabase.start(folder, 0)) {
      execute(database, "CREATE TABLE note AS SELECT 'kept' AS text");
    }
    try (EmbeddedDatabase database = EmbeddedDatabase.start(folder, 0)) {
      assertThat(ask(database, "SELECT text FROM note")).isEqualTo("kept");
    }
  }

  @Test
  void aCommitIsOnDiskBeforeItIsAnswered() throws Exception {
    try (EmbeddedDatabase database = EmbeddedDatabase.start(folder, 0)) {
      assertThat(ask(database, "SHOW fsync")).isEqualTo("on");
      assertThat(ask(database, "SHOW synchronous_commit")).isEqualTo("on");
      assertThat(ask(database, "SHOW listen_addresses")).isEqualTo("127.0.0.1");
    }
  }

  @Test
  void aFolderInUseIsRefusedAndItsServerLeftAlone() throws Exception {
    try (EmbeddedDatabase database = EmbeddedDatabase.start(folder, 0)) {
      assertThatThrownBy(() -> EmbeddedDatabase.start(folder, 0).close())
          .hasMessageContaining(folder.toString())
          .hasMessageContaining("in use");
      assertThat(ask(database, "SELECT 1")).isEqualTo("1");
    }
  }

  static void execute(EmbeddedDatabase database, String sql) throws SQLException {
    try (Connection connection = connect(database.address());
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static String ask(EmbeddedDatabase database, String sql) throws SQLException {
    return ask(database.address(), sql);
  }

  static String ask(String address, String sql) throws SQLException {
    try (Connection connection = connect(address);
        Statement statement = connection.createStatement();
        ResultSet answer = statement.executeQuery(sql)) {
      assertThat(answer.next()).isTrue();
      return answer.getString(1);
    }
  }

  static Connection connect(String address) throws SQLException {
    return DriverManager.getConnection(
        "jdbc:postgresql://" + address + "/" + EmbeddedDatabase.NAME, EmbeddedDatabase.USER, "");
  }
}

package io.heirloom.chaos.evidence;

import io.heirloom.lineage.StudyId;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * What the gateway counts fits its steps, and nothing waits to be published.
 *
 * @param url of the database, for JDBC
 */
public record DatabaseCheck(String url, StudyId study) implements Check {
  @Override
  public List<String> complaints() throws SQLException {
    List<String> complaints = new ArrayList<>();
    try (Connection connection = DriverManager.getConnection(url);
        PreparedStatement counts =
            connection.prepareStatement(
                "SELECT open_steps, failed_steps, (SELECT count(*) FROM outbox)"
                    + " FROM study WHERE id = ?")) {
      counts.setString(1, study.value());
      try (ResultSet row = counts.executeQuery()) {
        if (!row.next()) {
          return List.of("the study is not in the database");
        }
        complain(complaints, row.getLong(1), "open steps are counted");
        complain(complaints, row.getLong(2), "failed steps are counted");
        complain(complaints, row.getLong(3), "messages wait in the outbox");
      }
    }
    return complaints;
  }

  private static void complain(List<String> complaints, long count, String what) {
    if (count != 0) {
      complaints.add(count + " " + what);
    }
  }
}

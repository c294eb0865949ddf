package io.heirloom.gateway.api.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Map.Entry;

/**
 * A request that is sent as it is, valid or not.
 *
 * @param target path and query
 */
record RawRequest(String method, String target, Map<String, String> headers, byte[] body) {
  private static final int PATIENCE = 20_000;

  /**
   * What came back.
   *
   * @param status 0 if the other end hung up
   * @param headers by lower-case name
   */
  record Answer(int status, Map<String, String> headers, String body) {}

  Answer send(URI server) throws IOException {
    try (Socket socket = new Socket(server.getHost(), server.getPort())) {
      socket.setSoTimeout(PATIENCE);
      ByteArrayOutputStream request = new ByteArrayOutputStream();
      request.writeBytes((method + " " + target + " HTTP/1.1\r\n").getBytes(UTF_8));
      Map<String, String> all = new LinkedHashMap<>(headers);
      all.putIfAbsent("Host", server.getHost());
      all.putIfAbsent("Connection", "close");
      all.putIfAbsent("Content-Length", Integer.toString(body.length));
      for (Entry<String, String> header : all.entrySet()) {
        request.writeBytes((header.getKey() + ": " + header.getValue() + "\r\n").getBytes(UTF_8));
      }
      request.writeBytes("\r\n".getBytes(UTF_8));
      request.writeBytes(body);
      try {
        socket.getOutputStream().write(request.toByteArray());
      } catch (IOException e) {
        // Refused before all of it was sent: the answer may be there all the same.
      }
      return answer(socket.getInputStream().readAllBytes());
    }
  }

  private static Answer answer(byte[] bytes) {
    String text = new String(bytes, ISO_8859_1);
    int end = text.indexOf("\r\n\r\n");
    if (end < 0) {
      return new Answer(0, Map.of(), text);
    }
    String[] lines = text.substring(0, end).split("\r\n");
    Map<String, String> headers = new LinkedHashMap<>();
    for (int line = 1; line < lines.length; line++) {
      int colon = lines[line].indexOf(':');
      headers.put(
          lines[line].substring(0, colon).toLowerCase(Locale.ROOT),
          lines[line].substring(colon + 1).strip());
    }
    String body = new String(text.substring(end + 4).getBytes(ISO_8859_1), UTF_8);
    return new Answer(Integer.parseInt(lines[0].split(" ")[1]), headers, body);
  }

  @Override
  public String toString() {
    return method
        + " "
        + shortened(target)
        + " "
        + shortened(headers.toString())
        + " "
        + shortened(new String(body, UTF_8));
  }

  private static String shortened(String text) {
    return text.length() < 300 ? text : text.substring(0, 300) + "… (" + text.length() + ")";
  }
}

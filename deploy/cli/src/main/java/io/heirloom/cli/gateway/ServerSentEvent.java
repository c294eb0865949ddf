package io.heirloom.cli.gateway;

/**
 * One event of a {@code text/event-stream}.
 *
 * @param id of the last event that had one, empty if none had
 * @param name what it is about; {@code message} where the stream does not say
 * @param data its lines, joined by line feeds
 */
public record ServerSentEvent(String id, String name, String data) {}

package dev.botrunner.control.http;

import org.eclipse.jetty.server.Request;

/** One port and what is behind it. */
public record Door(String name, Address address, Request.Handler inside) {}

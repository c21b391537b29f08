/** The demo rooms over HTTP and WebSocket, and their page. The only package here that knows the HTTP server. */
@NullMarked
package dev.botrunner.room.server.http;

import org.jspecify.annotations.NullMarked;

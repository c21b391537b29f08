/** Who calls: keys by their SHA-256, the cookie of a browser that logged in, and where a call comes from. */
@NullMarked
package dev.botrunner.control.auth;

import org.jspecify.annotations.NullMarked;

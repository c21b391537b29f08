/** How things look on a terminal: tables, ages, waterfalls, ends and problems in words. Pure: text in, text out. */
@NullMarked
package dev.botrunner.cli.show;

import org.jspecify.annotations.NullMarked;

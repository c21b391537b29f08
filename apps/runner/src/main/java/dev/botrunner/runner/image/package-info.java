/** What only the image of a runner has: its AOT cache, and its way into other images. */
@NullMarked
package dev.botrunner.runner.image;

import org.jspecify.annotations.NullMarked;
